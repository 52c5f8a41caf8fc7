// Bytes of a page → posts, whatever dialect of feed they hold. Shared by the collector and by `qulaq parse`.
import { Refusal } from '#domain/refusal.ts'
import type { CollectedItem } from '../page.ts'
import type { Zone } from '../date.ts'
import { inTurns } from '../in-turns.ts'
import { isRecord } from '../json-answer.ts'
import { rawOf } from '../raw-item.ts'
import { holdsToken } from '../redact.ts'
import { decodePage } from './charset.ts'
import { readJsonFeed, readJsonItem } from './json.ts'
import { keysInFeed, type Draft } from './key.ts'
import { nextPageOf } from './next-page.ts'
import { childrenOf, maxItems, readXml } from './xml.ts'
import { linkOf, readItem } from './xml-item.ts'

export interface PageToRead {
  bytes: Uint8Array
  /** Header of the answer, null for a file. */
  contentType: string | null
  /** Address of the page, against which links are resolved; null for a file. */
  feedUrl: string | null
  /** Zone of dates without one. */
  zone: Zone
}

export interface FeedReading {
  items: CollectedItem[]
  /** What is worth saying though posts were read. */
  problems: string[]
  /** Address of the page with older items; null when none is told. */
  next: string | null
  /** The page holds more items than are read. */
  isCut: boolean
}

type Unkeyed = { raw: string, draft: Draft } | { raw: string, problem: string }

/** Keys are given over the whole page: an id that two items share names neither. */
const withKeys = (unkeyed: Unkeyed[]): CollectedItem[] => {
  const keys = keysInFeed(unkeyed.flatMap(item => 'draft' in item ? [item.draft] : []))[Symbol.iterator]()
  return unkeyed.map((item) => {
    if (!('draft' in item)) return { raw: item.raw, key: null, problem: item.problem }
    return { raw: item.raw, post: { ...item.draft.post, key: keys.next().value ?? '' } }
  })
}

const readAll = async <T>(items: readonly T[], readOne: (item: T) => Unkeyed): Promise<Unkeyed[]> => {
  const read: Unkeyed[] = []
  for await (const some of inTurns(items)) read.push(...some.map(readOne))
  return read
}

/** Where older items stand is kept until they are read; not when somebody's key is part of it. */
const withoutToken = (next: string | null): string | null => next === null || holdsToken(next) ? null : next

const tooMany = (read: number): string => `The page holds more than ${read} items; the rest was left`

const refuseHtml = (page: string) => {
  if (/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^]{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>])/i.test(page.slice(0, 5000))) {
    throw new Refusal('not-a-feed', 'The address answers with a web page (HTML), not with a feed', { why: 'html' })
  }
}

/** All items of a page in its order, keys as the feed gives them. Throws not-a-feed and nothing else. */
export const readFeed = async ({ bytes, contentType, feedUrl, zone }: PageToRead): Promise<FeedReading> => {
  const page = decodePage(bytes, contentType).replace(/^[\ufeff\s]+/, '')
  if (page === '') throw new Refusal('not-a-feed', 'The page is empty', { why: 'empty' })
  if (page.startsWith('{') || page.startsWith('[')) {
    const feed = readJsonFeed(page)
    const isCut = feed.items.length > maxItems
    const read = await readAll(feed.items.slice(0, maxItems), (given) => {
      const draft = readJsonItem(given, feed, zone, feedUrl)
      return typeof draft === 'string' ? { raw: rawOf(given), problem: draft } : { raw: rawOf(given), draft }
    })
    return { items: withKeys(read), problems: isCut ? [tooMany(maxItems)] : [], next: withoutToken(linkOf(feed.next_url ?? null, feedUrl)), isCut }
  }
  refuseHtml(page)
  const { items, meta, cut, unfinished } = await readXml(page, feedUrl)
  const context = { zone, feedUrl, author: childrenOf(meta, 'atom:author') }
  const read = await readAll(items, item => Object.keys(item).length === 0
    ? { raw: '{}', problem: 'The item is empty' }
    : { raw: rawOf(item), draft: readItem(item, context) })
  const problems = [cut ? tooMany(items.length) : '', unfinished ? 'The page ends in the middle of an item, which was left' : ''].filter(Boolean)
  return { items: withKeys(read), problems, next: withoutToken(nextPageOf(meta, feedUrl)), isCut: cut }
}

const isXmlItem = (item: Record<string, unknown>) => Object.values(item).flat().some(node => isRecord(node) && '@' in node)

/** One kept item of any dialect as a post whose key is still open, or the problem in words. Never throws. */
export const readRawItem = (raw: string, feedUrl: string, zone: Zone): Draft | string => {
  let item: unknown
  try {
    item = JSON.parse(raw)
  } catch {
    return 'The item was too large to be kept whole'
  }
  if (!isRecord(item) || Object.keys(item).length === 0) return 'The item is empty'
  return isXmlItem(item) ? readItem(item, { zone, feedUrl, author: null }) : readJsonItem(item, { version: '', author: null, authors: null, items: [] }, zone, feedUrl)
}
