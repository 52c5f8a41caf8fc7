// Saved answers of the AppView and lines of Jetstream (v1) for `qulaq parse`.
import { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import { toInstant } from '#domain/time.ts'
import type { FileReading } from '../file-reading.ts'
import { workedMs } from '../feed/xml.ts'
import { isRecord } from '../json-answer.ts'
import { exchangesIn, type Exchange } from '../recorded-exchanges.ts'
import { feedIn, postsIn, threadIn } from './answer.ts'
import { readRecord, readView } from './post.ts'

/** Of this thread's own work. */
const maxMs = 1200
/** Of one file; more say nothing new. */
const maxProblems = 100
const tooLong = 'The file took too long to be read; the rest was left'

/** One line of Jetstream; `account` and `identity` events have no commit. */
const eventSchema = z.object({
  did: z.string().regex(/^did:[a-z]{1,20}:[\w.:%-]{1,200}$/), time_us: z.number().min(0).max(8e18), kind: z.string(),
  commit: z.object({ operation: z.string(), collection: z.string(), rkey: z.string().regex(/^[\w.~:-]{1,512}$/), record: z.unknown().optional() }).optional(),
})
type Event = z.infer<typeof eventSchema>

const postCollection = 'app.bsky.feed.post'

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const takeEvent = (reading: FileReading, { did, time_us: timeUs, commit }: Event): void => {
  if (commit?.collection !== postCollection) return
  const key = `at://${did}/${postCollection}/${commit.rkey}`
  if (commit.operation === 'delete') {
    reading.deleted.push(key)
    return
  }
  const ms = Math.floor(timeUs / 1000)
  const post = readRecord(did, commit.rkey, commit.record, ms < 8.64e15 ? toInstant(ms) : null)
  if (typeof post === 'string') {
    reading.problems.push(`${key}: ${post}`)
    return
  }
  reading.posts.push(post)
  if (commit.operation === 'update') reading.edited.push(key)
}

const empty = (): FileReading => ({ state: 'empty', posts: [], deleted: [], edited: [], problems: [] })

const settled = (reading: FileReading): FileReading => {
  const holds = reading.posts.length + reading.deleted.length > 0
  return { ...reading, state: holds ? 'ok' : reading.problems.length > 0 ? 'error' : reading.state }
}

/** Null when not one line is an event. */
const readEvents = (text: string, hasTime: () => boolean): FileReading | null => {
  const reading = empty()
  let events = 0
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    if (!hasTime()) {
      reading.problems.push(tooLong)
      break
    }
    const event = eventSchema.safeParse(parsed(line))
    if (event.success) takeEvent(reading, event.data)
    else if (reading.problems.length < maxProblems) reading.problems.push(`line ${i + 1}: not an event of Jetstream`)
    events += event.success ? 1 : 0
    // A file that is something else is not read to its end.
    if (events === 0 && i > 100) return null
  }
  return events === 0 ? null : settled(reading)
}

const viewsIn = (body: unknown): unknown[] | null => feedIn(body)?.views ?? threadIn(body) ?? postsIn(body)

const readAnswers = (exchanges: Exchange[], hasTime: () => boolean): FileReading | null => {
  const reading = empty()
  let understood = 0
  const posts = new Map<string, FileReading['posts'][number]>()
  for (const { status, body } of exchanges) {
    const error = isRecord(body) && typeof body['error'] === 'string' ? body['error'] : null
    const views = viewsIn(body)
    if (views === null && error === null) continue
    understood += 1
    if (error !== null) {
      reading.state = status === 429 || error === 'RateLimitExceeded' || error === 'AuthMissing' || error === 'AuthenticationRequired' ? 'blocked' : 'error'
      reading.problems.push(`Bluesky answers: ${error}`)
    }
    for (const view of views ?? []) {
      if (!hasTime()) break
      const read = readView(view)
      if (read.kind === 'post') posts.set(read.post.key, read.post)
      else reading.problems.push(read.problem)
    }
  }
  if (understood === 0) return null
  if (!hasTime()) reading.problems.push(tooLong)
  const { state } = reading
  return state === 'blocked' && posts.size === 0 ? reading : settled({ ...reading, posts: [...posts.values()] })
}

/** One saved file. Events stay in their order, an update beside its creation; throws not-a-feed when it is neither. */
export const readBlueskyFile = (bytes: Uint8Array): FileReading => {
  const started = process.threadCpuUsage()
  const hasTime = () => workedMs(started) < maxMs
  const text = new TextDecoder().decode(bytes)
  const whole = parsed(text)
  const reading = (whole === undefined || whole === null ? null : readAnswers(exchangesIn(whole), hasTime)) ?? readEvents(text, hasTime)
  if (reading === null) throw new Refusal('not-a-feed', 'This is neither an answer of Bluesky nor a line of Jetstream', { why: 'json' })
  return reading
}
