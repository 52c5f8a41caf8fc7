// The akimat spoke under a post: where the network shows replies to that, they are watched from now on.
import { collectorOf } from '../../collectors/list.ts'
import { nextLookAt } from '#domain/thread.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import { putAsideOwnWords } from './own-words.ts'

/** Nothing happens where the network shows no replies, or the link is none of its. */
export const watchThread = async (tx: Tx, who: { userId: string }, ticket: Pick<Ticket, 'id' | 'organisationId'>, postId: string, permalink: string): Promise<void> => {
  const { id: ticketId, organisationId } = ticket
  const post = await tx.get('post', postId)
  const source = post && await tx.get('source', post.sourceId)
  const place = post && source && URL.canParse(permalink) ? collectorOf(post.network)?.threadOf?.({ permalink: new URL(permalink), sourceUrl: source.url, postKey: post.key }) : null
  if (!post || !place) return
  const { url, answerKey } = place
  if (answerKey !== null) await putAsideOwnWords(tx, who, { organisationId, network: post.network, key: answerKey })
  if (await tx.find('thread', 'place', [ticketId, url]) || (answerKey !== null && await tx.find('thread', 'answer', [post.network, answerKey]))) return
  await tx.insert('thread', {
    id: tx.newId(), ticketId, organisationId, postId, sourceId: post.sourceId, network: post.network, url, answerKey, saidAt: tx.now,
    cursor: null, nextRunAt: nextLookAt({ saidAt: tx.now }, tx.now), heard: [], told: [],
  })
}
