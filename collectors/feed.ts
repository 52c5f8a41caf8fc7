// Collects RSS, Atom, RDF and JSON Feed. A page is always the whole window: the frame keeps posts by key, so overlap is free.
import { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import { toMs, type Instant } from '#domain/time.ts'
import type { CollectedItem, CollectedPage, Collector, PollContext } from './collector.ts'
import { keyInNetwork } from './feed/key.ts'
import { readFeed } from './feed/read.ts'
import type { PoliteResponse } from './polite-fetch.ts'
import { pageOfFailure, pageOfStatus } from './page-failure.ts'
import { pageOfItems } from './page-of-items.ts'

/** `base`: the first address of the feed, which stays in the keys when it moves. `fullAt`: last answer asked for without conditions. */
const cursorSchema = z.object({ v: z.literal(1), base: z.string(), url: z.string(), etag: z.string().nullable(), lastModified: z.string().nullable(), fullAt: z.string() })
type FeedCursor = z.infer<typeof cursorSchema>

const accept = 'application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1'
const fullEveryMs = 24 * 3_600_000
/** A clock ahead of ours is forgiven so far; beyond it the date is a mistake and not kept. */
const aheadMs = 15 * 60_000

/** A 304 hides deletions and back-dated posts, so once a day the feed is asked for without conditions. */
const conditionsOf = (cursor: FeedCursor | null, url: string, now: Instant): Record<string, string> => {
  if (!cursor || cursor.url !== url || toMs(now) - toMs(cursor.fullAt) > fullEveryMs) return {}
  return { ...cursor.etag ? { 'if-none-match': cursor.etag } : {}, ...cursor.lastModified ? { 'if-modified-since': cursor.lastModified } : {} }
}

const movedTo = ({ redirects, url }: PoliteResponse) =>
  redirects.length > 0 && redirects.every(({ status }) => status === 301 || status === 308) ? { movedTo: url } : {}

const inNetwork = (item: CollectedItem, base: string, now: Instant): CollectedItem => {
  if (!('post' in item)) return item
  const { key, replyTo, publishedAt, editedAt } = item.post
  const believed = (at: Instant | null) => at !== null && toMs(at) - toMs(now) > aheadMs ? null : at
  return { raw: item.raw, post: {
    ...item.post, key: keyInNetwork(base, key), replyTo: replyTo === null ? null : keyInNetwork(base, replyTo),
    publishedAt: believed(publishedAt), editedAt: believed(editedAt),
  } }
}

const readCursor = (stored: unknown): FeedCursor | null => {
  const cursor = cursorSchema.safeParse(stored)
  return cursor.success ? cursor.data : null
}

const pollOnce = async ({ source, fetch, now, signal }: PollContext): Promise<CollectedPage> => {
  const previous = readCursor(source.cursor)
  const at = now()
  const headers = conditionsOf(previous, source.url, at)
  const answer = await fetch(source.url, { headers, accept, signal })
  if (answer.status === 304) return { items: [], cursor: source.cursor, state: 'not-modified', reason: 'not-modified', detail: null, problem: null }
  if (answer.status < 200 || answer.status > 299) return pageOfStatus(answer, source.cursor)
  const base = previous?.base ?? source.url
  const { items, problems } = await readFeed({ bytes: answer.body, contentType: answer.headers['content-type'] ?? null, feedUrl: answer.url, zone: source.zone })
  const page = pageOfItems(items.map(item => inNetwork(item, base, at)), problems)
  // A page that nobody could read must be asked for again in full.
  if (page.state === 'error') return { ...page, cursor: source.cursor }
  const cursor: FeedCursor = { v: 1, base, url: source.url, etag: answer.headers['etag'] ?? null, lastModified: answer.headers['last-modified'] ?? null, fullAt: isConditional(headers) && previous ? previous.fullAt : at }
  return { ...page, cursor, ...movedTo(answer) }
}

const isConditional = (headers: Record<string, string>) => Object.keys(headers).length > 0

/** Feeds of news sites and akimats; takes every web address that no other collector takes. */
export const feed: Collector = {
  network: 'feed',
  parserVersion: 1,
  accepts: url => url.protocol === 'http:' || url.protocol === 'https:',
  async* poll(context) {
    yield await pollOnce(context).catch((error: unknown) => {
      if (error instanceof Refusal) return pageOfFailure(error, context.source.cursor)
      throw error
    })
  },
}
