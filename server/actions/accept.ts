// The officer takes the ticket into work; any officer of the body while none is named: the first one wins.
import { stopClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { hold } from '#domain/holding.ts'
import type { Caller } from './act.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const accept = (world: World, caller: Caller, input: InputOf<'accept'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'accept', input, async ({ tx, ticket, who }) => ({
    to: 'in-work',
    set: {
      officerId: who.userId, acceptedAt: tx.now, accept: ticket.accept && stopClock(ticket.accept, tx.now),
      holdings: hold(ticket.holdings, { bodyId: ticket.bodyId, officerId: who.userId }, tx.now),
    },
    facts: { officerId: who.userId },
  }))
