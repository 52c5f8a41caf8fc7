// Which item is which: the key of a post that a feed gives, and the one that is good for the whole network.
import { createHash } from 'node:crypto'
import type { RawPost } from '#domain/post.ts'

const isUrl = (text: string) => /^https?:\/\//i.test(text)

const hashOf = (parts: (string | null)[]) => `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`

/** A post whose key is still open; `id` is what the item calls itself. */
export interface Draft { id: string | null, post: Omit<RawPost, 'key'> }

/** Gives every draft its key inside the feed: its id, else its link, else a hash. An id that several links share names none of them. */
export const keysInFeed = (drafts: Draft[]): string[] => {
  const urls = new Map<string, Set<string | null>>()
  for (const { id, post: { url } } of drafts) if (id !== null) urls.set(id, (urls.get(id) ?? new Set()).add(url))
  return drafts.map(({ id, post: { url, title, text, publishedAt } }) => {
    const isOwn = id !== null && (urls.get(id)?.size ?? 0) < 2
    return (isOwn ? id : url) ?? hashOf([id, title, publishedAt, title ? null : text])
  })
}

/** Key in the whole network (DESIGN §2): a guid that is a URL is one already, another gets the feed's address before it. */
export const keyInNetwork = (feedUrl: string, key: string): string => isUrl(key) ? key : `${feedUrl}#${key}`
