// What the akimat itself wrote is nothing to sort: known again when the network shows it, and put aside where it was taken in before.
import { createHash } from 'node:crypto'
import { collectorOf } from '../../collectors/list.ts'
import type { Post, RawPost } from '#domain/post.ts'
import type { Thread } from '#domain/thread.ts'
import { toInstant, toMs } from '#domain/time.ts'
import { triageId } from '#domain/triage.ts'
import type { Tx } from '../store/store.ts'
import { decided } from './on-triage.ts'
import type { World } from './world.ts'

interface Own { organisationId: string, network: string, /** Key of our words in the network. */ key: string }

/** Dismissed as a double of the reply that the ticket holds, by whoever made it known; what a person decided stays. */
export const putAsideOwnWords = async (tx: Tx, who: { userId: string }, { organisationId, network, key }: Own): Promise<void> => {
  const post = await tx.find('post', 'key', [network, key])
  const triage = post && await tx.get('triage', triageId(organisationId, post.id))
  if (triage?.state !== 'new') return
  await decided({ tx, triage, who, to: 'dismissed' }, { reason: 'duplicate' })
  tx.append({ type: 'dismiss', postId: triage.postId, organisationId, reason: 'duplicate' })
}

/** Null for words that are too few to be known again. */
const hashOf = ({ textKey }: World, text: string): string | null => {
  const key = textKey(text)
  return key === '' ? null : createHash('sha256').update(key).digest('hex')
}

/** How words of ours are known again without an address of their own: said on the page of the post; null where that is not needed, or not sure. */
export const sayingOf = (world: World, who: { userId: string }, { network, url }: Pick<Post, 'network' | 'url'>, permalink: string, words: string | null): Required<Pick<Thread, 'saidOn' | 'saidHash' | 'saidBy'>> | null => {
  const pageOf = collectorOf(network)?.pageOf
  const saidOn = pageOf?.(permalink) ?? null
  const saidHash = words === null ? null : hashOf(world, words)
  return saidOn === null || saidHash === null || saidOn !== pageOf?.(url) ? null : { saidOn, saidHash, saidBy: who.userId }
}

/** The link is written down before or after the site shows the words, and sites have clocks and zones of their own. */
const nearMs = 24 * 3_600_000
const mostOnPage = 50

const plain = (name: string) => name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** The akimat, the body that answers, and the person who put the answer there. */
const ourNames = async ({ store: { read } }: World, { organisationId, ticketId, saidBy }: Thread): Promise<Set<string>> => {
  const bodyId = (await read.get('ticket', ticketId))?.bodyId
  const bodies = await read.many('organisation', bodyId ? [organisationId, bodyId] : [organisationId])
  const person = saidBy === undefined ? undefined : await read.get('user', saidBy)
  return new Set([...bodies.flatMap(({ names: { kk, ru, en } }) => [kk, ru, en]), ...person ? [person.name] : []].map(plain))
}

/** By page, words, moment and name; a stranger may repeat our words, and stays a stranger. */
const saidByUs = async (world: World, network: string, { author, url, text, publishedAt }: RawPost): Promise<Thread | null> => {
  const saidOn = author === null ? null : collectorOf(network)?.pageOf?.(url) ?? null
  if (author === null || saidOn === null) return null
  const at = toMs(publishedAt ?? world.now())
  const near = await world.store.read.list('thread', { where: { network, saidOn }, order: { by: 'saidAt', direction: 'desc' }, from: toInstant(at - nearMs), to: toInstant(at + nearMs), limit: mostOnPage })
  const said = near.items.length > 0 ? hashOf(world, text) : null
  for (const thread of near.items) if (said !== null && thread.saidHash === said && (await ourNames(world, thread)).has(plain(author.name))) return thread
  return null
}

/** The akimat whose own words a post is; null for anybody else's. */
export const speakerOf = async (world: World, network: string, post: RawPost): Promise<string | null> => {
  const { read } = world.store
  const other = collectorOf(network)?.otherKey?.(post) ?? null
  const thread = await read.find('thread', 'answer', [network, post.key]) ?? (other === null ? undefined : await read.find('thread', 'answer', [network, other])) ?? await saidByUs(world, network, post)
  return thread?.organisationId ?? null
}
