// The akimat spoke under a post: where the network shows replies to that, they are watched from now on.
import { collectorOf } from '../../collectors/list.ts'
import { nextLookAt } from '#domain/thread.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import { putAsideOwnWords } from './own-words.ts'

/** Nothing happens where the link is none of the network's. Where replies are read already, or are not shown, our words are only known again. */
export const watchThread = async (tx: Tx, who: { userId: string }, ticket: Pick<Ticket, 'id' | 'organisationId'>, postId: string, permalink: string): Promise<void> => {
  const { id: ticketId, organisationId } = ticket
  const post = await tx.get('post', postId)
  const source = post && await tx.get('source', post.sourceId)
  const said = post && source && URL.canParse(permalink) ? { permalink: new URL(permalink), sourceUrl: source.url, postKey: post.key, postUrl: post.url } : null
  const place = post && said && collectorOf(post.network)?.threadOf?.(said)
  if (!post || !place) return
  const { url: shownAt, answerKey } = place
  if (answerKey !== null) await putAsideOwnWords(tx, who, { organisationId, network: post.network, key: answerKey })
  const isRead = shownAt !== null && !await tx.find('thread', 'place', [ticketId, shownAt])
  const url = isRead ? shownAt : permalink
  const isKnown = answerKey !== null && await tx.find('thread', 'answer', [post.network, answerKey]) !== undefined
  if (isKnown || (!isRead && answerKey === null) || await tx.find('thread', 'place', [ticketId, url])) return
  await tx.insert('thread', {
    id: tx.newId(), ticketId, organisationId, postId, sourceId: post.sourceId, network: post.network, url, answerKey, saidAt: tx.now,
    cursor: null, nextRunAt: isRead ? nextLookAt({ saidAt: tx.now }, tx.now) : null, heard: [], told: [],
  })
}
