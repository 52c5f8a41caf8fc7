// What the searched documents are found by, in words: the texts behind them as they stand now, never those of notes, drafts or authors' names.
import { currentVersion, type Post } from '#domain/post.ts'
import type { Reply } from '#domain/reply.ts'
import type { Ticket } from '#domain/ticket.ts'

/** Title and text of the current version: older ones are kept as evidence, but nobody looks for them. */
export const textsOfPost = (post: Post | null): string[] => {
  const now = post && currentVersion(post)
  return now ? [now.title ?? '', now.text].filter(text => text !== '') : []
}

/** A reply is found from the day it is published: a draft belongs to those who write it. */
export const textsOfReply = (reply: Reply | null): string[] => {
  const text = reply?.state === 'published' ? reply.versions.at(-1)?.text ?? '' : ''
  return text === '' ? [] : [text]
}

export const postIdsOf = (ticket: Ticket): string[] => ticket.posts.map(({ postId }) => postId)
