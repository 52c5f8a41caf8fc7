// What a collector is: the code for one network, which turns a source into posts and knows neither store nor clock.
import type { RawPost } from '#domain/post.ts'
import type { HealthReason, Source, SourceGap } from '#domain/source.ts'
import type { Instant } from '#domain/time.ts'
import type { AskSignedIn } from './bluesky/session.ts'
import type { Budget } from './budget.ts'
import type { PoliteFetch } from './polite-fetch.ts'
import type { Listen } from './polite-listen.ts'

/** One item of a page: a post, or a dead letter that a later parser may read. `raw` never holds a token. `isAgain`: the post as it was at some time before, which says nothing new of one that is here. */
export type CollectedItem = { raw: string, post: RawPost, isAgain?: true } | { raw: string, key: string | null, problem: string }

/**
 * One page of a source: kept in one unit of work. `cursor` belongs to the collector and is stored after the items.
 * `waitSeconds`: the network asked for this pause. `movedTo`: the address moved for good. `gone`: it will not come back.
 */
export interface CollectedPage {
  items: CollectedItem[]
  cursor: unknown
  state: 'ok' | 'not-modified' | 'empty' | 'blocked' | 'error'
  reason: HealthReason
  /** What belongs into the sentence of the reason: a status code, a host, a limit. */
  detail: string | null
  /** The same in words for the log, tokens removed; null when all is well. */
  problem: string | null
  waitSeconds?: number
  movedTo?: string
  gone?: boolean
  /** Keys of posts that are gone for sure; one page may say the same again. */
  deleted?: string[]
  /** Posts between the last look and this one could not be had. */
  gap?: SourceGap['why']
  /** Left over from an earlier look: old posts are no late ones here. */
  backfill?: boolean
}

/** Accounts of the desk at networks; null where none is set. */
export interface Logins { bluesky: AskSignedIn | null }

export interface PollContext {
  source: Pick<Source, 'url' | 'cursor' | 'zone'>
  fetch: PoliteFetch
  now: () => Instant
  signal: AbortSignal
  /** Once a day: looks again at everything of the last days, believing no "not modified". */
  deep: boolean
  listen: Listen
  logins: Logins
  /** A stream is listened to until it is stopped; once: until it has told what was written before now. */
  once: boolean
  /** Whether a post holds what the source is watched for: a stream of everything gives no other. */
  wanted: (post: RawPost) => boolean
}

/** Our own words under a post: their link, the source of the post, its key and its address. */
export interface Said { permalink: URL, sourceUrl: string, postKey: string, postUrl: string | null }
/** Where replies to them are read, as an address of this collector, null where they are not shown; the key of our words, null where only the network knows it: then they come first. */
export interface ThreadPlace { url: string | null, answerKey: string | null }

/** Where and when a raw item was read. */
export interface RawContext { url: string, zone: Source['zone'], now: Instant }

export interface Collector {
  /** Code of the network, `Source.network`. */
  network: string
  /** Grows with each change of reading, so that dead letters are read again. */
  parserVersion: number
  /** Calls of all sources of the network together; null: the host's own queue is enough. */
  budget: Budget | null
  /** Whether a source of this address is for this collector. */
  accepts: (url: URL) => boolean
  /** Whether nothing is shown at the address without a login that is not set. */
  needsLogin?: (url: URL, logins: Logins) => boolean
  /** Whether the address is a stream, which is listened to all the time, and gives only what its source has words for. */
  isStream?: (url: URL) => boolean
  /** Whether unread posts lie further back, which the next looks go on to read; absent where that is never so. */
  isBehind?: (cursor: unknown) => boolean
  /** Pages from the cursor on. A failure is a page that says so; only a bug throws. */
  poll: (context: PollContext) => AsyncIterable<CollectedPage>
  /** Null for a link that is none of the network's; absent where it shows no replies. */
  threadOf?: (said: Said) => ThreadPlace | null
  /** A second name of a post, for words of ours whose key could not be known; absent where `threadOf` always knows it. */
  otherKey?: (post: RawPost) => string | null
  /** The page on which something stands, however its site writes the address; absent where every single comment has an address of its own. */
  pageOf?: (url: string | null) => string | null
  /** One raw item as this parser reads it. Never throws. */
  reread: (raw: string, context: RawContext) => CollectedItem
}

/** A deep look goes back so far. */
export const deepMs = 7 * 24 * 3_600_000

/** The posts of a page, without the dead letters. */
export const postsOf = (items: CollectedItem[]): RawPost[] => items.flatMap(item => 'post' in item ? [item.post] : [])
