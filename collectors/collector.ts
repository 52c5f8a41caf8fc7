// What a collector is: the code for one network, which turns a source into posts and knows neither store nor clock.
import type { RawPost } from '#domain/post.ts'
import type { Source } from '#domain/source.ts'
import type { Instant } from '#domain/time.ts'
import type { AskSignedIn, Calling } from './api-call.ts'
import type { Budget } from './budget.ts'
import type { CollectedItem, CollectedPage } from './page.ts'
import type { Listen } from './polite-listen.ts'

/** Accounts of the desk, by the code of the network; absent where none is set. */
export type Logins = Readonly<Partial<Record<string, AskSignedIn>>>

export interface PollContext extends Calling {
  source: Pick<Source, 'url' | 'cursor' | 'zone'>
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
