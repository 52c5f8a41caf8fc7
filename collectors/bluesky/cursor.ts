// How far an author or a thread of Bluesky has been read, and which posts are to be looked after. Pure.
import { z } from 'zod'

const uris = z.array(z.string()).max(2000)
/** Unread: what the AppView's cursor `next` leads to, until one of these posts. */
const rangeSchema = z.object({ next: z.string(), until: uris })
type Range = z.infer<typeof rangeSchema>

const cursorSchema = z.object({
  v: z.literal(1),
  /** The newest posts of an author, newest first; of a thread all, the first post first. */
  recent: uris,
  /** Missing from the last answer and not asked for one by one yet. */
  unsure: uris,
  backfill: rangeSchema.nullable(),
})
export type BlueskyCursor = z.infer<typeof cursorSchema>

/** A cursor of another version, or none, begins anew: null. */
export const readCursor = (stored: unknown): BlueskyCursor | null => {
  const cursor = cursorSchema.safeParse(stored)
  return cursor.success ? cursor.data : null
}

const maxRecent = 1000
const maxUntil = 50

/** Both lists, each post once. */
export const unique = (...lists: string[][]): string[] => [...new Set(lists.flat())].slice(0, maxRecent)

/** What is left to read behind a page: nothing when it reached what is known, or the feed's end. */
export const behind = (shown: string[], next: string | null, until: string[]): Range | null =>
  next === null || shown.some(uri => until.includes(uri)) ? null : { next, until: until.slice(0, maxUntil) }

/** One unread range is kept: what lies between two of them is read twice, which the keys absorb. */
export const joined = (head: Range | null, rest: Range | null): Range | null => head && rest ? { next: head.next, until: rest.until } : head ?? rest

/** Known posts that stand above the page's last known one and are not shown. */
export const absentFrom = (recent: string[], shown: string[]): string[] => {
  const isShown = new Set(shown)
  const last = recent.findLastIndex(uri => isShown.has(uri))
  return recent.slice(0, Math.max(last, 0)).filter(uri => !isShown.has(uri))
}

/** What is known, with the posts of an older page where they stand: each behind the one before it, or before `until` when nothing of the page is known. */
export const placed = (recent: string[], shown: string[], until: string[] = []): string[] => {
  const known = new Set(recent)
  const after = [...recent]
  const next = after.findIndex(uri => shown.includes(uri) || until.includes(uri))
  let at = next === -1 ? after.length : next
  for (const uri of shown) {
    if (known.has(uri)) at = after.indexOf(uri)
    else after.splice(at, 0, uri)
    at += 1
  }
  return after.slice(0, maxRecent)
}

/** Known posts that stand between the first and the last known one of an older page, or behind it when it is the last, and are not shown. */
export const absentAround = (recent: string[], shown: string[], isLast: boolean): string[] => {
  const isShown = new Set(shown)
  const first = recent.findIndex(uri => isShown.has(uri))
  return first === -1 ? [] : recent.slice(first, isLast ? recent.length : recent.findLastIndex(uri => isShown.has(uri))).filter(uri => !isShown.has(uri))
}
