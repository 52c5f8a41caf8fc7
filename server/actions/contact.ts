// Writes down how to reach the person, for this case only. Empty fields erase what was kept.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

const filled = (text: string | null) => text?.trim() ? text.trim() : null

export const contact = (world: World, caller: Caller, input: InputOf<'contact'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'contact', input, async ({ tx, ticket, who }) => {
    const said = { name: filled(input.name), phone: filled(input.phone), email: filled(input.email), more: filled(input.more), keptAt: tx.now, keptBy: who.userId }
    const known = await tx.get('contact', ticket.id)
    if (known) await tx.put('contact', { ...known, ...said })
    else await tx.insert('contact', { id: ticket.id, organisationId: ticket.organisationId, readIn: {}, ...said })
    return { to: ticket.state, facts: { read: false } }
  }, { starts: [['contact', input.ticketId]] })
