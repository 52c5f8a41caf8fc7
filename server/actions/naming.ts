// Giving a ticket to a body and an officer: used when it is registered, assigned and reassigned.
import { startClock, type Clock } from '#domain/clock.ts'
import { hold } from '#domain/holding.ts'
import { canBeAssigned, type Organisation } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Ticket } from '#domain/ticket.ts'
import { dayOf } from '#domain/time.ts'
import { isAvailable } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { found } from './act.ts'
import { isOfBody, standInFor } from './deputies.ts'
import { notify } from './notify.ts'
import { termsOf } from './terms.ts'
import type { World } from './world.ts'

export interface Naming { bodyId: string, officerId?: string | null }

/** The body, when the akimat may give it tickets. An outside body is only handed over to. */
export const demandBody = async (tx: Tx, organisationId: string, bodyId: string): Promise<Organisation> => {
  const body = found(await tx.get('organisation', bodyId), 'organisation')
  if (!body.path.includes(organisationId)) throw new Refusal('wrong-body', 'this body is not of this akimat', { body: bodyId })
  if (body.kind === 'external') throw new Refusal('external-body', 'an outside body is only handed over to', { body: bodyId })
  if (!canBeAssigned(body)) throw new Refusal('wrong-body', 'an akimat itself takes no tickets', { body: bodyId })
  return body
}

const demandOfficer = async (tx: Tx, body: Organisation, officerId: string) => {
  const officer = found(await tx.get('user', officerId), 'user')
  if (!isOfBody(body, officerId)) throw new Refusal('wrong-body', 'this officer is not of this body', { field: 'officerId' })
  const today = dayOf(tx.now)
  if (isAvailable(officer, today)) return
  throw new Refusal('bad-input', 'this officer is away or blocked', { field: 'officerId', problem: 'away', deputyId: await standInFor(tx, body, officerId, today) })
}

/** Fields of the ticket after the naming; the accept clock runs anew at each naming. */
export const nameOfficer = async (
  tx: Tx, world: World, ticket: Pick<Ticket, 'id' | 'number' | 'organisationId' | 'holdings' | 'termEdition' | 'topic' | 'priority'>, { bodyId, officerId = null }: Naming, by: string,
): Promise<{ set: Pick<Ticket, 'bodyId' | 'officerId' | 'accept' | 'holdings'>, accept: Clock }> => {
  const body = await demandBody(tx, ticket.organisationId, bodyId)
  if (officerId !== null) await demandOfficer(tx, body, officerId)
  const accept = startClock(world.calendar, (await termsOf(tx, world, ticket)).accept, tx.now)
  await notify(tx, officerId === null ? body.members.head : [officerId], 'assigned', { organisationId: ticket.organisationId, ticketId: ticket.id, number: ticket.number }, by)
  return { set: { bodyId, officerId, accept, holdings: hold(ticket.holdings, { bodyId, officerId }, tx.now) }, accept }
}
