// Approves a reply: never by somebody who wrote it.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { demandApprover } from './demand-approver.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const approve = (world: World, caller: Caller, input: InputOf<'approve'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'approve', input, async (scene) => {
    const { tx, ticket, who, akimat } = scene
    const reply = await demandApprover(scene)
    await tx.put('reply', { ...reply, state: 'approved', approvedBy: who.userId, approvedAt: tx.now })
    await notify(tx, akimat.members.press, 'to-publish', { organisationId: ticket.organisationId, ticketId: ticket.id, number: ticket.number }, who.userId)
    await notify(tx, [ticket.officerId], 'approved', { organisationId: ticket.organisationId, ticketId: ticket.id, number: ticket.number }, who.userId)
    return { to: 'approved', facts: { replyId: reply.id } }
  }, { ownRule: true })
