// The person made a formal appeal as well: its number stands on the card, so that both are known to be about the same thing.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const formalNumber = (world: World, caller: Caller, input: InputOf<'formal-number'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'formal-number', input, async ({ ticket }) =>
    ({ to: ticket.state, set: { formalNumber: input.formalNumber ?? undefined }, facts: { given: input.formalNumber !== null } }))
