// What an engine must be able to do. Everything else of the store (groups, staging, paging, the chain) is written once, above this line.
import type { Instant } from '#domain/time.ts'
import type { TrailLine } from '#domain/trail.ts'
import type { Blobs, FieldValue, Head, Noun, Nouns } from './store.ts'

/** The one document that every group updates first; `group` is the id of the last group that was written. */
export interface GroupHead extends Head { group: string }

/** A document as it goes to the disk. `seen` is the version it replaces, 0 for a new one; without a text it is removed. */
export interface StagedDocument { noun: Noun, id: string, version: number, seen: number, text: string | null }

/** `answer` is canonical JSON; an act that answers nothing keeps null. */
export interface KeptCommand { by: string, key: string, hash: string, answer: string, at: Instant }
export type CommandKey = Pick<KeptCommand, 'by' | 'key'>

/** All that one group writes, in staging order. */
export interface Batch {
  before: GroupHead
  after: GroupHead
  /** One row a document; removals first, so that their keys are free for the others. */
  documents: readonly StagedDocument[]
  series: readonly (readonly [series: string, value: number])[]
  commands: readonly KeptCommand[]
  lines: readonly TrailLine[]
}

/** Documents as an engine finds them; the ids and key values it is asked for are well-formed text. */
export interface DocumentSource {
  /** Those that exist, in any order. */
  documents<N extends Noun>(noun: N, ids: readonly string[]): Promise<Nouns[N][]>
  /** Those that exist, in any order, and perhaps others; each row of `values` is one value of the key, and one row finds no others. */
  byKeys<N extends Noun>(noun: N, key: string, values: readonly (readonly string[])[]): Promise<Nouns[N][]>
}

/** Fresh state for one run of a group's bodies. Nobody else's later writes show in it, or `write` ends in a conflict. */
export interface Snapshot extends DocumentSource {
  head: GroupHead
  /** The last number of a series, 0 when none was taken. */
  series(series: string): Promise<number>
  commands(keys: readonly CommandKey[]): Promise<KeptCommand[]>
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

/** Reading of what is committed. */
export interface ReadSource extends DocumentSource {
  /** At most `limit` documents of one stretch, in order. */
  stretch<N extends Noun>(noun: N, plan: ListPlan, stretch: Stretch, limit: number): Promise<Nouns[N][]>
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
