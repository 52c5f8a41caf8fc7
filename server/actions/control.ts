// The manager keeps an eye on a ticket, or lets it go.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const control = (world: World, caller: Caller, input: InputOf<'control'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'control', input, async ({ ticket }) => ({ to: ticket.state, set: { onControl: input.on }, facts: { on: input.on } }))
