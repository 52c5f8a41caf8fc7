// The outside body was the wrong one, or stays silent: the akimat owes the answer again, within the terms it had.
import { continueClock, refreshClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { hold } from '#domain/holding.ts'
import type { Interval } from '#domain/ticket.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

const owedAgain = (interval: Interval): Interval => ({ ...interval, firstReplyAt: null, firstReplyInTerm: null, firstReplyMinutes: null })

export const takeBack = (world: World, caller: Caller, input: InputOf<'take-back'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'take-back', input, async ({ tx, ticket, who, akimat }) => {
    const again = ticket.handOver?.endedFirstReply === true
    const firstReply = again ? refreshClock(world.calendar, continueClock(ticket.firstReply)) : ticket.firstReply
    const last = ticket.intervals.at(-1)
    await notify(tx, akimat.members.press, 'returned', aboutOf(ticket), who.userId)
    return {
      to: 'registered',
      set: {
        handOver: undefined, firstReply, holdings: hold(ticket.holdings, { bodyId: null, officerId: null }, tx.now),
        intervals: last && again ? [...ticket.intervals.slice(0, -1), owedAgain(last)] : ticket.intervals,
      },
      facts: { firstReplyDueAt: firstReply.dueAt, finalDueAt: ticket.final.dueAt, ...await noteText(tx, who, aboutOf(ticket), input.reason) },
    }
  })
