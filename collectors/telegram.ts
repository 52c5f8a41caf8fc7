// Collects public channels of Telegram by their preview pages, which need no credential and show some twenty messages each, and what people comment under one message.
import { Refusal } from '#domain/refusal.ts'
import { toMs } from '#domain/time.ts'
import { deepMs, type Collector, type PollContext } from './collector.ts'
import { postsOf, type CollectedPage } from './page.ts'
import { pageOfFailure, pageOfStatus } from './page-failure.ts'
import { pageOfItems } from './page-of-items.ts'
import type { PoliteResponse } from './polite-fetch.ts'
import { discussedAt, isTelegramAddress, previewUrl, threadOf } from './telegram/address.ts'
import { readComment } from './telegram/comment.ts'
import { pollDiscussion } from './telegram/discussion.ts'
import { readMessage } from './telegram/message.ts'
import { problemOf, readTelegramPage, throttled, type TelegramPage } from './telegram/page.ts'
import { beginWalk, isKeptBack, nextRange, readCursor, step, type Walk } from './telegram/walk.ts'

/** Of one look; what is left waits in the cursor. */
const maxRequests = 10
/** Telegram publishes no limits: three pauses between two pages. */
const pace = 3

const closed = (page: TelegramPage, { redirects, status }: PoliteResponse, cursor: unknown): CollectedPage => ({
  items: [], cursor, state: 'blocked', reason: 'http-error', detail: String(redirects.at(-1)?.status ?? status), problem: problemOf(page),
})

/** Its messages have numbers that are taken: they would pass for edits of the old ones. */
const passedOn = (cursor: unknown): CollectedPage =>
  ({ items: [], cursor, state: 'error', reason: 'gone', detail: null, problem: 'The name of the channel belongs to another channel now', gone: true })

type Looked = { page: CollectedPage, walk: Walk | null }

/** One page of the channel; `walk` is null when the look ends here. Throws what the fetch and the reading refuse. */
const look = async ({ source, fetch, signal, now }: PollContext, walk: Walk, asked: ReturnType<typeof nextRange>, stored: unknown): Promise<Looked> => {
  const answer = await fetch(previewUrl(source.url, asked?.before ?? null), { accept: 'text/html', headers: { 'accept-language': 'en' }, signal, robots: true, pace })
  if (answer.status < 200 || answer.status > 299) return { page: pageOfStatus(answer, stored), walk: null }
  const page = readTelegramPage(new TextDecoder().decode(answer.body))
  if (page.kind === 'no-preview') return { page: closed(page, answer, stored), walk: null }
  if (page.kind === 'throttled' || isKeptBack(walk, asked, page)) return { page: throttled(stored), walk: null }
  const known = walk.first?.number ?? null
  if (known !== null && page.number !== null && page.number !== known) return { page: passedOn(stored), walk: null }
  const collected = pageOfItems(page.items, [])
  // A page that nobody could read must be read again by a later parser.
  if (collected.state === 'error') return { page: { ...collected, cursor: stored }, walk: null }
  const channel = page.channel ?? ''
  const posts = postsOf(page.items)
  const isOld = posts.some(({ publishedAt }) => publishedAt !== null && toMs(now()) - toMs(publishedAt) > deepMs)
  const { deleted, ...next } = step(walk, asked, { page, postIds: posts.map(post => Number(post.key.slice(channel.length + 1))), isOld })
  const backfill = asked !== null && walk.head === null ? { backfill: true } : {}
  return { page: { ...collected, cursor: next.cursor, ...backfill, ...deleted.length ? { deleted: deleted.map(id => `${channel}/${id}`) } : {} }, walk: next }
}

/** Newest page first, then back until what is known; a cursor of another version begins anew. */
export const telegram: Collector = {
  network: 'telegram',
  parserVersion: 1,
  // Three pauses between two pages are twenty calls a minute, whatever the number of channels.
  budget: { requests: 600, minutes: 60 },
  accepts: isTelegramAddress,
  isBehind: stored => (readCursor(stored)?.backfill ?? null) !== null,
  threadOf,
  reread: (raw) => {
    const comment = readComment(raw, null, true)
    if (comment.kind === 'post') return { raw, post: comment.post }
    if (comment.id !== null) return { raw, key: null, problem: comment.problem }
    const message = readMessage(raw, true)
    if (message.kind === 'post') return { raw, post: message.post }
    return { raw, key: null, problem: message.kind === 'unread' ? message.problem : 'This is a service message' }
  },
  async* poll(context) {
    const discussed = discussedAt(new URL(context.source.url))
    if (discussed !== null) {
      yield* pollDiscussion(context, discussed)
      return
    }
    let walk = beginWalk(readCursor(context.source.cursor), context.deep)
    let stored = context.source.cursor
    for (let requests = 0; requests < maxRequests && !context.signal.aborted; requests += 1) {
      const asked = requests === 0 ? null : nextRange(walk)
      if (requests > 0 && asked === null) return
      const looked = await look(context, walk, asked, stored).catch((error: unknown): Looked => {
        if (error instanceof Refusal) return { page: pageOfFailure(error, stored), walk: null }
        throw error
      })
      yield looked.page
      if (looked.walk === null) return
      walk = looked.walk
      stored = looked.page.cursor
    }
  },
}
