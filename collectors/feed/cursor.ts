// How far a feed has been read: what its window showed last, and what older pages are still to be read. Pure.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { RawPost } from '#domain/post.ts'

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
  /** What the last windows said, by the key of who said it: an item that says the same under a new guid is known. */
  prints: z.array(z.tuple([z.string(), z.string()])).max(200).default([]),
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
const mostPrints = 100

/** What an item says whatever its guid is: words, address and date. Null without a date, for the same can be said twice. */
const printOf = ({ url, title, text, publishedAt }: RawPost): string | null => {
  if (publishedAt === null) return null
  const address = url?.replace(/^https?:\/\/(?:www\.)?/i, '') ?? null
  return createHash('sha256').update(JSON.stringify([address, title, text, publishedAt])).digest('hex').slice(0, 24)
}

/** The key under which a post is known, though its site gave it a new guid. */
export const knownKey = (cursor: FeedCursor | null, post: RawPost): string => {
  if (cursor === null || cursor.known.includes(post.key)) return post.key
  const print = printOf(post)
  return cursor.prints.find(([known]) => known === print)?.[1] ?? post.key
}

export const printsAfter = (posts: readonly RawPost[], before: FeedCursor['prints']): FeedCursor['prints'] => {
  const shown = posts.slice(0, mostPrints).flatMap((post): FeedCursor['prints'] => {
    const print = printOf(post)
    return print === null ? [] : [[print, post.key]]
  })
  return [...new Map([...before, ...shown])].slice(-mostPrints)
}

/** What is remembered of a window. An empty window teaches nothing: a feed that was emptied by mistake comes back. */
export const knownAfter = (shown: readonly string[], before: readonly string[]): string[] => shown.length > 0 ? shown.slice(0, mostKnown) : [...before]

/** Did more come between two looks than the window holds? */
export const hasRunPast = (shown: readonly string[], known: readonly string[]): boolean =>
  shown.length > 0 && known.length > 0 && !shown.some(key => known.includes(key))
