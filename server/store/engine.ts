// What an engine must be able to do. Everything else of the store (groups, staging, paging, the chain) is written once, above this line.
import type { Instant } from '#domain/time.ts'
import type { TrailLine } from '#domain/trail.ts'
import type { Blobs, FieldValue, Head, Noun, Nouns, SearchedNoun } from './store.ts'

/** The one document that every group updates first; `group` is the id of the last group that was written. */
export interface GroupHead extends Head { group: string }

/** A document as it goes to the disk. `seen` is the version it replaces, 0 for a new one; without a text it is removed. */
export interface StagedDocument { noun: Noun, id: string, version: number, seen: number, text: string | null }
/** The same with the document that it replaces, where the group has read it. */
export interface Replacement extends StagedDocument { was: object | null }

/** `answer` is canonical JSON; an act that answers nothing keeps null. */
export interface KeptCommand { by: string, key: string, hash: string, answer: string, at: Instant }
export type CommandKey = Pick<KeptCommand, 'by' | 'key'>

/**
 * anew: these terms and no others. more: these too; what waits to be indexed goes on waiting. later: it waits to be indexed.
 * `over` are the ids of the posts behind the words, where the document does not name its one post itself.
 */
export type EntryChange =
  | { how: 'anew' | 'more', version: number, terms: readonly string[], over: readonly string[] }
  | { how: 'later' }

/** What a group changes in the search index. A document that is removed leaves it without one. */
export interface SearchEntry {
  noun: SearchedNoun
  id: string
  at: Instant
  scopes: readonly (readonly [field: string, value: FieldValue])[]
  change: EntryChange
}

/** All that one group writes, in staging order. */
export interface Batch {
  before: GroupHead
  after: GroupHead
  /** One row a document; removals first, so that their keys are free for the others. */
  documents: readonly Replacement[]
  series: readonly (readonly [series: string, value: number])[]
  commands: readonly KeptCommand[]
  lines: readonly TrailLine[]
  entries: readonly SearchEntry[]
}

/** Documents as an engine finds them; the ids and key values it is asked for are well-formed text. */
export interface DocumentSource {
  /** Those that exist, in any order. */
  documents<N extends Noun>(noun: N, ids: readonly string[]): Promise<Nouns[N][]>
  /** Those that exist, in any order, and perhaps others; each row of `values` is one value of the key, and one row finds no others. */
  byKeys<N extends Noun>(noun: N, key: string, values: readonly (readonly string[])[]): Promise<Nouns[N][]>
  /** At most `limit` documents of one stretch, in order. */
  stretch<N extends Noun>(noun: N, plan: ListPlan, stretch: Stretch, limit: number): Promise<Nouns[N][]>
}

/** Fresh state for one run of a group's bodies. Nobody else's later writes show in it, or `write` ends in a conflict. */
export interface Snapshot extends DocumentSource {
  head: GroupHead
  /** The last number of a series, 0 when none was taken. */
  series(series: string): Promise<number>
  commands(keys: readonly CommandKey[]): Promise<KeptCommand[]>
  /** Ids of the searched documents whose entry is over this post. */
  over(noun: SearchedNoun, postId: string): Promise<string[]>
  /** All or nothing, durable when it returns; the head is moved first. A unique key that is taken is a conflict: staging will find it on fresh state. */
  write(batch: Batch): Promise<void>
  /** Instead of `write`, for a group that wrote nothing: is what was seen still how it is, and for good? Else a conflict. */
  stand(): Promise<void>
  /** Always called last, written or not; never throws. */
  end(): Promise<void>
}

/** conflict: others wrote meanwhile, fresh state will do. full: no room. unavailable: anything else that is not a bug of a body. */
export type Failure = 'conflict' | 'full' | 'unavailable'

export interface GroupEngine {
  begin(): Promise<Snapshot>
  failureOf(error: unknown): Failure
  /** Ids of some documents that wait to be indexed by this version of the stems. */
  unindexed(noun: SearchedNoun, version: number, limit: number): Promise<string[]>
}

/** One stretch of a list: documents with a null in the order field, or those with a value. Both are walked by id among equals. */
export type Stretch =
  | { nulls: true, afterId?: string }
  | { nulls: false, from?: FieldValue, to?: FieldValue, after?: readonly [value: FieldValue, id: string] }

/** A checked query: every row of `combos` holds one value for each of `fields`, in their order; no row stands twice. */
export interface ListPlan {
  fields: readonly string[]
  combos: readonly (readonly FieldValue[])[]
  order: { by: string, direction: 'asc' | 'desc' }
}

/** Every row of `words` holds the terms of one word: a hit has one of each row. `after` is a hit's instant and id. */
export interface Hits { words: readonly (readonly string[])[], from?: FieldValue, to?: FieldValue, after?: readonly [at: string, id: string] }

/** Reading of what is committed. */
export interface ReadSource extends DocumentSource {
  /** Is every document of the noun in the index, made by this version of the stems? */
  isIndexed(noun: SearchedNoun, version: number): Promise<boolean>
  /** Hits of a list, newest first. */
  hits<N extends SearchedNoun>(noun: N, plan: ListPlan, hits: Hits, limit: number): Promise<Nouns[N][]>
  count(noun: Noun, plan: ListPlan, bounds: { from?: FieldValue, to?: FieldValue }): Promise<number>
  head(): Promise<Head>
  eventsAfter(seq: number, limit: number): Promise<TrailLine[]>
  eventsOf(subject: { ticketId: string } | { postId: string }): Promise<TrailLine[]>
}

/** What is kept and may change, as it was at one moment while others go on writing. The trail up to `head` and the blobs never change: they are read beside it. */
export interface Copy {
  head: Head
  /** Bodies, byte for byte as they were staged. */
  documents(): AsyncIterable<{ noun: Noun, text: string }>
  series(): AsyncIterable<readonly [series: string, value: number]>
  commands(): AsyncIterable<KeptCommand>
  end(): Promise<void>
}

/** An empty desk that nobody else can open until it is finished. */
export interface Filling {
  /** From which it starts: that of an empty trail. */
  head: GroupHead
  engine: GroupEngine
  blobs: Blobs
  /** From here on it is a desk. */
  finish(): Promise<void>
  /** As it was before. */
  abandon(): Promise<void>
}
