// How far a timeline of Mastodon has been read, and which of its newest statuses are to be looked after. Pure.
import { z } from 'zod'
import type { ReadStatus } from './status.ts'

const knownSchema = z.object({ id: z.string(), key: z.string() })
export type Known = z.infer<typeof knownSchema>

const cursorSchema = z.object({
  v: z.literal(1),
  /** Number of the account on its server; null for other timelines and before the first look. */
  accountId: z.string().nullable(),
  /** Everything up to this status is read. Numbers of statuses are opaque: they are given back, never compared. */
  minId: z.string().nullable(),
  /** The newest statuses, newest first. */
  recent: z.array(knownSchema).max(1000),
  /** Gone from the newest page and not asked for one by one yet. */
  unsure: z.array(knownSchema).max(1000),
})
export type MastodonCursor = z.infer<typeof cursorSchema>

/** A cursor of another version, or none, begins anew. */
export const readCursor = (stored: unknown): MastodonCursor => {
  const cursor = cursorSchema.safeParse(stored)
  return cursor.success ? cursor.data : { v: 1, accountId: null, minId: null, recent: [], unsure: [] }
}

const maxKept = 200

export const knownIn = (read: ReadStatus[]): Known[] => read.flatMap(one => one.kind === 'post' ? [{ id: one.id, key: one.post.key }] : [])

/** The cursor after a page of the forward walk: its statuses stand before the known ones. */
export const forward = (cursor: MastodonCursor, read: ReadStatus[], minId: string): MastodonCursor => {
  const fresh = knownIn(read)
  const isFresh = new Set(fresh.map(({ id }) => id))
  return { ...cursor, minId, recent: [...fresh, ...cursor.recent.filter(({ id }) => !isFresh.has(id))].slice(0, maxKept) }
}

/**
 * Known statuses that should stand in the newest page and do not. What is older than the page's last known status says nothing,
 * and neither does a page without a known one: the timeline has run past it.
 */
export const absentFrom = (cursor: MastodonCursor, shown: ReadonlySet<string>): Known[] => {
  const last = cursor.recent.findLastIndex(({ id }) => shown.has(id))
  return cursor.recent.slice(0, Math.max(last, 0)).filter(({ id }) => !shown.has(id))
}

/** Statuses to ask for one by one, each once. */
export const doubtful = (cursor: MastodonCursor, absent: Known[]): Known[] =>
  [...new Map([...cursor.unsure, ...absent].map(known => [known.id, known])).values()].slice(0, maxKept)

/**
 * The newest statuses after a second look at them: what was shown, then what stands behind it. What should have been shown and was not
 * is asked for one by one, and left out here.
 */
export const recentAfter = (cursor: MastodonCursor, shown: Known[]): Known[] => {
  const isShown = new Set(shown.map(({ id }) => id))
  const last = cursor.recent.findLastIndex(({ id }) => isShown.has(id))
  return [...shown, ...cursor.recent.slice(last + 1)].slice(0, maxKept)
}
