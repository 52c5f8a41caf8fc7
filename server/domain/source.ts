// One place that is watched: a feed, a channel, a page. A collector turns it into posts.
import type { Instant } from './time.ts'

/** ok · degraded (late, limited) · blocked (login, preview closed) · broken (not understood) · silent (unusually quiet). */
export const healthStates = ['ok', 'degraded', 'blocked', 'broken', 'silent'] as const
export type HealthState = typeof healthStates[number]

/** Why a source is in its state; each code is a sentence in kk, ru and en with `detail` inside it. */
export const healthReasons = [
  'never-run', 'fine', 'not-modified', 'http-error', 'timeout', 'too-large', 'not-a-feed', 'none-parsed', 'address-refused', 'not-encrypted', 'slow-down', 'gone', 'network-down', 'unreadable', 'robots',
] as const
export type HealthReason = typeof healthReasons[number]

export interface SourceHealth {
  state: HealthState
  reason: HealthReason
  /** Status code, host or limit that belongs into the sentence; never a token. */
  detail: string | null
  lastTriedAt: Instant | null
  lastSuccessAt: Instant | null
  /** Failures in a row. */
  failures: number
}

/** Posts that the network showed and nobody read: `window` — more were written between two looks than it shows; `cursor` — it forgot where we were. */
export const gapCauses = ['window', 'cursor'] as const
export interface SourceGap { at: Instant, why: typeof gapCauses[number] }

/** Why posts of a source are missing: `paused` by hand · `unanswered`: closed or not understood now · `lost`: it showed more than was read. */
export const unseenCauses = ['paused', 'unanswered', 'lost'] as const

/** Posts that earlier looks did not reach are being read, newest first: so many pages until now, back to this date (null: they have none). */
export interface Backfill { pages: number, reachedAt: Instant | null }

export interface Source {
  id: string
  version: number
  /** Name of the collector: `feed`, later `telegram`, `mastodon` … ; `manual` and `import` are not polled. */
  network: string
  name: string
  url: string
  /** Akimats that watch it; each triages for itself. */
  organisationIds: string[]
  /** KATO code that the source speaks about by itself, if any. */
  kato: string | null
  /** Posts without any of these words are not taken in; absent: all are. */
  words?: string[]
  /** Who set the words last, since it is watched. */
  wordsSet?: { by: string, at: Instant }
  /** Zone in which dates without a zone are read. */
  zone: 'UTC' | 'Asia/Almaty'
  /** Private to the collector, versioned by it: `{v: 1, …}`. */
  cursor: unknown
  health: SourceHealth
  /** Null: never polled again until a person starts it. */
  nextRunAt: Instant | null
  intervalMinutes: number
  createdAt: Instant
  /** The last gap. Absent = none, never or not known, here and below. */
  gap?: SourceGap
  /** Absent = nothing is left to be read behind what is known. */
  backfill?: Backfill
  /** The last look that believed no "not modified". */
  deepAt?: Instant
  /** The latest date that a post of it claims: what comes later and is older came late. */
  headAt?: Instant
  /** When something new came last, and how many minutes usually lie between two such looks. */
  newsAt?: Instant
  usualMinutes?: number
  /** Version of the parser that read it last. */
  parserVersion?: number
  /** Stopped by hand; absent = not. */
  paused?: { by: string, at: Instant }
}

/** An item that could not be read, kept for a later parser. The text is the raw item with tokens removed. */
export interface DeadLetter {
  id: string
  version: number
  sourceId: string
  key: string | null
  raw: string
  problem: string
  parserVersion: number
  at: Instant
}

/** A post as its network gave it, for a later parser; goes with the words of the post, and by age. */
export interface RawItem {
  /** Id of the post. */
  id: string
  version: number
  sourceId: string
  key: string
  /** Tokens removed. */
  raw: string
  parserVersion: number
  at: Instant
}
