// One item of RSS, Atom or RDF becomes a post; what the item does not say is null.
import type { Author, Media } from '#domain/post.ts'
import { readDate, type Zone } from '../date.ts'
import { htmlToText, oneLine, plainToText } from './html-text.ts'
import type { Draft } from './key.ts'
import { mediaOf, type Linked } from './media.ts'
import { pointOf } from './place.ts'
import { attributeOf, childrenOf, childText, textOf, type XmlItem, type XmlNode } from './xml.ts'

/** Where and when the item was read. */
export interface ReadingContext { zone: Zone, feedUrl: string | null, author: XmlNode }

/** An address that people may open: http(s), resolved when the feed's own address is known, else as given. */
export const linkOf = (text: string | null, feedUrl: string | null): string | null => {
  const given = text?.trim() ?? ''
  if (!given || /\s/.test(given)) return null
  if (/^https?:\/\//i.test(given)) return URL.canParse(given) ? given : null
  if (/^[a-z][a-z\d+.-]*:/i.test(given)) return null
  if (feedUrl === null) return given
  return URL.canParse(given, feedUrl) ? new URL(given, feedUrl).href : null
}

/** Atom says in `type` (0.3: in `mode`) how its text is written; RSS says nothing and means HTML. */
const readText = (node: XmlNode): string | null => {
  const text = textOf(node)
  if (text === null) return null
  const type = attributeOf(node, 'type')
  const mode = attributeOf(node, 'mode')
  if (mode === 'base64') return plainToText(Buffer.from(text, 'base64').toString('utf8'))
  const isPlain = type === 'text' || (type === 'text/plain' && mode !== 'escaped')
  return (isPlain ? plainToText(text) : htmlToText(text)) || null
}

const firstOf = <T>(nodes: XmlNode[], read: (node: XmlNode) => T | null): T | null => {
  for (const node of nodes) {
    const found = read(node)
    if (found !== null) return found
  }
  return null
}

const linkRelations = ['self', 'related', 'via']

const readLink = (item: XmlItem, feedUrl: string | null): string | null => {
  const nodes = childrenOf(item, 'link', 'atom:link', 'atom10:link')
  const isOf = (node: XmlNode, relation: string) => (attributeOf(node, 'rel') ?? 'alternate') === relation
  const plain = firstOf(nodes, node => attributeOf(node, 'href') === null && isOf(node, 'alternate') ? linkOf(textOf(node), feedUrl) : null)
  if (plain) return plain
  const atom = (relation: string) => firstOf(nodes, node => isOf(node, relation) ? linkOf(attributeOf(node, 'href'), feedUrl) : null)
  const guid = childrenOf(item, 'guid')[0]
  const permalink = /false/i.test(attributeOf(guid, 'ispermalink') ?? '') ? null : textOf(guid)
  return atom('alternate') ?? (permalink && /^https?:/i.test(permalink) ? linkOf(permalink, null) : null)
    ?? linkRelations.map(atom).find(link => link !== null)
    ?? [childText(item, 'id', 'atom:id'), attributeOf(item, 'rdf:about')].map(id => linkOf(id, null)).find(link => link?.includes('://')) ?? null
}

/** `mail@example.kz (Name)`, `Name <mail@example.kz>` or a name alone. */
const nameOf = (text: string): string => {
  const [, inBrackets, before] = /^[^\s@]+@[^\s@]+\s*\(([^)]+)\)$/.exec(text) ?? []
  const [, named] = before === undefined ? /^"?([^"<]+)"?\s*<[^>]*>$/.exec(text) ?? [] : []
  return oneLine(htmlToText(inBrackets ?? named ?? text))
}

const readAuthor = (item: XmlItem, { author: ofFeed, feedUrl }: ReadingContext): Author | null => {
  const person = (node: XmlNode): Author | null => {
    const name = childText(node, 'name', 'atom:name') ?? childText(node, 'email', 'uri', 'url') ?? textOf(node)
    return name === null ? null : { name: nameOf(name), id: null, url: linkOf(childText(node, 'uri', 'url', 'atom:uri'), feedUrl) }
  }
  return firstOf([...childrenOf(item, 'author', 'dc:creator', 'itunes:author', 'atom:author', 'dc:author'), ...[ofFeed].flat()], person)
}

const firstDate = (item: XmlItem, zone: Zone, names: string[]) =>
  firstOf(childrenOf(item, ...names), (node) => { const text = textOf(node); return text === null ? null : readDate(text, zone) })

const publishedNames = ['pubdate', 'published', 'issued', 'dc:date', 'dcterms:issued', 'dcterms:created', 'created', 'date', 'atom:published']
const editedNames = ['updated', 'modified', 'dcterms:modified', 'atom:updated', 'a10:updated']

const readCount = (item: XmlItem, ...names: string[]): number | null => {
  const text = childText(item, ...names)
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null
}

const attachedLinks = (item: XmlItem): Linked[] => [
  ...childrenOf(item, 'enclosure').map(node => ({ url: attributeOf(node, 'url'), type: attributeOf(node, 'type') })),
  ...childrenOf(item, 'link', 'atom:link').filter(node => attributeOf(node, 'rel') === 'enclosure').map(node => ({ url: attributeOf(node, 'href'), type: attributeOf(node, 'type') })),
  ...[item, ...childrenOf(item, 'media:group')].flatMap(holder => childrenOf(holder, 'media:content'))
    .map(node => ({ url: attributeOf(node, 'url'), type: attributeOf(node, 'type') ?? attributeOf(node, 'medium') })),
  ...[item, ...childrenOf(item, 'media:group')].flatMap(holder => childrenOf(holder, 'media:thumbnail')).map(node => ({ url: attributeOf(node, 'url'), type: 'image' })),
]

const readMedia = (item: XmlItem, feedUrl: string | null): Media[] => mediaOf(attachedLinks(item), url => linkOf(url, feedUrl))

/** An item as a post whose key is still open. Never throws. */
export const readItem = (item: XmlItem, context: ReadingContext): Draft => {
  const { zone, feedUrl } = context
  const url = readLink(item, feedUrl)
  const published = firstDate(item, zone, publishedNames)
  const edited = firstDate(item, zone, editedNames)
  const title = firstOf(childrenOf(item, 'title', 'dc:title', 'media:title', 'atom:title'), readText)
  return {
    id: childText(item, 'guid', 'id', 'atom:id') ?? attributeOf(item, 'rdf:about'),
    post: {
      url,
      title: title === null ? null : oneLine(title),
      text: firstOf(childrenOf(item, 'content:encoded', 'content', 'xhtml:body', 'body', 'description', 'summary', 'itunes:summary', 'media:description', 'atom:content', 'atom:summary', 'dc:description'), readText) ?? '',
      author: readAuthor(item, context),
      publishedAt: published ?? edited,
      editedAt: published !== null && edited !== null && edited > published ? edited : null,
      replyTo: attributeOf(childrenOf(item, 'thr:in-reply-to')[0], 'ref'),
      media: readMedia(item, feedUrl),
      place: pointOf(item),
      counts: { likes: null, comments: readCount(item, 'slash:comments', 'thr:total'), shares: null, views: null },
    },
  }
}
