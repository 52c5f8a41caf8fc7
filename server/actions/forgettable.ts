// Which posts may lose their words by age: those about which no akimat owes anything any more.
import { isTicketOver, isTriageOver } from '#domain/retention.ts'
import type { Instant } from '#domain/time.ts'
import { machine } from '#domain/user.ts'
import type { Read, Tx } from '../store/store.ts'
import { erasePost, eraseEvidence, handDownText, partsOf, type PostParts } from './erase-post.ts'
import { forgetKey } from './hidden-keys.ts'
import type { World } from './world.ts'

/** `dismissed`: for posts without a ticket, `closed`: for those on tickets; null keeps for ever. */
export interface Cutoffs { dismissed: Instant | null, closed: Instant | null }

/** Asked outside and again inside the unit of work: a ticket may have been reopened meanwhile. */
const isForgettable = async (from: Pick<Tx, 'get'>, { triageIds, ticketIds }: PostParts, { dismissed, closed }: Cutoffs): Promise<boolean> => {
  for (const id of ticketIds) {
    const ticket = await from.get('ticket', id)
    if (ticket && (closed === null || !isTicketOver(ticket, closed))) return false
  }
  for (const id of triageIds) {
    const triage = await from.get('triage', id)
    if (!triage || triage.state === 'registered' || triage.state === 'joined') continue
    if (dismissed === null || !isTriageOver(triage, dismissed)) return false
  }
  return true
}

const twinsAtOnce = 100

/** Reads what there is of a post, and hands its words down to twins that stay. Null when something of it is still owed. */
export const prepareForgetting = async (world: World, step: (deed: (tx: Tx) => Promise<void>) => Promise<void>, postId: string, cutoffs: Cutoffs): Promise<PostParts | null> => {
  const { read }: { read: Read } = world.store
  const parts = await partsOf(read, postId)
  if (!await isForgettable(read, parts, cutoffs)) return null
  for (;;) {
    const twins = await read.list('post', { where: { duplicateOfId: postId }, order: { by: 'collectedAt', direction: 'asc' }, limit: twinsAtOnce })
    if (!twins.items.length) return parts
    await step(tx => handDownText(tx, world, postId, twins.items.map(({ id }) => id)))
  }
}

/** One post without its words, inside a unit of work; false when something of it is owed again. */
export const forgetPost = async (tx: Tx, world: World, parts: PostParts, cutoffs: Cutoffs): Promise<boolean> => {
  if (!await isForgettable(tx, parts, cutoffs)) return false
  await erasePost(tx, world, parts)
  await eraseEvidence(tx, parts.evidenceIds)
  const post = await tx.get('post', parts.postId)
  if (post) await forgetKey(tx, post)
  for (const id of parts.triageIds) {
    const triage = await tx.get('triage', id)
    if (triage && !triage.forgotten) await tx.put('triage', { ...triage, forgotten: true, decidedBy: triage.decidedBy ?? machine })
  }
  return true
}
