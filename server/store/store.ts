// The seam of the memory: what floor 3 knows of it. Two engines stand behind it; one contract suite holds them to the same behaviour.
import type { KeptYear } from '#domain/calendar-list.ts'
import type { BoardLink } from '#domain/board-link.ts'
import type { Kind, Sentiment } from '#domain/classification.ts'
import type { Contact } from '#domain/contact.ts'
import type { Organisation } from '#domain/organisation.ts'
import type { Erasure } from '#domain/erasure.ts'
import type { KeptEvidence, KeptFile, Post } from '#domain/post.ts'
import type { Note, Reply } from '#domain/reply.ts'
import type { Notice } from '#domain/notice.ts'
import type { PromisedDay } from '#domain/promise.ts'
import type { PrefixClaim } from '#domain/prefix.ts'
import type { Invitation } from '#domain/invitation.ts'
import type { SecondFactor } from '#domain/second-factor.ts'
import type { RuleBook, RuleOffer } from '#domain/rule.ts'
import type { SavedViews } from '#domain/saved-view.ts'
import type { Session } from '#domain/session.ts'
import type { DeadLetter, RawItem, Source } from '#domain/source.ts'
import type { TermEdition } from '#domain/term-rule.ts'
import type { Thread } from '#domain/thread.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'
import type { TrailEvent, TrailLine } from '#domain/trail.ts'
import type { Triage } from '#domain/triage.ts'
import type { User } from '#domain/user.ts'
import type { Copy } from './engine.ts'

/** One holder of a named job; `term` grows with each new holder, and fences the work of the old one. */
export interface Lease { id: string, version: number, holder: string, term: number, until: Instant }
/** The first post with this exact normalised text: `id` = sha256 of the text key; `said` = what a person corrected of it, for all that say the same. */
export interface FirstText {
  id: string
  version: number
  postId: string
  said?: { topic?: string, place?: string | null, kind?: Kind, sentiment?: Sentiment }
}
/** What a ticket was warned and reminded of already: `id` is the ticket's. Apart from the ticket, so that a warning is no change of it. */
export interface Warnings { id: string, version: number, marks: string[] }
/** Facts about the installation itself: `id` names the setting. */
export interface Setting { id: string, version: number, value: unknown }

/** Every noun that is kept, by name. Each document has `id` and `version`. */
export interface Nouns {
  organisation: Organisation
  prefix: PrefixClaim
  ruleBook: RuleBook
  ruleOffer: RuleOffer
  termEdition: TermEdition
  user: User
  session: Session
  secondFactor: SecondFactor
  invitation: Invitation
  source: Source
  deadLetter: DeadLetter
  rawItem: RawItem
  thread: Thread
  post: Post
  firstText: FirstText
  triage: Triage
  ticket: Ticket
  reply: Reply
  promise: PromisedDay
  note: Note
  contact: Contact
  evidence: KeptEvidence
  file: KeptFile
  erasure: Erasure
  notice: Notice
  warnings: Warnings
  lease: Lease
  setting: Setting
  calendarYear: KeptYear
  boardLink: BoardLink
  savedViews: SavedViews
}
export type Noun = keyof Nouns

/** A triage is found by the words of its post, a ticket by those of its posts and published replies, as they stand now. */
export type SearchedNoun = 'triage' | 'ticket'

/** How texts become terms of the search index. */
export interface Stems {
  /** The index remembers which version made it; another one builds it anew in the background. */
  version: number
  /** Whole words and stems, without repeats. The same text always gives the same terms. */
  of(text: string): string[]
}

/** The only road to a write: inside a unit of work, over the staged state of the units before it. */
export interface Tx {
  get<N extends Noun>(noun: N, id: string): Promise<Nouns[N] | undefined>
  /** By a unique key declared in `nouns.ts`, values in its order. */
  find<N extends Noun>(noun: N, key: string, values: string[]): Promise<Nouns[N] | undefined>
  /** Stored with version 1. Refusal `duplicate` when the id or a unique key is taken, `bad-input` when a text holds half a surrogate pair (no UTF-8). */
  insert<N extends Noun>(noun: N, doc: Omit<Nouns[N], 'version'>): Promise<Nouns[N]>
  /** `doc.version` is the version that was seen; stored with the next one. Refusals `stale-version`, `not-found`, `duplicate`, `bad-input`. */
  put<N extends Noun>(noun: N, doc: Nouns[N]): Promise<Nouns[N]>
  /**
   * Really gone, its unique keys free: for what must not be kept. `seen.version` is the version that was seen. Refusals `stale-version`, `not-found`.
   * See `Store.scrub` for the bytes.
   */
  remove<N extends Noun>(noun: N, seen: Pick<Nouns[N], 'id' | 'version'>): Promise<void>
  /** `seq`, `at` and hashes are given when the group is written, in staging order. */
  append(event: TrailEvent): void
  /** The next number of a gapless series, from 1. */
  next(series: string): Promise<number>
  /** Fixed before the first run of the unit, the same on every run. */
  readonly now: Instant
  /** Ids are drawn before the first run too: the same ones on every run. */
  newId(): string
}

/** A noun and an id from which a unit starts: a group fetches them with one query per noun. */
export type Start = readonly [noun: Noun, id: string]
/** A unique key declared in `nouns.ts`, with its values in its order, from which a unit starts: fetched like a `Start`. */
export type StartKey = readonly [noun: Noun, key: string, values: readonly string[]]

export interface Unit<T> {
  /** User id or `machine`; stands in each trail line. */
  by: string
  now: Instant
  starts: readonly Start[]
  startKeys?: readonly StartKey[]
  /** `(by, key, hash of the command)`: the same key again gets the first answer; with another hash it is refused (`key-reused`). */
  command?: { key: string, hash: string }
  /** Touches nothing but `tx`; may run more than once. With a `command` its answer must be JSON. Documents from `tx` are frozen: change copies, and `put` them. */
  run(tx: Tx): Promise<T>
}

export type FieldValue = string | number | boolean | null

export interface Query {
  /** Equalities on declared index fields; a list means any of them. */
  where: Record<string, FieldValue | readonly FieldValue[]>
  /** A declared index field; ties are broken by id. */
  order: { by: string, direction: 'asc' | 'desc' }
  /** Bounds on the order field: from ≤ value < to; null is no bound. Documents whose value is null are outside any bound; without one they come first upwards. */
  from?: FieldValue
  to?: FieldValue
  /** `next` of the page before. */
  after?: string
  limit: number
}
export interface Page<T> { items: T[], next: string | null }

export interface Search extends Pick<Query, 'where' | 'from' | 'to' | 'after' | 'limit'> {
  /** As a person wrote them: every word must be met, in any form that shares a term with it. Nothing in them is syntax. */
  words: string
}

export interface Head { seq: number, hash: string, at: Instant | null }

/** Reading outside a unit of work: what is committed, nothing else. Documents may be shared and frozen: change copies. */
export interface Read {
  get<N extends Noun>(noun: N, id: string): Promise<Nouns[N] | undefined>
  /** In the order of the ids, without the missing ones. */
  many<N extends Noun>(noun: N, ids: readonly string[]): Promise<Nouns[N][]>
  find<N extends Noun>(noun: N, key: string, values: string[]): Promise<Nouns[N] | undefined>
  /** Only by an index declared in `nouns.ts`; anything else throws. */
  list<N extends Noun>(noun: N, query: Query): Promise<Page<Nouns[N]>>
  count<N extends Noun>(noun: N, query: Pick<Query, 'where' | 'order' | 'from' | 'to'>): Promise<number>
  /**
   * Newest first. `where` and the bounds are those of a declared list in the order of the search, and name one of its scopes; anything else throws.
   * Refusals: `bad-input` when the words are none or too many, `search-not-ready` while the index is being built.
   */
  search<N extends SearchedNoun>(noun: N, search: Search): Promise<Page<Nouns[N]>>
  head(): Promise<Head>
  /** In order of `seq`. */
  eventsAfter(seq: number, limit: number): Promise<TrailLine[]>
  /** Of one ticket or one post, in order of `seq`. */
  eventsOf(subject: { ticketId: string } | { postId: string }): Promise<TrailLine[]>
}

/** Files by the sha256 of their bytes; written before the group that names them. */
export interface Blobs {
  put(bytes: Uint8Array): Promise<string>
  get(hash: string): Promise<Uint8Array | undefined>
  /** After the group that dropped the last document naming it; a hash without bytes is no mistake. */
  remove(hash: string): Promise<void>
  /** Hashes of all that are there, each once, in no order. */
  names(): AsyncIterable<string>
}

export interface Store {
  read: Read
  blobs: Blobs
  /** Answers after the commit of the unit's group, refusals too. */
  transact<T>(unit: Unit<T>): Promise<T>
  /**
   * What was removed or written over before now leaves the engine's own files too, as far as the engine reaches: on SQLite nothing of it stays in
   * the file or its log; on MongoDB the oplog keeps it until it is overwritten. Refusal `storage-unavailable` while readers hold the log: ask again.
   */
  scrub(): Promise<void>
  /** Forgets at most `limit` kept commands that were answered before this instant, the oldest first; how many. Such a key stands for nothing any more. */
  forgetCommands(before: Instant, limit: number): Promise<number>
  /** How many kept commands were answered before this instant. */
  countCommands(before: Instant): Promise<number>
  /** A bell: rings after commits; what happened is asked by `eventsAfter`. Returns the way to unsubscribe. */
  subscribe(bell: () => void): () => void
  /** For a backup; others go on writing meanwhile. To be ended by the caller. */
  copy(): Promise<Copy>
  /** What keeps it, for `doctor`: the database with its version, and the schema of the desk. */
  about(): Promise<{ engine: string, schema: number }>
  close(): Promise<void>
}
