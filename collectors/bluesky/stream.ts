// Listens to the stream of all that is written on Bluesky, and gives what holds the words of the source: new posts within seconds, edits, deletions.
import { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import type { RawPost } from '#domain/post.ts'
import { toMs } from '#domain/time.ts'
import { ask } from '../api-call.ts'
import type { PollContext } from '../collector.ts'
import type { CollectedItem, CollectedPage } from '../page.ts'
import { inTurns } from '../in-turns.ts'
import { pageOfFailure } from '../page-failure.ts'
import { longestMessage } from '../polite-listen.ts'
import { redact } from '../redact.ts'
import { maxUris, postsUrl, streamUrl } from './address.ts'
import { postsIn } from './answer.ts'
import { readEvent, type StreamEvent } from './event.ts'
import { readView } from './post.ts'

/** `timeUs`: of the last event that was kept. */
const cursorSchema = z.object({ v: z.literal(1), timeUs: z.int().nonnegative() })
type StreamCursor = z.infer<typeof cursorSchema>

/** Read twice after a break, which the keys absorb: events of one moment may come in another order. */
const overlapUs = 5_000_000
/** The whole network is never silent for so long: the stream has forgotten where we were. */
const forgottenUs = 600_000_000
const everyMs = 250
/** So many batches in a row without a line: what was missed has been told. One alone may be a stream that takes its breath. */
const silentBatches = 3
const idleMs = 60_000
/** Where the stream stands is kept at least so often, in batches, though nothing of it was for us. */
const quietBatches = 120
/** So many lines of which none is an event are another protocol. */
const linesToDoubt = 20

/** `firstUs`, `lastUs`: of all events, null without any. */
interface Heard { items: CollectedItem[], deleted: string[], firstUs: number | null, lastUs: number | null }

/** What we listen for; `heardUs`: up to then all was kept before the stream broke. */
interface Ear { wanted: PollContext['wanted'], heardUs: number }

const none = { likes: null, comments: null, shares: null, views: null }
const stub = (key: string, text: string): RawPost =>
  ({ key, url: null, title: null, text, author: null, publishedAt: null, editedAt: null, replyTo: null, media: [], place: null, counts: none })

/**
 * An edit is given in any case: it may take the word out of a post that is here. Broken posts that do not concern us are nobody's dead letters.
 * What is played again after a break shows a post as it was before its edits.
 */
const itemOf = (event: StreamEvent, line: string, { wanted, heardUs }: Ear): CollectedItem[] => {
  if (event.kind === 'post') return event.isEdit || wanted(event.post) ? [{ raw: redact(line), post: event.post, ...event.timeUs <= heardUs && { isAgain: true as const } }] : []
  return event.kind === 'unread' && wanted(stub(event.key, event.text)) ? [{ raw: redact(line), key: event.key, problem: event.problem }] : []
}

const keptOfCut = 10_000

/** A message that was too long to be taken whole: nobody knows what is missing, so it is a dead letter where its beginning holds our words. */
const cutItem = (line: string, { wanted }: Ear): CollectedItem[] =>
  line.length >= longestMessage && wanted(stub('', line)) ? [{ raw: redact(line.slice(0, keptOfCut)), key: null, problem: `The message is longer than ${longestMessage} letters and was left` }] : []

const hearLine = (line: string, ear: Ear, heard: Heard): void => {
  const event = readEvent(line)
  if (event === null) {
    heard.items.push(...cutItem(line, ear))
    return
  }
  heard.firstUs ??= event.timeUs
  heard.lastUs = Math.max(heard.lastUs ?? 0, event.timeUs)
  heard.items.push(...itemOf(event, line, ear))
  if (event.kind === 'deleted') heard.deleted.push(event.key)
}

/** A stream that plays what was missed sends tens of thousands of lines at once. */
const hear = async (lines: string[], ear: Ear): Promise<Heard> => {
  const heard: Heard = { items: [], deleted: [], firstUs: null, lastUs: null }
  for await (const some of inTurns(lines)) for (const line of some) hearLine(line, ear, heard)
  return heard
}

/** The stream carries neither names nor pictures: the AppView is asked for them. Without its answer a post is kept as it came. */
const withNames = async (context: PollContext, items: CollectedItem[]): Promise<CollectedItem[]> => {
  const uris = items.flatMap(item => 'post' in item ? [item.post.key] : []).slice(0, maxUris)
  if (uris.length === 0) return items
  const answer = await ask(context, postsUrl(new URL(context.source.url), uris), null, 'Bluesky')
  const views = 'json' in answer ? postsIn(answer.json) ?? [] : []
  const shown = new Map(views.map(readView).flatMap(view => view.kind === 'post' ? [[view.post.key, view.post]] : []))
  return items.map((item) => {
    const seen = 'post' in item ? shown.get(item.post.key) : undefined
    return 'post' in item && seen ? { ...item, post: { ...item.post, author: seen.author, url: seen.url, media: seen.media } } : item
  })
}

const readCursor = (stored: unknown): StreamCursor | null => {
  const cursor = cursorSchema.safeParse(stored)
  return cursor.success ? cursor.data : null
}

const isForgotten = (first: StreamCursor | null, { firstUs }: Heard): boolean => first !== null && firstUs !== null && firstUs - first.timeUs > forgottenUs

const unknownProtocol = (cursor: unknown, lines: number): CollectedPage =>
  ({ items: [], cursor, state: 'error', reason: 'none-parsed', detail: String(lines), problem: `None of ${lines} lines is an event of Jetstream` })

/** Pages of the open stream, until it breaks or is stopped; a page may hold nothing but how far it was heard. */
async function* pages(context: PollContext, first: StreamCursor | null, keep: (cursor: StreamCursor | null) => void): AsyncGenerator<CollectedPage> {
  const { listen, signal, once, now, wanted } = context
  const beganUs = toMs(now()) * 1000
  let [cursor, deleted, batches]: [StreamCursor | null, string[], number] = [first, [], 0]
  let [isFirst, hasPlace, silent] = [true, first !== null, 0]
  for await (const lines of listen(streamUrl(new URL(context.source.url), first === null ? null : first.timeUs - overlapUs), { signal, everyMs, idleMs })) {
    const heard = await hear(lines, { wanted, heardUs: first?.timeUs ?? -1 })
    if (heard.lastUs === null && lines.length >= linesToDoubt) {
      yield unknownProtocol(cursor, lines.length)
      return
    }
    const gap = isFirst && isForgotten(first, heard)
    isFirst &&= heard.firstUs === null
    if (heard.lastUs !== null) cursor = { v: 1, timeUs: Math.max(cursor?.timeUs ?? 0, heard.lastUs) }
    deleted.push(...heard.deleted)
    batches += 1
    silent = lines.length === 0 ? silent + 1 : 0
    const isCaughtUp = once && (silent >= silentBatches || (heard.lastUs !== null && heard.lastUs >= beganUs))
    // Where a new stream begins is kept at once: a desk that dies now goes on from there.
    const isDue = batches >= quietBatches || (!hasPlace && cursor !== null)
    if (heard.items.length === 0 && !gap && !isCaughtUp && !isDue) continue
    const items = await withNames(context, heard.items)
    yield { items, cursor, state: 'ok', reason: 'fine', detail: null, problem: null, ...deleted.length > 0 ? { deleted } : {}, ...gap ? { gap: 'cursor' } : {} }
    keep(cursor)
    if (isCaughtUp) return
    ;[deleted, batches, hasPlace] = [[], 0, cursor !== null]
  }
}

/** The same with a last page that says why the stream broke. */
export async function* streamPages(context: PollContext): AsyncGenerator<CollectedPage> {
  const first = readCursor(context.source.cursor)
  let kept = first
  try {
    yield* pages(context, first, (cursor) => { kept = cursor })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    yield pageOfFailure(error, kept)
  }
}
