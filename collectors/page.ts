// A page of a source as a collector hands it over: what was read, where to go on, and how it went.
import type { RawPost } from '#domain/post.ts'
import type { HealthReason, SourceGap } from '#domain/source.ts'

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

/** The posts of a page, without the dead letters. */
export const postsOf = (items: CollectedItem[]): RawPost[] => items.flatMap(item => 'post' in item ? [item.post] : [])
