// Takes a submitted reply back to work on it.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'
import { replyOf } from './writing.ts'

export const withdraw = (world: World, caller: Caller, input: InputOf<'withdraw'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'withdraw', input, async ({ tx, ticket }) => {
    const reply = await tx.put('reply', { ...await replyOf(tx, ticket), state: 'draft' })
    return { to: 'in-work', facts: { replyId: reply.id } }
  })
