// Collects authors and threads of Bluesky by the public AppView, and what is written anywhere by the stream of all posts, without a login; searches with one.
import { ask, notUnderstood, pause, type Answer } from './api-call.ts'
import { feedIn, foundIn, postsIn, threadIn } from './bluesky/answer.ts'
import { authorFeedUrl, maxUris, postsUrl, searchCall, threadUrl, watchedAt, type Watched } from './bluesky/address.ts'
import { absentAround, absentFrom, behind, joined, placed, readCursor, unique, type BlueskyCursor } from './bluesky/cursor.ts'
import { readEvent } from './bluesky/event.ts'
import { postUri, readView } from './bluesky/post.ts'
import { streamPages } from './bluesky/stream.ts'
import { toMs } from '#domain/time.ts'
import { deepMs, type Collector, type PollContext } from './collector.ts'
import { postsOf, type CollectedItem, type CollectedPage } from './page.ts'
import { isRecord } from './json-answer.ts'
import { pageOfItems } from './page-of-items.ts'
import { rawOf } from './raw-item.ts'

/** Of one look; what is left waits in the cursor. */
const maxPages = 10
const api = 'Bluesky'

const itemsOf = (views: unknown[]): CollectedItem[] => views.map((view) => {
  const read = readView(view)
  return read.kind === 'post' ? { raw: rawOf(view), post: read.post } : { raw: rawOf(view), key: read.key, problem: read.problem }
})

const urisIn = (views: unknown[]): string[] => views.flatMap(view => isRecord(view) && typeof view['uri'] === 'string' && postUri.test(view['uri']) ? [view['uri']] : [])

interface Checked { deleted: string[], unsure: string[] }

/** Missing here may mean moved or hidden: only what getPosts does not know either is deleted. */
const check = async (context: PollContext, doubtful: string[]): Promise<Checked> => {
  const asked = doubtful.slice(0, maxUris)
  if (asked.length === 0) return { deleted: [], unsure: [] }
  const answer = await ask(context, postsUrl(new URL(context.source.url), asked), null, api)
  const views = 'json' in answer ? postsIn(answer.json) : null
  if (views === null) return { deleted: [], unsure: doubtful }
  const alive = new Set(urisIn(views))
  return { deleted: asked.filter(uri => !alive.has(uri)), unsure: doubtful.slice(maxUris) }
}

const deletedOf = ({ deleted }: Checked) => deleted.length > 0 ? { deleted } : {}

/** `next` is null when the look ends with this page; `older`: the AppView's own word for the page behind it, `last` the last post before that. */
interface Step { page: CollectedPage, next: BlueskyCursor | null, older: string | null, last: string[] }

const ended = (page: CollectedPage): Step => ({ page, next: null, older: null, last: [] })

/** What is read from the newest post back: an author's posts, or what a search finds. */
interface List { page: (from: string | null, cursor: unknown) => Promise<Answer>, read: typeof feedIn }

const noLogin = (cursor: unknown): CollectedPage =>
  ({ items: [], cursor, state: 'blocked', reason: 'http-error', detail: '401', problem: 'Bluesky answers searches with a login only, and none is set' })

/** Null for a search without a login. */
const listOf = (context: PollContext, watched: Extract<Watched, { kind: 'author' | 'search' }>): List | null => {
  if (watched.kind === 'author') return { page: (from, cursor) => ask(context, authorFeedUrl(new URL(context.source.url), watched.actor, from), cursor, api), read: feedIn }
  const askSignedIn = context.logins.bluesky
  return askSignedIn === undefined ? null : { page: (from, cursor) => askSignedIn(context, searchCall(watched.query, from), cursor), read: foundIn }
}

/** The newest page of a list. The first look is content with it; later ones go on to what is known. */
const newestPage = async (context: PollContext, list: List): Promise<Step> => {
  const stored = context.source.cursor
  const answer = await list.page(null, stored)
  if ('failure' in answer) return ended(answer.failure)
  const feed = list.read(answer.json)
  if (feed === null) return ended(notUnderstood(stored, api))
  const page = pageOfItems(itemsOf(feed.views), [])
  if (page.state === 'error') return ended({ ...page, cursor: stored })
  const first = readCursor(stored)
  const shown = urisIn(feed.views)
  const checked = first ? await check(context, unique(first.unsure, absentFrom(first.recent, shown))) : { deleted: [], unsure: [] }
  const head = first ? behind(shown, feed.cursor, first.recent) : null
  const next: BlueskyCursor = {
    v: 1, recent: unique(shown, first?.recent ?? []).filter(uri => !checked.deleted.includes(uri)), unsure: checked.unsure,
    backfill: joined(head, first?.backfill ?? null),
  }
  const after = answer.waitSeconds === null ? next : null
  return { page: { ...page, cursor: next, ...pause(answer.waitSeconds), ...deletedOf(checked) }, next: after, older: feed.cursor, last: shown.slice(-1) }
}

/** A page further back; null when nothing is left. */
const olderPage = async (list: List, cursor: BlueskyCursor): Promise<Step | null> => {
  if (cursor.backfill === null) return null
  const { next: from, until } = cursor.backfill
  const answer = await list.page(from, cursor)
  if ('failure' in answer) return ended(answer.failure)
  const feed = list.read(answer.json)
  if (feed === null) return ended(notUnderstood(cursor, api))
  const page = pageOfItems(itemsOf(feed.views), [])
  if (page.state === 'error') return ended({ ...page, cursor })
  const shown = urisIn(feed.views)
  const next = { ...cursor, recent: placed(cursor.recent, shown, until), backfill: feed.cursor === from ? null : behind(shown, feed.cursor, until) }
  return { page: { ...page, cursor: next, backfill: true, ...pause(answer.waitSeconds) }, next: answer.waitSeconds === null ? next : null, older: null, last: [] }
}

const isOld = (page: Pick<CollectedPage, 'items'>, now: string) => postsOf(page.items).some(({ publishedAt }) => publishedAt !== null && toMs(now) - toMs(publishedAt) > deepMs)

/** A deep look goes on over what is known, for back-dated posts and for what is no longer there; `last`: the last post of the page before. */
const pageAgain = async (context: PollContext, list: List, cursor: BlueskyCursor, from: string, last: string[]): Promise<Step> => {
  const answer = await list.page(from, cursor)
  if ('failure' in answer) return ended(answer.failure)
  const feed = list.read(answer.json)
  if (feed === null) return ended(notUnderstood(cursor, api))
  const page = pageOfItems(itemsOf(feed.views), [])
  if (page.state !== 'ok') return ended({ ...page, cursor })
  const shown = urisIn(feed.views)
  const recent = placed(cursor.recent, shown, [])
  const checked = await check(context, absentAround(recent, [...last, ...shown], feed.cursor === null))
  const next = { ...cursor, recent: recent.filter(uri => !checked.deleted.includes(uri)), unsure: unique(cursor.unsure, checked.unsure) }
  const older = isOld(page, context.now()) || feed.cursor === from || answer.waitSeconds !== null ? null : feed.cursor
  return { page: { ...page, cursor: next, backfill: true, ...pause(answer.waitSeconds), ...deletedOf(checked) }, next, older, last: shown.slice(-1) }
}

/** The first post is gone; its answers may live on, but no call leads to them any more. */
const goneThread = (cursor: unknown): CollectedPage => {
  const first = readCursor(cursor)?.recent[0]
  return { items: [], cursor, state: 'error', reason: 'gone', detail: null, problem: 'The first post of the thread is deleted', ...first === undefined ? {} : { deleted: [first] } }
}

const isNotFound = (json: unknown) => isRecord(json) && isRecord(json['thread']) && json['thread']['notFound'] === true

/** A thread is one answer, however long it is. */
const threadPage = async (context: PollContext, actor: string, rkey: string): Promise<CollectedPage> => {
  const stored = context.source.cursor
  const answer = await ask(context, threadUrl(new URL(context.source.url), actor, rkey), stored, api)
  if ('failure' in answer) return answer.error === 'NotFound' ? goneThread(stored) : answer.failure
  const views = threadIn(answer.json)
  if (views === null || views.length === 0) return isNotFound(answer.json) ? goneThread(stored) : notUnderstood(stored, api)
  const page = pageOfItems(itemsOf(views), [])
  if (page.state === 'error') return { ...page, cursor: stored }
  const first = readCursor(stored)
  const shown = urisIn(views)
  const absent = (first?.recent ?? []).filter(uri => !shown.includes(uri))
  const checked = await check(context, unique(first?.unsure ?? [], absent))
  return { ...page, cursor: { v: 1, recent: unique(shown), unsure: checked.unsure, backfill: null } satisfies BlueskyCursor, ...pause(answer.waitSeconds), ...deletedOf(checked) }
}

/** Older posts are read on from look to look; posts whose date the author set back by more than a page are not found. */
export const bluesky: Collector = {
  network: 'bluesky',
  parserVersion: 1,
  // The network allows 3,000 calls in five minutes from one address (docs.bsky.app/docs/advanced-guides/rate-limits).
  budget: { requests: 1500, minutes: 5 },
  accepts: url => watchedAt(url) !== null,
  needsLogin: (url, { bluesky: session }) => watchedAt(url)?.kind === 'search' && session === undefined,
  isStream: url => watchedAt(url)?.kind === 'stream',
  isBehind: stored => (readCursor(stored)?.backfill ?? null) !== null,
  threadOf: ({ permalink }) => watchedAt(permalink)?.kind === 'thread' ? { url: `${permalink.origin}${permalink.pathname}`, answerKey: null } : null,
  reread: (raw) => {
    const event = readEvent(raw)
    if (event?.kind === 'post') return { raw, post: event.post }
    if (event !== null) return { raw, key: null, problem: event.kind === 'unread' ? event.problem : 'This is no post' }
    try {
      const read = readView(JSON.parse(raw))
      return read.kind === 'post' ? { raw, post: read.post } : { raw, key: read.key, problem: read.problem }
    } catch {
      return { raw, key: null, problem: 'The item was too large to be kept whole' }
    }
  },
  async* poll(context) {
    const watched = watchedAt(new URL(context.source.url))
    if (watched === null) throw new TypeError('not an address of Bluesky')
    if (watched.kind === 'stream') {
      yield* streamPages(context)
      return
    }
    if (watched.kind === 'thread') {
      yield await threadPage(context, watched.actor, watched.rkey)
      return
    }
    const list = listOf(context, watched)
    if (list === null) {
      yield noLogin(context.source.cursor)
      return
    }
    let step: Step | null = await newestPage(context, list)
    for (let pages = 1; step !== null; pages += 1) {
      yield step.page
      if (step.next === null || pages === maxPages || context.signal.aborted) return
      const { next, older, last }: Step = step
      // The deep walk passes over what is still unread too; what it does not reach waits in the cursor.
      step = context.deep && older !== null ? await pageAgain(context, list, next, older, last) : await olderPage(list, next)
    }
  },
}
