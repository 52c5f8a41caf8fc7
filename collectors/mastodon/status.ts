// One status of Mastodon becomes a post. What is not public is left where it is, and a boost is not a post.
import { z } from 'zod'
import type { RawPost } from '#domain/post.ts'
import { readDate } from '../date.ts'
import { htmlToText, oneLine, plainToText } from '../feed/html-text.ts'
import { mediaOf } from '../feed/media.ts'
import { linkOf } from '../feed/xml-item.ts'
import { isRecord } from '../json-answer.ts'

const text = z.string().nullish().catch(null)
const count = z.int().nonnegative().nullish().catch(null)
/** Numbers in Mastodon, letters too in its relatives; they become a part of addresses. */
export const localId = /^[\w-]{1,100}$/

const statusSchema = z.object({
  id: z.string().regex(localId), uri: z.string().min(1).max(2000).refine(uri => uri.isWellFormed()), url: text, created_at: z.string(), edited_at: text, in_reply_to_id: text,
  content: z.string(), spoiler_text: text,
  account: z.object({ username: text, acct: text, display_name: text, url: text, uri: text }),
  media_attachments: z.array(z.object({ type: text, url: text, remote_url: text })).nullish().catch(null),
  poll: z.object({ options: z.array(z.object({ title: z.string() })) }).nullish().catch(null),
  replies_count: count, reblogs_count: count, favourites_count: count,
})
type Status = z.infer<typeof statusSchema>

/** `given` is the status as it came. `none`: a boost, or for fewer eyes than everybody's; nothing of it may be kept. */
export type ReadStatus =
  | { kind: 'post', id: string, given: unknown, post: RawPost }
  | { kind: 'unread', given: unknown, key: string | null, problem: string }
  | { kind: 'none' }

/** Everybody may read these two; `unlisted` ("quiet public") only stays out of the public timelines. */
const forEverybody = new Set<unknown>(['public', 'unlisted'])

const link = (url: string | null | undefined) => linkOf(url ?? null, null)

const mediaTypes: Record<string, string> = { image: 'image', gifv: 'video', video: 'video', audio: 'audio' }

/** Names of other servers' accounts hold their server; the own server's is in the address of the profile. */
const readAuthor = ({ username, acct, display_name: name, url }: Status['account']): RawPost['author'] => {
  const host = url && URL.canParse(url) ? new URL(url).host : null
  const id = acct?.includes('@') ? acct : username && host ? `${username}@${host}` : acct ?? null
  const shown = oneLine(name || (id ?? ''))
  return shown ? { name: shown, id, url: link(url) } : null
}

const readText = ({ content, poll }: Status): string => {
  const options = (poll?.options ?? []).map(({ title }) => `— ${oneLine(title)}`)
  return [htmlToText(content), options.join('\n')].filter(Boolean).join('\n\n')
}

const postOf = (status: Status, keyOf: (id: string) => string | null): RawPost => ({
  key: status.uri,
  url: link(status.url) ?? link(status.uri),
  // The warning stands over the words like a title.
  title: status.spoiler_text ? oneLine(plainToText(status.spoiler_text)) || null : null,
  text: readText(status),
  author: readAuthor(status.account),
  publishedAt: readDate(status.created_at, 'UTC'),
  editedAt: readDate(status.edited_at ?? '', 'UTC'),
  replyTo: status.in_reply_to_id ? keyOf(status.in_reply_to_id) : null,
  media: mediaOf((status.media_attachments ?? []).map(one => ({ url: one.url ?? one.remote_url ?? null, type: mediaTypes[one.type ?? ''] ?? null })), link),
  place: null,
  counts: { likes: status.favourites_count ?? null, comments: status.replies_count ?? null, shares: status.reblogs_count ?? null, views: null },
})

/** Whether a value is a status at all, boosts and private ones included. */
export const isStatus = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && typeof value['uri'] === 'string' && isRecord(value['account']) && typeof value['visibility'] === 'string' && 'content' in value

/** `keyOf` knows the keys of statuses by their number on this server, for what the status answers. Never throws. */
export const readStatus = (value: unknown, keyOf: (id: string) => string | null): ReadStatus => {
  const isOpen = isRecord(value) && forEverybody.has(value['visibility']) && !value['reblog']
  // An item that does not say for whom it is counts as private.
  if (!isOpen) return { kind: 'none' }
  const status = statusSchema.safeParse(value)
  if (status.success) return { kind: 'post', id: status.data.id, given: value, post: postOf(status.data, keyOf) }
  const problem = `Not a status of Mastodon: ${status.error.issues.map(({ path, message }) => `${path.join('.') || 'status'}: ${message}`).join('; ')}`
  return { kind: 'unread', given: value, key: typeof value['uri'] === 'string' ? value['uri'] : null, problem }
}

/** The statuses of one answer in its order; those that answer each other find each other. `keys`, by the number on this server, grows by theirs. */
export const readStatuses = (values: unknown[], keys: Map<string, string>): ReadStatus[] => {
  for (const value of values) if (isRecord(value) && typeof value['id'] === 'string' && typeof value['uri'] === 'string' && forEverybody.has(value['visibility'])) keys.set(value['id'], value['uri'])
  return values.map(value => readStatus(value, id => keys.get(id) ?? null))
}
