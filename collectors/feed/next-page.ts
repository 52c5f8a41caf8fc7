// Where older items of a feed stand, for feeds that are longer than their first page.
import { attributeOf, childrenOf, childText, type XmlNode } from './xml.ts'
import { linkOf } from './xml-item.ts'

/** RFC 5005: paged feeds name the next page, archived ones the archive before. */
const relations = ['next', 'prev-archive']

const pagedUrl = (pageUrl: string): string => {
  const url = new URL(pageUrl)
  url.searchParams.set('paged', String(Number(url.searchParams.get('paged') ?? '1') + 1))
  return url.href
}

/** WordPress answers every feed page by page (`paged`), and says so nowhere in the feed. */
const isWordPress = (meta: XmlNode): boolean =>
  /wordpress/i.test(childText(meta, 'rss:generator', 'atom:generator') ?? '') && !/wordpress\.com/i.test(childText(meta, 'rss:generator') ?? '')

/** Address of the page behind this one; null when there is none, or none is told. */
export const nextPageOf = (meta: XmlNode, pageUrl: string | null): string | null => {
  if (pageUrl === null) return null
  const links = childrenOf(meta, 'atom:link', 'atom10:link')
  const told = relations.flatMap(relation => links.filter(link => attributeOf(link, 'rel') === relation)).map(link => linkOf(attributeOf(link, 'href'), pageUrl)).find(href => href !== null)
  return told ?? (isWordPress(meta) ? pagedUrl(pageUrl) : null)
}
