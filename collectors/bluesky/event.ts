// One line of Jetstream (v1), the stream of everything that is written on Bluesky: a post, a deletion, or something else (github.com/bluesky-social/jetstream).
import { z } from 'zod'
import type { RawPost } from '#domain/post.ts'
import { toInstant } from '#domain/time.ts'
import { isRecord } from '../json-answer.ts'
import { readRecord } from './post.ts'

/** `account` and `identity` events have no commit. */
const eventSchema = z.object({
  did: z.string().regex(/^did:[a-z]{1,20}:[\w.:%-]{1,200}$/), time_us: z.number().min(0).max(8e18), kind: z.string(),
  commit: z.object({ operation: z.string(), collection: z.string(), rkey: z.string().regex(/^[\w.~:-]{1,512}$/), record: z.unknown().optional() }).optional(),
})

export const postCollection = 'app.bsky.feed.post'

/** `timeUs`: the stream's own clock, microseconds since 1970. `text`: the words of a post that could not be read whole. */
export type StreamEvent = { timeUs: number } & (
  | { kind: 'post', post: RawPost, isEdit: boolean }
  | { kind: 'deleted', key: string }
  | { kind: 'unread', key: string, text: string, problem: string }
  | { kind: 'other' }
)

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Null when the line is no event. Never throws. */
export const readEvent = (line: string): StreamEvent | null => {
  const read = eventSchema.safeParse(parsed(line))
  if (!read.success) return null
  const { did, time_us: timeUs, commit } = read.data
  if (commit?.collection !== postCollection) return { timeUs, kind: 'other' }
  const { operation, rkey, record } = commit
  const key = `at://${did}/${postCollection}/${rkey}`
  if (operation === 'delete') return { timeUs, kind: 'deleted', key }
  const ms = Math.floor(timeUs / 1000)
  const post = readRecord(did, rkey, record, ms < 8.64e15 ? toInstant(ms) : null)
  if (typeof post !== 'string') return { timeUs, kind: 'post', post, isEdit: operation === 'update' }
  return { timeUs, kind: 'unread', key, text: isRecord(record) && typeof record['text'] === 'string' ? record['text'] : '', problem: post }
}
