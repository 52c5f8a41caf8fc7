// The officer takes the ticket into work; any officer of the body while none is named: the first one wins.
import { stopClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { hold } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import { dayOf } from '#domain/time.ts'
import { isAway } from '#domain/user.ts'
import type { Caller } from './act.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const accept = (world: World, caller: Caller, input: InputOf<'accept'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'accept', input, async ({ tx, ticket, who }) => {
    // It would pass on to the deputy within the minute.
    if (who.user && isAway(who.user, dayOf(tx.now))) throw new Refusal('bad-input', 'who is on leave takes no tickets', { field: 'officerId', problem: 'away' })
    return {
      to: 'in-work',
      set: {
        officerId: who.userId, acceptedAt: tx.now, accept: ticket.accept && stopClock(ticket.accept, tx.now),
        holdings: hold(ticket.holdings, { bodyId: ticket.bodyId, officerId: who.userId }, tx.now),
      },
      facts: { officerId: who.userId },
    }
  })
