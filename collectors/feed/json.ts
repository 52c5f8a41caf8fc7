// JSON Feed 1.0 and 1.1 (jsonfeed.org), item by item: a bad one does not spoil the others.
import { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import { readDate, type Zone } from '../date.ts'
import { htmlToText, oneLine, plainToText } from './html-text.ts'
import type { Draft } from './key.ts'
import { mediaOf } from './media.ts'
import { linkOf } from './xml-item.ts'

const text = z.string().nullish().catch(null)
const author = z.object({ name: text, url: text }).nullish().catch(null)
const feedSchema = z.object({ version: z.string().startsWith('https://jsonfeed.org/version/'), author, authors: z.array(author).nullish().catch(null), next_url: text, items: z.array(z.unknown()) })
const itemSchema = z.object({
  id: z.union([z.string(), z.number().transform(String)]).nullish(),
  url: text, external_url: text, title: text, content_html: text, content_text: text, summary: text, image: text, banner_image: text,
  date_published: text, date_modified: text,
  author, authors: z.array(author).nullish().catch(null),
  attachments: z.array(z.object({ url: text, mime_type: text })).nullish().catch(null),
})
type JsonItem = z.infer<typeof itemSchema>
export type JsonFeed = z.infer<typeof feedSchema>

const parse = (page: string): unknown => {
  try {
    return JSON.parse(page)
  } catch {
    throw new Refusal('not-a-feed', 'The page begins like JSON and is none', { why: 'bad-json' })
  }
}

/** A JSON Feed with its items unread. Throws not-a-feed. */
export const readJsonFeed = (page: string): JsonFeed => {
  const feed = feedSchema.safeParse(parse(page))
  if (!feed.success) throw new Refusal('not-a-feed', 'The page is JSON, but no JSON Feed', { why: 'json' })
  return feed.data
}

const readText = (item: JsonItem): string => {
  if (item.content_html) return htmlToText(item.content_html)
  return plainToText(item.content_text ?? item.summary ?? '')
}

const draftOf = (item: JsonItem, feed: JsonFeed, zone: Zone, feedUrl: string | null): Draft => {
  const link = (url: string | null | undefined) => linkOf(url ?? null, feedUrl)
  const person = [...item.authors ?? [], item.author, ...feed.authors ?? [], feed.author].find(one => one?.name)
  const [published, edited] = [item.date_published, item.date_modified].map(date => date ? readDate(date, zone) : null)
  return {
    id: item.id || null,
    post: {
      url: link(item.url) ?? link(item.external_url),
      title: item.title ? oneLine(plainToText(item.title)) || null : null,
      text: readText(item),
      author: person?.name ? { name: oneLine(person.name), id: null, url: link(person.url) } : null,
      publishedAt: published ?? edited ?? null,
      editedAt: published && edited && edited > published ? edited : null,
      replyTo: null,
      media: mediaOf([{ url: item.image ?? null, type: 'image' }, { url: item.banner_image ?? null, type: 'image' },
        ...(item.attachments ?? []).map(one => ({ url: one.url ?? null, type: one.mime_type ?? null }))], link),
      place: null,
      counts: { likes: null, comments: null, shares: null, views: null },
    },
  }
}

/** An item of the feed as a post whose key is still open, or the problem in words. */
export const readJsonItem = (given: unknown, feed: JsonFeed, zone: Zone, feedUrl: string | null): Draft | string => {
  const item = itemSchema.safeParse(given)
  if (!item.success) return `Not an item of JSON Feed: ${item.error.issues.map(issue => `${issue.path.join('.') || 'item'}: ${issue.message}`).join('; ')}`
  const draft = draftOf(item.data, feed, zone, feedUrl)
  return draft.id || draft.post.url || draft.post.title || draft.post.text ? draft : 'The item has neither id, link, title nor text'
}
