// Sends a reply back to the officer with a note.
import type { InputOf } from '#domain/contract-inputs.ts'
import { changeLast } from '#domain/ticket.ts'
import type { Caller } from './act.ts'
import { demandApprover } from './demand-approver.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { sentBack } from './sent-back.ts'
import type { World } from './world.ts'

export const reject = (world: World, caller: Caller, input: InputOf<'reject'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'reject', input, async (scene) => {
    const change = await sentBack(scene, await demandApprover(scene), input.note)
    const intervals = changeLast(scene.ticket.intervals, last => ({ ...last, rejections: (last.rejections ?? 0) + 1 }))
    return { ...change, set: { ...change.set, intervals } }
  }, { ownRule: true })
