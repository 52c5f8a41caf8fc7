// How far a feed has been read: what its window showed last, and what older pages are still to be read. Pure.
import { z } from 'zod'

const keys = z.array(z.string()).max(200)

const cursorSchema = z.object({
  v: z.literal(1),
  /** The first address of the feed, which stays in the keys when it moves. */
  base: z.string(),
  url: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Keys of the last window, newest first: a window without any of them has run past us. */
  known: keys.default([]),
  /** Older pages from `next` on, until one of these keys. */
  backfill: z.object({ next: z.string(), until: keys }).nullable().default(null),
  /** Where the walk of the last deep look goes on, back through the week. */
  deep: z.string().nullable().default(null),
})
export type FeedCursor = z.infer<typeof cursorSchema>

/** A cursor of another version, or none, begins anew: null. */
export const readCursor = (stored: unknown): FeedCursor | null => {
  const cursor = cursorSchema.safeParse(stored)
  return cursor.success ? cursor.data : null
}

const mostKnown = 60

/** What is remembered of a window. An empty window teaches nothing: a feed that was emptied by mistake comes back. */
export const knownAfter = (shown: readonly string[], before: readonly string[]): string[] => shown.length > 0 ? shown.slice(0, mostKnown) : [...before]

/** Did more come between two looks than the window holds? */
export const hasRunPast = (shown: readonly string[], known: readonly string[]): boolean =>
  shown.length > 0 && known.length > 0 && !shown.some(key => known.includes(key))
