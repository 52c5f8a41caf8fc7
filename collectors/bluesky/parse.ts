// Saved answers of the AppView and lines of Jetstream (v1) for `qulaq parse`.
import { Refusal } from '#domain/refusal.ts'
import type { FileReading } from '../file-reading.ts'
import { workedMs } from '../feed/xml.ts'
import { isRecord } from '../json-answer.ts'
import { exchangesIn, type Exchange } from '../recorded-exchanges.ts'
import { feedIn, postsIn, threadIn } from './answer.ts'
import { readEvent, type StreamEvent } from './event.ts'
import { readView } from './post.ts'

/** Of this thread's own work. */
const maxMs = 1200
/** Of one file; more say nothing new. */
const maxProblems = 100
const tooLong = 'The file took too long to be read; the rest was left'

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const takeEvent = (reading: FileReading, event: StreamEvent): void => {
  if (event.kind === 'deleted') reading.deleted.push(event.key)
  if (event.kind === 'unread') reading.problems.push(`${event.key}: ${event.problem}`)
  if (event.kind !== 'post') return
  reading.posts.push(event.post)
  if (event.isEdit) reading.edited.push(event.post.key)
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
    const event = readEvent(line)
    if (event !== null) takeEvent(reading, event)
    else if (reading.problems.length < maxProblems) reading.problems.push(`line ${i + 1}: not an event of Jetstream`)
    events += event === null ? 0 : 1
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
