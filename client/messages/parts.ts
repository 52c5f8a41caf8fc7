// Joins the message files of a language; each owner of a screen keeps a file, and its name is the first word of its keys.

type Tree = { [key: string]: string | Tree }

/** Two trees as one; each text stands in one of them. */
const joined = (some: Tree, others: Tree): Tree => {
  const both = { ...some }
  for (const [key, other] of Object.entries(others)) {
    const one = some[key]
    both[key] = typeof one === 'object' && typeof other === 'object' ? joined(one, other) : other
  }
  return both
}

/** `shared`: the texts that the terminal says too (`domain/words`), under the same keys. */
export const joinParts = (files: Record<string, object>, shared: Tree = {}): Tree =>
  joined(Object.fromEntries(Object.entries(files).map(([path, part]) => [path.replace(/^.*\/|\.json$/g, ''), part as Tree])), shared)
