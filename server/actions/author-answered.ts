// The author answered, or need not be waited for any more: the clocks go on.
import { resumeClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const authorAnswered = (world: World, caller: Caller, input: InputOf<'author-answered'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'author-answered', input, async ({ tx, ticket, who }) => {
    const firstReply = resumeClock(world.calendar, ticket.firstReply, tx.now)
    const final = resumeClock(world.calendar, ticket.final, tx.now)
    await notify(tx, [ticket.officerId], 'author-answered', aboutOf(ticket), who.userId)
    return {
      to: 'in-work', set: { firstReply, final },
      facts: { firstReplyDueAt: firstReply.dueAt, finalDueAt: final.dueAt, ...await noteText(tx, who, aboutOf(ticket), input.text) },
    }
  })
