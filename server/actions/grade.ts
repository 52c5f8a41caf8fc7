// How good the answer was, in the eyes of those who watch the office.
import type { InputOf } from '#domain/contract-inputs.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const grade = (world: World, caller: Caller, input: InputOf<'grade'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'grade', input, async ({ tx, ticket, who }) => {
    await notify(tx, [ticket.officerId], 'changed', aboutOf(ticket), who.userId)
    return { to: ticket.state, set: { grade: input.grade }, facts: { grade: input.grade, ...await noteText(tx, who, aboutOf(ticket), input.reason) } }
  })
