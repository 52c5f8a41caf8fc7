// Collects sites made with WordPress by its interface for programs: posts with their edits, and what citizens comment. No login.
import { toMs } from '#domain/time.ts'
import { ask, notUnderstood, pause } from './api-call.ts'
import { deepMs, type Collector, type PollContext } from './collector.ts'
import type { CollectedItem, CollectedPage } from './page.ts'
import { readDate } from './date.ts'
import { pageOfItems } from './page-of-items.ts'
import { homeOf, listUrl, threadOf, watchedAt, type Watched, type What } from './wordpress/address.ts'
import { latest, readCursor, seenAfter, sinceOf, type Walk, type WordPressCursor } from './wordpress/cursor.ts'
import { readListed, type Listed } from './wordpress/item.ts'

const api = 'WordPress'
const pageSize = 100
const firstPage = 20
/** Of one list and look; what is left is where the next look begins. */
const maxPages = 10
const checkEveryMs = 3_600_000

interface Site extends Watched { context: PollContext, home: string }
/** `next` is null when the list ends with this page. */
interface Step { page: CollectedPage, cursor: WordPressCursor, isLast: boolean }

const walks: Record<Walk, { what: What, after: string, orderby: string }> = {
  modifiedAt: { what: 'posts', after: 'modified_after', orderby: 'modified' },
  publishedAt: { what: 'posts', after: 'after', orderby: 'date' },
  commentedAt: { what: 'comments', after: 'after', orderby: 'date_gmt' },
}

const instantOf = (text: string | null) => text === null ? null : readDate(text, 'UTC')
const timeOf = (walk: Walk, { at, modifiedAt }: Listed) => instantOf(walk === 'modifiedAt' ? modifiedAt : at)

const withShown = (cursor: WordPressCursor, what: What, listed: Listed[]): WordPressCursor => ({
  ...cursor, [what]: seenAfter(cursor[what], listed.flatMap(({ id, at, item }) => 'post' in item && at !== null ? [{ id, key: item.post.key, at: instantOf(at) ?? at }] : [])),
})

const ofPost = ({ postId }: Watched): Record<string, string> => postId === null ? {} : { post: String(postId) }

const isClosed = (status: number | null) => status === 401 || status === 403 || status === 404

/** One page of a list, forward from `since`; without it the newest. */
const listPage = async (site: Site, cursor: WordPressCursor, walk: Walk, since: string | null, number: number): Promise<Step> => {
  const { what, after, orderby } = walks[walk]
  const query: Record<string, string> = since === null
    ? { per_page: String(firstPage), orderby, order: 'desc' }
    : { per_page: String(pageSize), orderby, order: 'asc', [after]: since, page: String(number) }
  const answer = await ask(site.context, listUrl(site.root, what, { ...query, ...ofPost(site) }), cursor, api)
  if ('failure' in answer) {
    // A page behind the last one is refused, and some sites show no comments.
    const ends = answer.status === 400 && number > 1
    const closed = what === 'comments' && site.postId === null && isClosed(answer.status)
    const kept = closed ? { ...cursor, noComments: true } : cursor
    return { page: ends || closed ? { items: [], cursor: kept, state: 'empty', reason: 'fine', detail: null, problem: null } : answer.failure, cursor: kept, isLast: true }
  }
  if (!Array.isArray(answer.json)) return { page: notUnderstood(cursor, api), cursor, isLast: true }
  const listed = answer.json.flatMap((value: unknown) => readListed(value, site.home) ?? [])
  const page = pageOfItems(listed.map(({ item }): CollectedItem => item), [])
  if (page.state === 'error') return { page: { ...page, cursor }, cursor, isLast: true }
  const times = listed.map(one => timeOf(walk, one)).filter(at => at !== null)
  // Before 5.7 `modified_after` is not known and passed over: the list begins with the oldest post of all.
  const isIgnored = since !== null && times[0] !== undefined && times[0] < since
  const next = isIgnored ? { ...cursor, modifiedAt: null } : { ...withShown(cursor, what, listed), [walk]: latest(cursor[walk], ...times) }
  const isLast = since === null || isIgnored || answer.json.length < pageSize || answer.waitSeconds !== null
  return { page: { ...isIgnored ? { ...page, items: [] } : page, cursor: next, ...pause(answer.waitSeconds) }, cursor: next, isLast }
}

interface Looked { cursor: WordPressCursor, stopped: boolean }

async function* list(site: Site, before: WordPressCursor, walk: Walk): AsyncGenerator<CollectedPage, Looked> {
  const since = sinceOf(before, walk, site.context.deep ? deepMs : null)
  let cursor = before
  for (let number = 1; number <= maxPages && !site.context.signal.aborted; number += 1) {
    const step = await listPage(site, cursor, walk, since, number)
    yield step.page
    cursor = step.cursor
    const stopped = step.page.state === 'error' || step.page.state === 'blocked' || step.page.waitSeconds !== undefined
    if (step.isLast || stopped) return { cursor, stopped }
  }
  return { cursor, stopped: false }
}

/** Asks for what was seen in the last days by its numbers: the site leaves out what is no longer public. Null when it did not answer. */
const missingOf = async (site: Site, cursor: WordPressCursor, what: What): Promise<{ id: number, key: string }[] | null> => {
  const { now } = site.context
  const recent = cursor[what].filter(({ at }) => toMs(now()) - toMs(at) < deepMs)
  const missing: { id: number, key: string }[] = []
  // The newest of them each hour, the whole week each day.
  for (let from = 0; from < (site.context.deep ? recent.length : Math.min(recent.length, pageSize)); from += pageSize) {
    const asked = recent.slice(from, from + pageSize)
    const answer = await ask(site.context, listUrl(site.root, what, { include: asked.map(({ id }) => id).join(','), per_page: String(pageSize), ...ofPost(site) }), cursor, api)
    if ('failure' in answer || !Array.isArray(answer.json)) return null
    const there = new Set(answer.json.flatMap((value: unknown) => readListed(value, site.home)?.id ?? []))
    missing.push(...asked.filter(({ id }) => !there.has(id)))
  }
  return missing
}

const check = async (site: Site, cursor: WordPressCursor): Promise<CollectedPage> => {
  const missing = { posts: site.postId === null ? await missingOf(site, cursor, 'posts') : [], comments: cursor.noComments ? [] : await missingOf(site, cursor, 'comments') }
  const gone = [...missing.posts ?? [], ...missing.comments ?? []].map(({ key }) => key)
  const left = (what: What) => cursor[what].filter(({ key }) => !gone.includes(key))
  const after: WordPressCursor = { ...cursor, posts: left('posts'), comments: left('comments'), checkedAt: site.context.now() }
  return { items: [], cursor: after, state: 'ok', reason: 'fine', detail: null, problem: null, ...gone.length > 0 ? { deleted: gone } : {} }
}

const isCheckDue = ({ checkedAt }: WordPressCursor, { now, deep }: PollContext) => deep || checkedAt === null || toMs(now()) - toMs(checkedAt) > checkEveryMs

const walksOf = (site: Site, cursor: WordPressCursor): Walk[] => {
  const isFirst = cursor.publishedAt === null
  const comments: Walk[] = cursor.noComments && !site.context.deep ? [] : ['commentedAt']
  if (site.postId !== null) return ['commentedAt']
  return [...isFirst || cursor.modifiedAt === null ? [] : ['modifiedAt' as const], 'publishedAt', ...comments]
}

/** The first look takes the newest; where it stands in time is learnt from them. */
const begun = (cursor: WordPressCursor): WordPressCursor => ({ ...cursor, modifiedAt: cursor.publishedAt })

export const wordpress: Collector = {
  network: 'wordpress',
  parserVersion: 1,
  budget: null,
  accepts: url => watchedAt(url) !== null,
  threadOf: ({ permalink, sourceUrl, postKey }) => threadOf(permalink, new URL(sourceUrl), postKey),
  reread: (raw, { url }) => {
    const watched = watchedAt(new URL(url))
    try {
      return (watched && readListed(JSON.parse(raw), homeOf(watched.root)))?.item ?? { raw, key: null, problem: 'This is not for everybody' }
    } catch {
      return { raw, key: null, problem: 'The item was too large to be kept whole' }
    }
  },
  async* poll(context) {
    const watched = watchedAt(new URL(context.source.url))
    if (watched === null) throw new TypeError('not the interface of WordPress')
    const site: Site = { ...watched, context, home: homeOf(watched.root) }
    let cursor = readCursor(context.source.cursor)
    const isFirst = cursor.publishedAt === null && cursor.commentedAt === null
    for (const walk of walksOf(site, cursor)) {
      const looked = yield* list(site, cursor, walk)
      if (looked.stopped || context.signal.aborted) return
      cursor = isFirst && walk === 'publishedAt' ? begun(looked.cursor) : looked.cursor
    }
    if (!isFirst && isCheckDue(cursor, context)) yield await check(site, cursor)
  },
}
