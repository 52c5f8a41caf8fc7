// Puts a decision back to `new`: its triage clock runs anew.
import type { Ticket } from '#domain/ticket.ts'
import { triageId, type Triage } from '#domain/triage.ts'
import type { Tx } from '../store/store.ts'
import { found } from './act.ts'
import { triageClock } from './terms.ts'
import type { World } from './world.ts'

export const anew = async (tx: Tx, world: World, triage: Triage): Promise<Triage> => {
  const { classification } = found(await tx.get('post', triage.postId), 'post')
  const clock = await triageClock(tx, world, triage.organisationId, classification, triage.danger)
  return tx.put('triage', { ...triage, state: 'new', clock, ticketId: null, decidedBy: null, decidedAt: null, reason: null, forPeople: true })
}

/** Every post of a ticket that is annulled. */
export const postsAnew = async (tx: Tx, world: World, ticket: Ticket): Promise<void> => {
  for (const { postId } of ticket.posts) {
    const triage = await tx.get('triage', triageId(ticket.organisationId, postId))
    if (triage?.ticketId === ticket.id) await anew(tx, world, triage)
  }
}
