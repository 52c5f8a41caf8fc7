// Collects RSS, Atom, RDF and JSON Feed. A page is always the whole window: the frame keeps posts by key, so overlap is free.
import { Refusal } from '#domain/refusal.ts'
import { toMs } from '#domain/time.ts'
import { deepMs, type Collector, type PollContext } from './collector.ts'
import { postsOf, type CollectedItem, type CollectedPage } from './page.ts'
import { hasRunPast, knownAfter, knownKey, printsAfter, readCursor, type FeedCursor } from './feed/cursor.ts'
import { keyInNetwork, keysInFeed } from './feed/key.ts'
import { commentAddress, pageOf, threadOf } from './feed/own-comment.ts'
import { readFeed, readRawItem } from './feed/read.ts'
import type { PoliteResponse } from './polite-fetch.ts'
import { pageOfFailure, pageOfStatus } from './page-failure.ts'
import { pageOfItems } from './page-of-items.ts'

const accept = 'application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1'
/** Older pages of one look; what is left of them waits in the cursor. */
const maxOlder = 10

const conditionsOf = (cursor: FeedCursor | null, { source, deep }: PollContext): Record<string, string> => {
  if (!cursor || cursor.url !== source.url || deep) return {}
  return { ...cursor.etag ? { 'if-none-match': cursor.etag } : {}, ...cursor.lastModified ? { 'if-modified-since': cursor.lastModified } : {} }
}

const movedTo = ({ redirects, url }: PoliteResponse) =>
  redirects.length > 0 && redirects.every(({ status }) => status === 301 || status === 308) ? { movedTo: url } : {}

const inNetwork = (item: CollectedItem, base: string): CollectedItem => {
  if (!('post' in item)) return item
  const { key, replyTo } = item.post
  return { raw: item.raw, post: { ...item.post, key: keyInNetwork(base, key), replyTo: replyTo === null ? null : keyInNetwork(base, replyTo) } }
}

const keysOf = ({ items }: Pick<CollectedPage, 'items'>) => postsOf(items).map(({ key }) => key)

/** `cursor` is null when the look ends here. */
interface Step { page: CollectedPage, cursor: FeedCursor | null }

/** The feed has no such page. */
const behindTheLast = (cursor: FeedCursor): Step => ({ page: { items: [], cursor, state: 'empty', reason: 'fine', detail: null, problem: null }, cursor })

/** Some sites answer every page with the newest one. */
const isNewest = ({ known }: FeedCursor, page: Pick<CollectedPage, 'items'>): boolean => knownAfter(keysOf(page), []).every(key => known.includes(key))

const knownAs = (item: CollectedItem, cursor: FeedCursor | null): CollectedItem => 'post' in item ? { ...item, post: { ...item.post, key: knownKey(cursor, item.post) } } : item

const readPage = async ({ source: { zone } }: PollContext, answer: PoliteResponse, base: string, cursor: FeedCursor | null) => {
  const { items, problems, next, isCut } = await readFeed({ bytes: answer.body, contentType: answer.headers['content-type'] ?? null, feedUrl: answer.url, zone })
  return { page: pageOfItems(items.map(item => knownAs(inNetwork(item, base), cursor)), problems), next, isCut }
}

/** The newest page, and whether it follows on from the one before. */
const windowOf = async (context: PollContext): Promise<Step> => {
  const { source, fetch, signal } = context
  const previous = readCursor(source.cursor)
  const answer = await fetch(source.url, { headers: conditionsOf(previous, context), accept, signal })
  if (answer.status === 304) return { page: { items: [], cursor: source.cursor, state: 'not-modified', reason: 'not-modified', detail: null, problem: null }, cursor: previous }
  if (answer.status < 200 || answer.status > 299) return { page: pageOfStatus(answer, source.cursor), cursor: null }
  const base = previous?.base ?? source.url
  const { page, next, isCut } = await readPage(context, answer, base, previous)
  // A page that nobody could read must be asked for again in full.
  if (page.state === 'error') return { page: { ...page, cursor: source.cursor }, cursor: null }
  const shown = keysOf(page)
  const known = previous?.known ?? []
  const ranPast = hasRunPast(shown, known)
  const isMissed = ranPast ? next === null : isCut && known.length === 0
  const cursor: FeedCursor = {
    v: 1, base, url: source.url, etag: answer.headers['etag'] ?? null, lastModified: answer.headers['last-modified'] ?? null, known: knownAfter(shown, known), prints: printsAfter(postsOf(page.items), previous?.prints ?? []),
    backfill: ranPast && next !== null ? { next, until: known } : previous?.backfill ?? null,
    deep: context.deep ? next : previous?.deep ?? null,
  }
  return { page: { ...page, cursor, ...movedTo(answer), ...isMissed ? { gap: 'window' as const } : {} }, cursor }
}

/** A page further back, towards the posts that are known; the gap is told when the feed ends before them. */
const olderPage = async (context: PollContext, cursor: FeedCursor, { next, until }: NonNullable<FeedCursor['backfill']>): Promise<Step> => {
  const answer = await context.fetch(next, { accept, signal: context.signal })
  if (answer.status === 404 || answer.status === 410) {
    const end = behindTheLast({ ...cursor, backfill: null })
    return { ...end, page: { ...end.page, gap: 'window' } }
  }
  if (answer.status < 200 || answer.status > 299) return { page: pageOfStatus(answer, cursor), cursor: null }
  const { page, next: further } = await readPage(context, answer, cursor.base, cursor)
  if (page.state === 'error') return { page: { ...page, cursor }, cursor: null }
  const shown = keysOf(page)
  const isReached = shown.some(key => until.includes(key))
  const left = isReached || isNewest(cursor, page) || further === null ? null : { next: further, until }
  // The deep walk began here too: what was read now need not be read again.
  const after: FeedCursor = { ...cursor, backfill: left, deep: cursor.deep === next ? further : cursor.deep }
  return { page: { ...page, cursor: after, ...!isReached && left === null ? { gap: 'window' as const } : {} }, cursor: after }
}

/** A page of the last week again, for edits and back-dated posts: nothing is missing when it cannot be had. */
const pageAgain = async (context: PollContext, cursor: FeedCursor, url: string): Promise<Step> => {
  const answer = await context.fetch(url, { accept, signal: context.signal })
  const ended = behindTheLast({ ...cursor, deep: null })
  if (answer.status !== 200) return ended
  const { page, next } = await readPage(context, answer, cursor.base, cursor)
  if (page.state !== 'ok') return ended
  const oldest = postsOf(page.items).map(({ publishedAt }) => publishedAt).filter(at => at !== null).sort()[0]
  const isDone = oldest === undefined || toMs(context.now()) - toMs(oldest) > deepMs || next === url || isNewest(cursor, page)
  const after: FeedCursor = { ...cursor, deep: isDone ? null : next }
  return { page: { ...page, cursor: after }, cursor: after }
}

const orFailure = (stored: unknown) => (error: unknown): Step => {
  if (error instanceof Refusal) return { page: pageOfFailure(error, stored), cursor: null }
  throw error
}

/** Feeds of news sites and akimats; takes every web address that no other collector takes. */
export const feed: Collector = {
  network: 'feed',
  parserVersion: 2,
  budget: null,
  accepts: url => url.protocol === 'http:' || url.protocol === 'https:',
  isBehind: stored => (readCursor(stored)?.backfill ?? null) !== null,
  threadOf,
  otherKey: commentAddress,
  pageOf,
  reread: (raw, { url, zone }) => {
    const draft = readRawItem(raw, url, zone)
    return typeof draft === 'string' ? { raw, key: null, problem: draft } : inNetwork({ raw, post: { ...draft.post, key: keysInFeed([draft])[0] ?? '' } }, url)
  },
  async* poll(context) {
    let step = await windowOf(context).catch(orFailure(context.source.cursor))
    yield step.page
    for (let older = 0; older < maxOlder && step.cursor !== null && !context.signal.aborted; older += 1) {
      const { cursor } = step
      if (cursor.backfill !== null) step = await olderPage(context, cursor, cursor.backfill).catch(orFailure(cursor))
      else if (cursor.deep !== null) step = await pageAgain(context, cursor, cursor.deep).catch(orFailure(cursor))
      else return
      yield step.page
    }
  },
}
