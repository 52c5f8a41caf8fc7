// The comments under one message of a channel, which Telegram's discussion widget shows without a login: newest first, back to what is known.
import { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import type { PollContext } from '../collector.ts'
import { postsOf, type CollectedItem, type CollectedPage } from '../page.ts'
import { workedMs } from '../feed/xml.ts'
import { pageOfFailure, pageOfStatus } from '../page-failure.ts'
import { pageOfItems } from '../page-of-items.ts'
import { discussionUrl, type Discussed } from './address.ts'
import { readComment } from './comment.ts'
import { maxMs, maxPage, startsOf, throttled } from './page.ts'

/** `closed`: comments are not shown to everybody, or there are none to be written. `gone`: the message itself is gone. */
export interface DiscussionPage { kind: 'comments' | 'none' | 'closed' | 'gone', items: CollectedItem[], /** Numbers of all comments, unread ones too, rising. */ ids: number[], /** Older ones begin here. */ older: number | null }

const pageWithout = (html: string): DiscussionPage['kind'] | null => {
  if (html.includes('tgme_widget_message_error')) return 'gone'
  if (/Discussion\s+is\s+not\s+available|open\s+Telegram\s+to\s+view\s+this\s+discussion/i.test(html)) return 'closed'
  return /\btgme_post_discussion\b/.test(html) ? 'none' : null
}

/** True for a page of the discussion widget. */
export const isDiscussion = (html: string): boolean => html.slice(0, maxPage).includes('tgme_post_discussion')

/** Reads a page of the widget. Throws not-a-feed when it is none. */
export const readDiscussion = (text: string): DiscussionPage => {
  const html = text.slice(0, maxPage)
  const starts = startsOf(html, 'data-post-id="')
  const older = Number(/\bdata-before="([1-9]\d{0,9})"/.exec(html)?.[1] ?? 0) || null
  if (starts.length === 0) {
    const kind = pageWithout(html)
    if (kind === null) throw new Refusal('not-a-feed', 'The page does not show a discussion of Telegram', { why: 'html' })
    return { kind, items: [], ids: [], older }
  }
  const top = Number(/\bname="top_msg_id"\s+value="([1-9]\d{0,9})"/.exec(html)?.[1] ?? 0) || null
  const started = process.threadCpuUsage()
  const read = starts.map((start, i) => readComment(html.slice(start, starts[i + 1]), top, workedMs(started) < maxMs))
  const items = read.map((comment): CollectedItem => comment.kind === 'post' ? { raw: comment.raw, post: comment.post } : { raw: comment.raw, key: null, problem: comment.problem })
  return { kind: 'comments', items, ids: read.flatMap(({ id }) => id ?? []).sort((a, b) => a - b), older }
}

const cursorSchema = z.object({
  v: z.literal(1),
  discussion: z.literal(true),
  /** The newest comments, falling. */
  ids: z.array(z.int()).max(1000),
  /** Of these, what the look before did not show. */
  missing: z.array(z.int()).max(1000),
})
type Cursor = z.infer<typeof cursorSchema>

const kept = 500
const pageSize = 50
/** Of one look; our own words are among the newest when it begins. */
const maxPages = 5
/** As between two pages of a channel. */
const pace = 3

const readCursor = (stored: unknown): Cursor => {
  const cursor = cursorSchema.safeParse(stored)
  return cursor.success ? cursor.data : { v: 1, discussion: true, ids: [], missing: [] }
}

/** What is known and should stand on the page, and does not: gone when the look before did not show it either. */
const after = (cursor: Cursor, first: Cursor, { ids }: DiscussionPage, isNewest: boolean): { cursor: Cursor, deleted: number[] } => {
  const [lowest = 0, highest = 0] = [ids[0], ids.at(-1)]
  const shown = new Set(ids)
  const absent = first.ids.filter(id => id >= lowest && (isNewest || id <= highest) && !shown.has(id))
  const deleted = absent.filter(id => first.missing.includes(id))
  const left = [...new Set([...cursor.ids, ...ids])].filter(id => !deleted.includes(id)).sort((a, b) => b - a).slice(0, kept)
  return { cursor: { ...cursor, ids: left, missing: [...new Set([...cursor.missing, ...absent])].filter(id => left.includes(id) && !shown.has(id)) }, deleted }
}

const withoutComments = ({ kind }: DiscussionPage, cursor: Cursor): CollectedPage => {
  const page = { items: [], cursor, detail: null }
  if (kind === 'gone') return { ...page, state: 'error', reason: 'gone', problem: 'The message is gone, and the comments under it with it', gone: true }
  return kind === 'closed'
    ? { ...page, state: 'blocked', reason: 'http-error', detail: '200', problem: 'Telegram does not show the comments under this message to everybody' }
    : cursor.ids.length > 0 ? throttled(cursor) : { ...page, state: 'empty', reason: 'fine', problem: null }
}

/** `older` is null when the look ends with this page. */
interface Looked { page: CollectedPage, cursor: Cursor, older: number | null }

/** One page. Throws what the fetch and the reading refuse. */
const look = async ({ source, fetch, signal }: PollContext, discussed: Discussed, comment: number | null, cursor: Cursor, first: Cursor): Promise<Looked> => {
  const answer = await fetch(discussionUrl(new URL(source.url), discussed, pageSize, comment), { accept: 'text/html', headers: { 'accept-language': 'en' }, signal, robots: true, pace })
  if (answer.status < 200 || answer.status > 299) return { page: pageOfStatus(answer, cursor), cursor, older: null }
  const read = readDiscussion(new TextDecoder().decode(answer.body))
  if (read.kind !== 'comments') return { page: withoutComments(read, cursor), cursor, older: null }
  const collected = pageOfItems(read.items, [])
  if (collected.state === 'error') return { page: { ...collected, cursor }, cursor, older: null }
  const { cursor: next, deleted } = after(cursor, first, read, comment === null)
  const reached = first.ids.length === 0 || (read.ids[0] ?? 0) <= Math.max(...first.ids)
  // A page that leads to itself is the last one.
  const isOlder = comment === null || (read.ids[0] ?? comment) < comment
  const own = postsOf(read.items)[0]?.key.replace(/\d+$/, '') ?? ''
  return {
    page: { ...collected, cursor: next, ...deleted.length > 0 ? { deleted: deleted.map(id => `${own}${id}`) } : {} },
    cursor: next, older: reached || !isOlder ? null : read.older,
  }
}

/** Pages of comments, newest first. */
export async function* pollDiscussion(context: PollContext, discussed: Discussed): AsyncGenerator<CollectedPage> {
  const first = readCursor(context.source.cursor)
  let cursor = first
  let comment: number | null = null
  for (let pages = 1; pages <= maxPages && !context.signal.aborted; pages += 1) {
    const looked: Looked = await look(context, discussed, comment, cursor, first).catch((error: unknown): Looked => {
      if (error instanceof Refusal) return { page: pageOfFailure(error, cursor), cursor, older: null }
      throw error
    })
    const { older } = looked
    cursor = looked.cursor
    yield older !== null && pages === maxPages ? { ...looked.page, gap: 'window' } : looked.page
    if (older === null) return
    comment = older
  }
}
