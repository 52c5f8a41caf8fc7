// Documents that were read lately, kept parsed in the one process that writes them: every request asks for its session, its person and the tree.
import { frozen, parseDocument } from './document.ts'
import type { Batch, DocumentSource } from './engine.ts'
import { shelfOf, type Known } from './layer.ts'
import type { Noun, Nouns } from './store.ts'

/** Of each noun, so that no flood of posts pushes out the sessions. The one that was not asked for longest goes first. */
const mostOfNoun = 1000
/** UTF-16 units of a document that is kept: with the bound above a few megabytes at work, and never more than 16 for each noun. */
const longest = 8192
/** A look at more than this many at once is a walk, and is not asked again soon. */
const fewAtOnce = 20

/** Those that exist, as their text, in any order. */
export type BodiesOf = (noun: Noun, ids: readonly string[]) => string[]

export interface Recent {
  documents: DocumentSource['documents']
  /** What this group wrote, or may have written, is read anew. To be called before anybody hears of the commit. */
  forget(batch: Pick<Batch, 'documents'>): void
}

/** `bodiesOf` reads what is committed, and nobody else may write where it reads. Documents are frozen: the next one who asks gets the same. */
export const keepRecent = (bodiesOf: BodiesOf): Recent => {
  const shelves: Known['documents'] = {}

  /** Null: there is none, which is asked again and again of what few things have. */
  const remember = <N extends Noun>(noun: N, id: string, document: Nouns[N] | null): void => {
    const shelf = shelfOf(shelves, noun).set(id, document)
    const [oldest] = shelf.keys()
    if (shelf.size > mostOfNoun && oldest !== undefined) shelf.delete(oldest)
  }
  const read = <N extends Noun>(noun: N, ids: readonly string[]): Nouns[N][] => {
    // Read before anything is remembered: what could not be read is not what does not exist.
    const bodies = bodiesOf(noun, ids)
    for (const id of ids) remember(noun, id, null)
    return bodies.map((body) => {
      const document = frozen(parseDocument(noun, body))
      if (body.length > longest) shelves[noun]?.delete(document.id)
      else remember(noun, document.id, document)
      return document
    })
  }
  return {
    documents: async (noun, ids) => {
      if (ids.length > fewAtOnce) return bodiesOf(noun, ids).map(body => parseDocument(noun, body))
      const shelf = shelfOf(shelves, noun)
      const known = ids.filter(id => shelf.has(id)).flatMap((id) => {
        const document = shelf.get(id) ?? null
        shelf.delete(id)
        shelf.set(id, document)
        return document ?? []
      })
      const unknown = ids.filter(id => !shelf.has(id))
      return unknown.length === 0 ? known : [...known, ...read(noun, unknown)]
    },
    forget: ({ documents }) => {
      for (const { noun, id } of documents) shelves[noun]?.delete(id)
    },
  }
}
