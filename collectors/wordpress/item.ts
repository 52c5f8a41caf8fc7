// One post or comment of WordPress' interface as a post of ours. What is not published for everybody is left where it is.
import { z } from 'zod'
import type { RawPost } from '#domain/post.ts'
import { toMs } from '#domain/time.ts'
import type { CollectedItem } from '../page.ts'
import { readDate } from '../date.ts'
import { htmlToText, oneLine } from '../feed/html-text.ts'
import { linkOf } from '../feed/xml-item.ts'
import { isRecord } from '../json-answer.ts'
import { rawOf } from '../raw-item.ts'
import { commentKey, postKey } from './address.ts'

const text = z.string().nullish().catch(null)
const rendered = z.object({ rendered: text }).nullish().catch(null)
const number = z.int().positive()
const postSchema = z.object({ id: number, date_gmt: text, modified_gmt: text, link: text, title: rendered, content: rendered, excerpt: rendered, status: text })
const commentSchema = z.object({
  id: number, post: number, parent: z.int().nonnegative().nullish().catch(null), author_name: text, author_url: text, date_gmt: text, content: rendered, link: text, status: text,
})

/** An item with its number; `at` and `modifiedAt` are the site's own words for when, UTC without a mark. Null: not for everybody. */
export interface Listed { id: number, at: string | null, modifiedAt: string | null, item: CollectedItem }

const counts = { likes: null, comments: null, shares: null, views: null }
const plain = (html: z.infer<typeof rendered>) => htmlToText(html?.rendered ?? '')
const line = (html: string | null | undefined) => oneLine(htmlToText(html ?? '')) || null
/** Saving a new post takes a moment: that is no edit. */
const editMs = 60_000

const readPost = (given: z.infer<typeof postSchema>, home: string): RawPost => {
  const publishedAt = readDate(given.date_gmt ?? '', 'UTC')
  const modifiedAt = readDate(given.modified_gmt ?? '', 'UTC')
  return {
    key: postKey(home, given.id), url: linkOf(given.link ?? null, null), title: line(given.title?.rendered), text: plain(given.content) || plain(given.excerpt), author: null,
    publishedAt, editedAt: publishedAt !== null && modifiedAt !== null && toMs(modifiedAt) - toMs(publishedAt) > editMs ? modifiedAt : null,
    replyTo: null, media: [], place: null, counts,
  }
}

const readComment = (given: z.infer<typeof commentSchema>, home: string): RawPost => {
  const name = line(given.author_name)
  return {
    key: commentKey(home, given.post, given.id), url: linkOf(given.link ?? null, null), title: null, text: plain(given.content),
    author: name === null ? null : { name, id: null, url: linkOf(given.author_url ?? null, null) },
    publishedAt: readDate(given.date_gmt ?? '', 'UTC'), editedAt: null, replyTo: given.parent ? commentKey(home, given.post, given.parent) : postKey(home, given.post),
    media: [], place: null, counts,
  }
}

const forEverybody = new Set<unknown>([undefined, null, 'publish', 'approved'])

/** Never throws. */
export const readListed = (value: unknown, home: string): Listed | null => {
  if (isRecord(value) && !forEverybody.has(value['status'])) return null
  const raw = rawOf(value)
  const isComment = isRecord(value) && typeof value['post'] === 'number'
  const read = isComment ? commentSchema.safeParse(value) : postSchema.safeParse(value)
  if (!read.success) {
    const problem = `Not an item of WordPress: ${read.error.issues.map(({ path, message }) => `${path.join('.') || 'item'}: ${message}`).join('; ')}`
    return { id: 0, at: null, modifiedAt: null, item: { raw, key: null, problem } }
  }
  const { data } = read
  const post = 'post' in data ? readComment(data, home) : readPost(data, home)
  return { id: data.id, at: data.date_gmt ?? null, modifiedAt: 'modified_gmt' in data ? data.modified_gmt ?? null : null, item: { raw, post } }
}
