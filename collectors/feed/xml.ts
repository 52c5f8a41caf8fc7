// Reads RSS, Atom and RDF with the tolerant `feedparser`, held inside bounds of depth, number and time that it does not have.
import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import FeedParser from 'feedparser'
import { Refusal } from '#domain/refusal.ts'
import { withKnownRoot } from './root.ts'

/** An element: its text, or a record of its children with `#` for text and `@` for attributes. */
export type XmlNode = unknown
/** Children by name; the name is without prefix in the feed's own namespace. */
export type XmlItem = Record<string, XmlNode>
export interface XmlFeed {
  items: XmlItem[]
  /** Head of the feed, its names with their prefixes. */
  meta: XmlNode
  /** There are more items than are read, in their number or in the time that they take. */
  cut: boolean
  /** The page ends in the middle of an item, which is not among the items. */
  unfinished: boolean
}

/** Of one page: more than a whole one of the usual items holds. */
export const maxItems = 20_000
const maxDepth = 200
/** Of this thread's own work, so that a busy machine makes no feed unreadable. */
const maxMs = 1100
/** Small, because the bounds are looked at between two pieces. */
const pieceLength = 4096
/** After so many pieces others have their turn: a page of megabytes is half a second of work. */
const turnLength = 8 * pieceLength

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Elements that are open. */
const openIn = (parser: FeedParser): unknown[] => {
  const stack: unknown = Reflect.get(parser, 'stack')
  return Array.isArray(stack) ? stack : []
}

/** `feedparser` has no bound for depth, and each level costs it more than the one before. */
const depthOf = (parser: FeedParser): number => openIn(parser).length

const isInsideItem = (parser: FeedParser): boolean => openIn(parser).some(node => isRecord(node) && (node['#local'] === 'item' || node['#local'] === 'entry'))

/** Milliseconds of work of this thread since a reading of its clock. */
export const workedMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.threadCpuUsage(since)
  return (user + system) / 1000
}

/** Gives the page to the parser piece by piece, as long as it stays inside its bounds and `isFull` does not end it; false when its time ran out. */
const pump = async (text: string, parser: FeedParser, ended: Promise<unknown>, isFull: () => boolean): Promise<boolean> => {
  let [spentMs, began] = [0, process.threadCpuUsage()]
  for (let at = 0; at < text.length && !isFull(); at += pieceLength) {
    if (depthOf(parser) > maxDepth) throw new Refusal('not-a-feed', 'The page is nested too deep to be a feed', { why: 'too-deep' })
    if (spentMs + workedMs(began) > maxMs) return false
    if (!parser.write(text.slice(at, at + pieceLength))) await Promise.race([once(parser, 'drain'), ended])
    if (at % turnLength > 0) continue
    // What others do in their turn is not this page's work.
    spentMs += workedMs(began)
    await nextTurn()
    began = process.threadCpuUsage()
  }
  if (isFull()) return true
  parser.end()
  await ended
  return true
}

/** `feedparser` names every child with a namespace; the feed's own one is left out. */
const withoutOwnPrefix = (item: Record<string, unknown>, own: string): XmlItem =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !name.endsWith(':@') && name !== 'meta')
    .map(([name, node]) => [name.startsWith(own) ? name.slice(own.length) : name, node]))

/** The items of a feed as trees. Throws not-a-feed. */
export const readXml = async (page: string, feedUrl: string | null): Promise<XmlFeed> => {
  // A bare "&" before a tag would swallow the tag.
  const text = withKnownRoot(page).replace(/&([\w-]{0,30})</g, '&amp;$1<')
  const parser = new FeedParser({ normalize: false, addmeta: false, ...(feedUrl ? { feedurl: feedUrl } : {}) })
  const items: XmlItem[] = []
  let cut = false
  parser.on('data', (item: unknown) => {
    cut ||= items.length === maxItems
    if (!cut && isRecord(item)) items.push(withoutOwnPrefix(item, `${parser.meta['#type']}:`))
  })
  // Without a title the parser gathers the whole head of the feed again for every item.
  parser.on('meta', (meta) => { meta.title ||= '-' })
  const ended = new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject))
  try {
    const isRead = await pump(text, parser, ended, () => cut)
    if (!isRead && items.length === 0) throw new Refusal('not-a-feed', 'The page takes too long to be read', { why: 'too-slow' })
    cut ||= !isRead
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('not-a-feed', 'The page is not a feed: neither RSS nor Atom, RDF or JSON Feed', { why: 'unknown' })
  } finally {
    ended.catch(() => undefined)
    parser.destroy()
  }
  const unfinished = !cut && isInsideItem(parser)
  if (unfinished && items.length === 0) throw new Refusal('not-a-feed', 'The page ends in the middle of its first item', { why: 'unfinished' })
  return { items, meta: parser.meta, cut, unfinished }
}

const listOf = (node: XmlNode): XmlNode[] => node === undefined || node === null ? [] : Array.isArray(node) ? node : [node]

/** All children of these names, the first name first. */
export const childrenOf = (node: XmlNode, ...names: string[]): XmlNode[] =>
  isRecord(node) ? names.flatMap(name => Object.hasOwn(node, name) ? listOf(node[name]) : []) : []

/** Markup that stands unescaped inside an element leaves its words in the children. */
const wordsOf = (node: XmlNode): string =>
  isRecord(node) ? Object.entries(node).flatMap(([name, child]) => name === '@' ? [] : listOf(child).map(wordsOf)).join(' ') : typeof node === 'string' ? node : ''

/** Text of an element, trimmed; null when it has none. */
export const textOf = (node: XmlNode): string | null => {
  const text = isRecord(node) && typeof node['#'] === 'string' ? node['#'] : wordsOf(node)
  return text.trim() || null
}

/** First text among the children of these names. */
export const childText = (node: XmlNode, ...names: string[]): string | null => {
  for (const child of childrenOf(node, ...names)) {
    const text = textOf(child)
    if (text !== null) return text
  }
  return null
}

/** An attribute, trimmed; null when absent or empty. */
export const attributeOf = (node: XmlNode, name: string): string | null => {
  const attributes = isRecord(node) ? node['@'] : null
  const value = isRecord(attributes) && Object.hasOwn(attributes, name) ? attributes[name] : null
  return typeof value === 'string' && value.trim() ? value.trim() : null
}
