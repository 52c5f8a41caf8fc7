// Sends a reply back to the officer with a note.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { demandApprover } from './demand-approver.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { sentBack } from './sent-back.ts'
import type { World } from './world.ts'

export const reject = (world: World, caller: Caller, input: InputOf<'reject'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'reject', input, async scene => sentBack(scene, await demandApprover(scene), input.note), { ownRule: true })
