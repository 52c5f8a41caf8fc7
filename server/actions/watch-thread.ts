// The akimat spoke under a post: where the network shows replies to that, they are watched from now on.
import { collectorOf } from '../../collectors/list.ts'
import { nextLookAt } from '#domain/thread.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import { putAsideOwnWords, sayingOf } from './own-words.ts'
import type { World } from './world.ts'

/** Our words under a post: as long as `words` is null nobody knows what they say. */
interface Spoken { postId: string, permalink: string, words: string | null }

/** Nothing happens where the link is none of the network's. Where replies are read already, or are not shown, our words are only known again. */
export const watchThread = async (tx: Tx, world: World, who: { userId: string }, ticket: Pick<Ticket, 'id' | 'organisationId'>, { postId, permalink, words }: Spoken): Promise<void> => {
  const { id: ticketId, organisationId } = ticket
  const post = await tx.get('post', postId)
  const source = post && await tx.get('source', post.sourceId)
  if (!post || !source || !URL.canParse(permalink)) return
  const place = collectorOf(post.network)?.threadOf?.({ permalink: new URL(permalink), sourceUrl: source.url, postKey: post.key, postUrl: post.url }) ?? null
  const saying = sayingOf(world, who, post, permalink, words)
  const { url: shownAt, answerKey } = place ?? { url: null, answerKey: null }
  if (answerKey !== null) await putAsideOwnWords(tx, who, { organisationId, network: post.network, key: answerKey })
  const isRead = shownAt !== null && !await tx.find('thread', 'place', [ticketId, shownAt])
  const url = isRead ? shownAt : permalink
  const isKnown = answerKey !== null && await tx.find('thread', 'answer', [post.network, answerKey]) !== undefined
  if (isKnown || (!isRead && answerKey === null && saying === null)) return
  const before = await tx.find('thread', 'place', [ticketId, url])
  if (before) {
    // The same page again, where comments have no link of their own: we spoke a second time.
    if (before.nextRunAt === null && saying) await tx.put('thread', { ...before, ...saying, saidAt: tx.now })
    return
  }
  await tx.insert('thread', {
    id: tx.newId(), ticketId, organisationId, postId, sourceId: post.sourceId, network: post.network, url, answerKey, saidAt: tx.now, ...saying,
    cursor: null, nextRunAt: isRead ? nextLookAt({ saidAt: tx.now }, tx.now) : null, heard: [], told: [],
  })
}
