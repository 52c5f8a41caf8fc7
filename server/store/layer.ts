// What is known and what is written at one level of a group: by one act, by all acts that went well, or by the engine itself.
import type { StagedEvent } from './chain.ts'
import { frozen } from './document.ts'
import type { CommandKey, KeptCommand, StagedDocument } from './engine.ts'
import type { Noun, Nouns } from './store.ts'

type Shelf<N extends Noun> = Map<string, Nouns[N] | null>
type Shelves = { [N in Noun]?: Shelf<N> }

/** What is known of the state at one level: `null` is "known not to be there". */
export interface Known {
  documents: Shelves
  /** Unique key → id of its holder. */
  keys: Map<string, string | null>
  series: Map<string, number>
  commands: Map<string, KeptCommand>
}

/** The writes of one act, or of all acts of the group that went well. */
export interface Layer extends Known { writes: StagedDocument[], events: StagedEvent[] }

export const nothingKnown = (): Known => ({ documents: {}, keys: new Map(), series: new Map(), commands: new Map() })
export const makeLayer = (): Layer => ({ ...nothingKnown(), writes: [], events: [] })

/** How much is known, in documents and keys. */
export const sizeOf = ({ documents, keys }: Known): number => Object.values(documents).reduce((sum, shelf) => sum + shelf.size, keys.size)

export const commandName = ({ by, key }: CommandKey): string => JSON.stringify([by, key])

export const shelfOf = <N extends Noun>(shelves: Shelves, noun: N): Shelf<N> => {
  const known: Shelves[N] = shelves[noun]
  if (known) return known
  const shelf: Shelf<N> = new Map()
  Object.assign(shelves, { [noun]: shelf })
  return shelf
}

/** Remembers a document at one level, frozen. */
export const shelve = <N extends Noun>(known: Pick<Known, 'documents'>, noun: N, document: Nouns[N]): void => {
  shelfOf(known.documents, noun).set(document.id, frozen(document))
}

/** Remembers that a document is not there any more. */
export const unshelve = (known: Pick<Known, 'documents'>, noun: Noun, id: string): void => void shelfOf(known.documents, noun).set(id, null)

export const pourDocument = <N extends Noun>(from: Known, into: Known, noun: N, id: string) => {
  const document = from.documents[noun]?.get(id)
  if (document !== undefined) shelfOf(into.documents, noun).set(id, document)
}

export const pour = <K, V>(from: Map<K, V>, into: Map<K, V>) => {
  for (const [key, value] of from) into.set(key, value)
}
