// Names another officer, or the first one in a body. What the machine does when an officer is not there is in `pass-on.ts`.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Ticket } from '#domain/ticket.ts'
import { found, type Caller } from './act.ts'
import { demandBody, nameOfficer } from './naming.ts'
import { noteText } from './note-text.ts'
import { onTicket, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

const demandReason = (ticket: Ticket, reason: string | undefined) => {
  const isFirstNaming = ticket.state === 'assigned' && ticket.officerId === null
  if (!isFirstNaming && !reason?.trim()) throw new Refusal('reason-needed', 'a reassignment has a reason', { field: 'reason' })
}

/** A head chooses inside the own body: into another one only somebody who may do it there too. */
const demandReach = async ({ tx, ticket, who }: Scene, bodyId: string) => {
  const { path } = await demandBody(tx, ticket.organisationId, bodyId)
  if (!can(who, 'reassign', { path })) throw new Refusal('no-right', 'this person may not do this there', { act: 'reassign' })
}

export const reassign = (world: World, caller: Caller, input: InputOf<'reassign'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'reassign', input, async (scene) => {
    const { tx, ticket, who } = scene
    demandReason(ticket, input.reason)
    const officerId = input.officerId ?? null
    const bodyId = found(input.bodyId ?? ticket.bodyId ?? undefined, 'organisation')
    if (bodyId !== ticket.bodyId) await demandReach(scene, bodyId)
    const { set, accept } = await nameOfficer(tx, world, ticket, { bodyId, officerId }, who.userId)
    const note = await noteText(tx, who, { organisationId: ticket.organisationId, ticketId: ticket.id }, input.reason)
    return { to: ticket.state, set, facts: { officerId, acceptDueAt: accept.dueAt, ...note } }
  }, { starts: input.bodyId ? [['organisation', input.bodyId]] : [] })
