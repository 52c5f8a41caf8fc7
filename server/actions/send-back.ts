// The press service does not publish an approved reply as it is: back to the officer with a note.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { sentBack } from './sent-back.ts'
import type { World } from './world.ts'
import { replyOf } from './writing.ts'

export const sendBack = (world: World, caller: Caller, input: InputOf<'send-back'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'send-back', input, async scene => sentBack(scene, await replyOf(scene.tx, scene.ticket), input.note))
