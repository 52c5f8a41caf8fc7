// The outside body answered the person: nothing is left for the akimat to do.
import type { InputOf } from '#domain/contract-inputs.ts'
import { changeLast, type Result } from '#domain/ticket.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { closeChildren } from './children.ts'
import { closedAs } from './closing.ts'
import { noteText } from './note-text.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { withAnswer } from './publish.ts'
import type { World } from './world.ts'

export const bodyAnswered = (world: World, caller: Caller, input: InputOf<'body-answered'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'body-answered', input, async ({ tx, ticket, who }) => {
    const result: Result = 'handed-over'
    await closeChildren(tx, who, ticket, result)
    const intervals = changeLast(ticket.intervals, last => withAnswer(world, last, tx.now))
    return {
      to: 'closed', set: closedAs({ ...ticket, intervals }, result, tx.now),
      facts: { toId: ticket.handOver?.bodyId ?? '', result, ...await noteText(tx, who, aboutOf(ticket), input.text) },
    }
  })
