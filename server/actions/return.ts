// "Not ours": the ticket goes back with a reason; the first-reply clock keeps running, for the person still waits.
import type { InputOf } from '#domain/contract-inputs.ts'
import { hold, nobody } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import { changeLast } from '#domain/ticket.ts'
import type { Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const returnTicket = (world: World, caller: Caller, input: InputOf<'return'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'return', input, async ({ tx, ticket, who, akimat }) => {
    if (ticket.binding) throw new Refusal('binding-assignment', 'the coordinator has decided: this assignment is not returned', { returns: ticket.returns })
    const returns = ticket.returns + 1
    const about = { organisationId: ticket.organisationId, ticketId: ticket.id, number: ticket.number }
    await notify(tx, [...akimat.members.press, ...akimat.members.coordinator], 'returned', about, who.userId)
    return {
      to: 'registered',
      set: {
        ...nobody, returns, intervals: changeLast(ticket.intervals, last => ({ ...last, returns })), accept: null, replyId: null, holdings: hold(ticket.holdings, nobody, tx.now),
      },
      facts: { returns, ...await noteText(tx, who, about, input.reason) },
    }
  })
