// How far a channel has been read: newest first, back to what is known, so that nothing between two looks is left out. Pure.
import { z } from 'zod'
import type { TelegramPage } from './page.ts'

/**
 * Messages under `before` and over `until` are still to be read. `offered`: the last page linked to older ones, so that a page
 * without posts in their place is a refusal and not the beginning of the channel.
 */
const rangeSchema = z.object({ before: z.int(), until: z.int(), offered: z.boolean() })
type Range = z.infer<typeof rangeSchema>

const cursorSchema = z.object({
  v: z.literal(1),
  /** Name of the channel in the keys. */
  channel: z.string(),
  /** Telegram's number of it; null while it was not told. */
  number: z.int().nullable().default(null),
  maxId: z.int(),
  /** The newest posts, falling; each look reads down to the fortieth of them, a deep one to the last, which finds edits and disappearances. */
  ids: z.array(z.int()).max(1000),
  /** Of these, what the look before did not show. */
  missing: z.array(z.int()).max(1000),
  backfill: rangeSchema.nullable(),
  /** What a deep look did not reach, in its pages or in its time: the next looks go on there. */
  deep: rangeSchema.nullable().default(null),
})
export type TelegramCursor = z.infer<typeof cursorSchema>

const overlap = 40
const kept = 300

/** A cursor of another version, or none, begins anew. */
export const readCursor = (stored: unknown): TelegramCursor | null => {
  const cursor = cursorSchema.safeParse(stored)
  return cursor.success ? cursor.data : null
}

/** One look at a channel on its way. `head` are the messages since the last look, `rest` what earlier looks did not reach, `again` what a deep look reads once more. */
export interface Walk {
  /** As it was when the look began. */
  first: TelegramCursor | null
  cursor: TelegramCursor | null
  head: Range | null
  rest: Range | null
  /** A deep look reads on over posts that are known. */
  deep: boolean
  again: Range | null
}

export const beginWalk = (first: TelegramCursor | null, deep: boolean): Walk => ({ first, cursor: first, head: null, rest: first?.backfill ?? null, deep, again: first?.deep ?? null })

/** What is to be read after the newest page; null when all is read. */
export const nextRange = ({ head, rest, again }: Walk): Range | null => head ?? rest ?? again

/** Whether Telegram kept back what must be there; `asked` is null for the newest page. */
export const isKeptBack = ({ first }: Walk, asked: Range | null, { ids }: TelegramPage): boolean => {
  const lowest = ids[0]
  if (lowest === undefined) return asked === null ? (first?.ids.length ?? 0) > 0 : asked.offered
  return asked !== null && lowest >= asked.before
}

/** One unread range is kept: what lies between two of them is read twice, which the keys absorb. */
const joined = (head: Range | null, rest: Range | null): Range | null =>
  head && rest ? { ...head, until: Math.min(head.until, rest.until) } : head ?? rest

/** What of a range stays when a page of it was read: nothing when it was the beginning of the channel. */
const remaining = (until: number, { ids, offersOlder }: TelegramPage): Range | null => {
  const lowest = ids[0] ?? 0
  return lowest <= Math.max(until, 1) ? null : { before: lowest, until, offered: offersOlder }
}

/** Down to where a look goes: the oldest known post, at the first look some forty numbers. */
const floorOf = (first: TelegramCursor | null, newest: number): number =>
  first === null ? newest - overlap + 1 : Math.min(...first.ids.slice(0, overlap), first.maxId)

/** Known posts that should stand between the first and the last message of the page and do not. */
const absentFrom = ({ ids }: TelegramPage, known: number[]): number[] => {
  const [lowest, highest] = [ids[0] ?? 0, ids.at(-1) ?? 0]
  const shown = new Set(ids)
  return known.filter(id => id >= lowest && id <= highest && !shown.has(id))
}

/** One page as the walk sees it: `postIds` are its posts, without service messages; `isOld`: it reaches further back than a deep look goes. */
export interface Read { page: TelegramPage, postIds: number[], isOld: boolean }

/** What is left of each range after a page of one of them. */
const rangesAfter = ({ first, head, rest, deep, again }: Walk, asked: Range | null, { page, isOld }: Read): Pick<Walk, 'head' | 'rest' | 'again'> => {
  const range = remaining(asked === null ? floorOf(first, page.ids.at(-1) ?? 0) : asked.until, page)
  const onward = deep && first !== null && !isOld ? remaining(Math.min(...first.ids, first.maxId), page) : null
  if (asked === null || head) return { head: range, rest, again: first?.deep ?? onward }
  return rest ? { head, rest: range, again } : { head, rest, again: isOld ? null : range }
}

/**
 * The walk after one more page, and the posts that are absent from it as they were in the look before: those are deleted.
 * `asked` is null for the newest page.
 */
export const step = (walk: Walk, asked: Range | null, read: Read): Walk & { deleted: number[] } => {
  const { first, cursor, deep } = walk
  const { page, postIds } = read
  const ranges = rangesAfter(walk, asked, read)
  const ids = [...new Set([...cursor?.ids ?? [], ...postIds])].sort((a, b) => b - a).slice(0, kept)
  const absent = absentFrom(page, first?.ids ?? [])
  const missing = new Set([...(cursor?.missing ?? []).filter(id => !page.ids.includes(id)), ...absent])
  return {
    ...ranges, first, deep, deleted: absent.filter(id => first?.missing.includes(id)),
    cursor: {
      v: 1, channel: page.channel ?? cursor?.channel ?? '', number: page.number ?? cursor?.number ?? null, maxId: Math.max(cursor?.maxId ?? 0, page.ids.at(-1) ?? 0), ids,
      missing: ids.filter(id => missing.has(id)), backfill: joined(ranges.head, ranges.rest), deep: ranges.again,
    },
  }
}
