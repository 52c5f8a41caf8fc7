// How far a WordPress site has been read. Its lists are walked forward in time, so what a look does not reach is where the next one begins. Pure.
import { z } from 'zod'
import { toInstant, toMs, type Instant } from '#domain/time.ts'

const seen = z.array(z.object({ id: z.int(), key: z.string(), at: z.string() })).max(1000)

const cursorSchema = z.object({
  v: z.literal(1),
  /** Up to these instants everything that was modified, published and commented is read. */
  modifiedAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  commentedAt: z.string().nullable(),
  /** The site shows no comments to programs. */
  noComments: z.boolean(),
  /** Of the last days, to be asked for by number: what is no longer there was deleted, or is no longer public. */
  posts: seen,
  comments: seen,
  checkedAt: z.string().nullable(),
})
export type WordPressCursor = z.infer<typeof cursorSchema>

/** A cursor of another version, or none, begins anew. */
export const readCursor = (stored: unknown): WordPressCursor => {
  const cursor = cursorSchema.safeParse(stored)
  return cursor.success ? cursor.data : { v: 1, modifiedAt: null, publishedAt: null, commentedAt: null, noComments: false, posts: [], comments: [], checkedAt: null }
}

const mostSeen = 1000

/** Newest first, each once. */
export const seenAfter = (before: WordPressCursor['posts'], shown: WordPressCursor['posts']): WordPressCursor['posts'] => {
  const all = new Map([...shown, ...before].map(one => [one.id, one]))
  return [...all.values()].sort((a, b) => b.id - a.id).slice(0, mostSeen)
}

/** So long before what is read the next look begins. A comment that waited for its moderator comes with the time at which it was written. */
const overlapMs = { modifiedAt: 10 * 60_000, publishedAt: 3_600_000, commentedAt: 48 * 3_600_000 }
export type Walk = keyof typeof overlapMs

export const sinceOf = (cursor: WordPressCursor, walk: Walk, deepMs: number | null): Instant | null => {
  const at = cursor[walk]
  return at === null ? null : toInstant(toMs(at) - (deepMs ?? overlapMs[walk]))
}

/** The latest of the instants. */
export const latest = (...instants: (string | null)[]): string | null => instants.reduce((last, at) => at !== null && (last === null || at > last) ? at : last, null)
