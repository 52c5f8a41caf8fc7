// A remark inside the office, by anybody who reads the ticket.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const note = (world: World, caller: Caller, input: InputOf<'note'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'note', input, async ({ tx, ticket, who }) => {
    const { noteId = '' } = await noteText(tx, who, { organisationId: ticket.organisationId, ticketId: ticket.id }, input.text)
    return { to: ticket.state, facts: { noteId } }
  })
