// Proof of what was there, kept the moment it matters: text, link, time and addresses of media at once; a job fetches the media later.
import type { Post } from '#domain/post.ts'
import { currentVersion } from '#domain/post.ts'
import type { Reply } from '#domain/reply.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'

type Of = Pick<Ticket, 'id' | 'organisationId'>

export const keepPostEvidence = async (tx: Tx, ticket: Of, post: Post): Promise<void> => {
  const version = currentVersion(post)
  await tx.insert('evidence', {
    id: tx.newId(), of: 'post', organisationId: ticket.organisationId, ticketId: ticket.id, postId: post.id, replyId: null, url: post.url,
    text: version?.text ?? '', hash: version?.hash ?? '', salt: version?.salt ?? '', keptAt: tx.now,
    media: post.media.map(({ url, kind }) => ({ url, kind, state: 'pending', hash: null, type: null, bytes: null, why: null })),
    pending: post.media.length > 0,
  })
}

/**
 * `proof`: where a picture or film of what was done stands; fetched by the job like the media of a post. `under`: one more post under which the same
 * reply was put.
 */
export const keepReplyEvidence = async (tx: Tx, ticket: Of, reply: Reply, { proof, under }: { proof?: string, under?: { postId: string, permalink: string } } = {}): Promise<void> => {
  const version = reply.versions.at(-1)
  await tx.insert('evidence', {
    id: tx.newId(), of: 'reply', organisationId: ticket.organisationId, ticketId: ticket.id, postId: under?.postId ?? null, replyId: reply.id,
    url: under?.permalink ?? reply.permalink,
    text: version?.text ?? '', hash: version?.hash ?? '', salt: version?.salt ?? '', keptAt: tx.now,
    media: proof === undefined ? [] : [{ url: proof, kind: 'image', state: 'pending', hash: null, type: null, bytes: null, why: null }], pending: proof !== undefined,
  })
}
