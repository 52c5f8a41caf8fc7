// One post of Bluesky: as the AppView shows it, and as the bare record that the stream of events carries.
import { z } from 'zod'
import type { Media, RawPost } from '#domain/post.ts'
import type { Instant } from '#domain/time.ts'
import { readDate } from '../date.ts'
import { oneLine, plainToText } from '../feed/html-text.ts'
import { mediaOf, type Linked } from '../feed/media.ts'
import { linkOf } from '../feed/xml-item.ts'
import { isRecord } from '../json-answer.ts'

const count = z.int().nonnegative().nullish().catch(null)
const facets = z.array(z.object({ features: z.array(z.object({ uri: z.string().optional() })).catch([]) })).nullish().catch(null)
const recordSchema = z.object({ text: z.string(), createdAt: z.string(), facets, reply: z.object({ parent: z.object({ uri: z.string() }) }).nullish().catch(null) })
/** at://DID/collection/key: what names a post in the whole network. */
export const postUri = /^at:\/\/did:[a-z]{1,20}:[\w.:%-]{1,200}\/app\.bsky\.feed\.post\/[\w.~:-]{1,512}$/

const viewSchema = z.object({
  uri: z.string().regex(postUri),
  author: z.object({ did: z.string(), handle: z.string(), displayName: z.string().nullish().catch(null) }),
  record: recordSchema, embed: z.unknown().optional(), indexedAt: z.string(), replyCount: count, repostCount: count, likeCount: count,
})

/** `given` is the view as it came. */
export type ReadView = { kind: 'post', given: unknown, post: RawPost } | { kind: 'unread', given: unknown, key: string | null, problem: string }

const maxFacets = 100

/** The words; addresses that they show shortened, or not at all, stand in full at the end. */
const readText = ({ text, facets: found }: z.infer<typeof recordSchema>): string => {
  const visible = plainToText(text)
  const links = (found ?? []).slice(0, maxFacets).flatMap(({ features }) => features.flatMap(({ uri }) => uri !== undefined && /^https?:\/\/\S+$/i.test(uri) && !visible.includes(uri.replace(/^https?:\/\//i, '').replace(/\/$/, '')) ? [uri] : []))
  return [visible, [...new Set(links)].slice(0, 50).join('\n')].filter(Boolean).join('\n\n')
}

/** `createdAt` is whatever the author's program wrote: it is believed when it is not later than what the network saw (docs.bsky.app, timestamps). */
const publishedAt = (createdAt: string, seenAt: Instant | null): Instant | null => {
  const claimed = readDate(createdAt, 'UTC')
  if (claimed === null || seenAt === null) return claimed ?? seenAt
  return claimed < seenAt ? claimed : seenAt
}

const text = (value: unknown): string | null => typeof value === 'string' ? value : null

const linkedIn = (embed: unknown): Linked[] => {
  if (!isRecord(embed)) return []
  const pictures = [embed['images'], embed['items']].flatMap(list => Array.isArray(list) ? list.filter(isRecord) : []).map(image => ({ url: text(image['fullsize']), type: 'image' }))
  return [...pictures, { url: text(embed['playlist']), type: 'video' }]
}

/** Pictures and videos; the card of a link and a quoted post are not the post's own. */
const readMedia = (embed: unknown): Media[] => mediaOf([...linkedIn(embed), ...isRecord(embed) ? linkedIn(embed['media']) : []], url => linkOf(url, null))

const rkeyOf = (uri: string) => uri.slice(uri.lastIndexOf('/') + 1)

/** A post as getAuthorFeed, getPostThread and getPosts show it. Never throws. */
export const readView = (value: unknown): ReadView => {
  const read = viewSchema.safeParse(value)
  if (!read.success) {
    const problem = `Not a post of Bluesky: ${read.error.issues.map(({ path, message }) => `${path.join('.') || 'post'}: ${message}`).join('; ')}`
    return { kind: 'unread', given: value, key: isRecord(value) ? text(value['uri']) : null, problem }
  }
  const { uri, author: { did, handle, displayName }, record, embed, indexedAt, ...counts } = read.data
  // The network calls an author so whose name cannot be proved.
  const name = handle === 'handle.invalid' ? did : handle
  const profile = `https://bsky.app/profile/${name}`
  return { kind: 'post', given: value, post: {
    key: uri, url: `${profile}/post/${rkeyOf(uri)}`, title: null, text: readText(record), author: { name: oneLine(displayName ?? '') || name, id: did, url: profile },
    publishedAt: publishedAt(record.createdAt, readDate(indexedAt, 'UTC')), editedAt: null, replyTo: record.reply?.parent.uri ?? null, media: readMedia(embed), place: null,
    counts: { likes: counts.likeCount ?? null, comments: counts.replyCount ?? null, shares: counts.repostCount ?? null, views: null },
  } }
}

/** A bare record, whose author has no name yet and whose pictures no address; a string says what is wrong. */
export const readRecord = (did: string, rkey: string, record: unknown, seenAt: Instant | null): RawPost | string => {
  const read = recordSchema.safeParse(record)
  if (!read.success) return `Not a post of Bluesky: ${read.error.issues.map(({ path, message }) => `${path.join('.') || 'record'}: ${message}`).join('; ')}`
  const profile = `https://bsky.app/profile/${did}`
  return {
    key: `at://${did}/app.bsky.feed.post/${rkey}`, url: `${profile}/post/${rkey}`, title: null, text: readText(read.data), author: { name: did, id: did, url: profile },
    publishedAt: publishedAt(read.data.createdAt, seenAt), editedAt: null, replyTo: read.data.reply?.parent.uri ?? null, media: [], place: null,
    counts: { likes: null, comments: null, shares: null, views: null },
  }
}
