// Reopens an answered or closed ticket under the same number.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { reopenChildren } from './children.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { reopened } from './reopening.ts'
import type { World } from './world.ts'

export const reopen = (world: World, caller: Caller, input: InputOf<'reopen'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'reopen', input, async ({ tx, ticket, who }) => {
    const next = await reopened(tx, world, ticket)
    await reopenChildren(tx, who, ticket)
    const about = { organisationId: ticket.organisationId, ticketId: ticket.id, number: ticket.number }
    await notify(tx, [next.officerId], 'assigned', about, who.userId)
    return {
      to: next.state, set: next,
      facts: { priority: next.priority, firstReplyDueAt: next.firstReply.dueAt, finalDueAt: next.final.dueAt, ...await noteText(tx, who, about, input.reason) },
    }
  })
