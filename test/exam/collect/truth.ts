// What was really written on the server of an exam, and what the desk must hold of it in the end.
import { currentVersion, type Post } from '#domain/post.ts'

/** `texts`: oldest first. `held`: those of them that the desk was seen to hold before they were changed or taken away. */
export interface Written { number: number, key: string, texts: string[], held: Set<string>, at: string, isRemoved: boolean, wasHeldWhenRemoved: boolean }

/** By the key, which is the same in every network that shows the server. */
export type Truth = Map<string, Written>

/** Each text names its post, so that two posts of one are seen, whatever their keys are. */
export const textOf = (number: number, revision: number): string => `${number}-жазба, ${revision}-нұсқа: Абай көшесінде су үшінші күн жоқ, әкімдік жауап берсін.`
const numberIn = (text: string): number => Number(/^(\d+)-жазба/.exec(text)?.[1] ?? Number.NaN)

export interface Verdict {
  network: string
  /** Kept posts, versions of them beyond the first, tombstones. */
  posts: number
  versions: number
  deleted: number
  /** Posts that came and went before any look. */
  unseen: number
  /** One sentence for each: `lost`, `doubled`, `foreign`, `text`, `version`, `deletion`. */
  faults: { kind: string, words: string }[]
}

/** `order` of a kept post's texts is the order in which they were written, though some were never seen. */
const isInOrder = (kept: readonly string[], written: readonly string[]): boolean => {
  let from = 0
  return kept.every((text) => {
    const at = written.indexOf(text, from)
    from = at + 1
    return at !== -1
  })
}

const ofOne = (written: Written, post: Post | undefined, showsDeletions: boolean): Verdict['faults'] => {
  const { number, texts, held, isRemoved, wasHeldWhenRemoved } = written
  if (!post) return isRemoved && !wasHeldWhenRemoved ? [] : [{ kind: 'lost', words: `post ${number} of ${written.at} is not there` }]
  const kept = post.versions.map(({ text }) => text)
  const faults: Verdict['faults'] = []
  if (!isInOrder(kept, texts)) faults.push({ kind: 'version', words: `post ${number} has the texts ${kept.join(' | ')}` })
  for (const text of held) if (!kept.includes(text)) faults.push({ kind: 'version', words: `post ${number} has lost a version: ${text}` })
  if (!isRemoved && currentVersion(post)?.text !== texts.at(-1)) faults.push({ kind: 'text', words: `post ${number} says ${currentVersion(post)?.text}, and its ${texts.length}. text was written` })
  if (!isRemoved && post.deletedAt !== null) faults.push({ kind: 'deletion', words: `post ${number} is marked as deleted and stands` })
  if (isRemoved && post.deletedAt === null && showsDeletions) faults.push({ kind: 'deletion', words: `post ${number} was deleted and is not marked` })
  return faults
}

/** `showsDeletions`: the network lets its readers know what is gone. */
export const judge = (network: string, truth: Truth, kept: readonly Post[], showsDeletions: boolean): Verdict => {
  const byKey = new Map(kept.map(post => [post.key, post]))
  const numbers = new Map<number, number>()
  const faults: Verdict['faults'] = []
  for (const post of kept) {
    const number = numberIn(post.versions[0]?.text ?? '')
    numbers.set(number, (numbers.get(number) ?? 0) + 1)
    if (Number.isNaN(number)) faults.push({ kind: 'foreign', words: `nobody wrote ${post.key}` })
  }
  for (const [number, times] of numbers) if (times > 1) faults.push({ kind: 'doubled', words: `post ${number} is kept ${times} times` })
  for (const written of truth.values()) faults.push(...ofOne(written, byKey.get(written.key), showsDeletions))
  return {
    network, faults, posts: kept.length, versions: kept.reduce((sum, { versions }) => sum + versions.length - 1, 0),
    deleted: kept.filter(({ deletedAt }) => deletedAt !== null).length, unseen: [...truth.keys()].filter(key => !byKey.has(key)).length,
  }
}
