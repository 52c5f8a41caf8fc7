// Another priority: the first-reply term is computed again, from the registration, never before now.
import type { InputOf } from '#domain/contract-inputs.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { relimited } from './relimit.ts'
import type { World } from './world.ts'

export const priority = (world: World, caller: Caller, input: InputOf<'priority'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'priority', input, async ({ tx, ticket, who }) => {
    const next = input.priority
    const clocks = await relimited(tx, world, ticket, { priority: next })
    if (next !== ticket.priority) await notify(tx, [ticket.officerId], 'changed', aboutOf(ticket), who.userId)
    const note = await noteText(tx, who, aboutOf(ticket), input.reason)
    return { to: ticket.state, set: { priority: next, ...clocks }, facts: { priority: next, firstReplyDueAt: clocks.firstReply.dueAt, finalDueAt: clocks.final.dueAt, ...note } }
  })
