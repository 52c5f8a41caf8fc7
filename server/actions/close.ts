// Closes a ticket: an answered one with its result, another only when there is nothing left to answer.
import { closingResults } from '#domain/acts.ts'
import { mayClose } from '#domain/closing.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Caller } from './act.ts'
import { closeChildren } from './children.ts'
import { closedAs } from './closing.ts'
import { onTicket, subjectOf, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

const demandCloser = (scene: Scene) => {
  const { ticket, who } = scene
  if (who.isMachine || mayClose(who, ticket, subjectOf(scene).path)) return
  throw new Refusal('no-right', 'an answered ticket is closed by the press service, another by the head, or by the coordinator while no body has it', { act: 'close' })
}

export const close = (world: World, caller: Caller, input: InputOf<'close'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'close', input, async (scene) => {
    const { tx, ticket } = scene
    demandCloser(scene)
    const result = input.result ?? (ticket.state === 'answered' ? ticket.result : null)
    if (!result) throw new Refusal('bad-input', 'closing names a result', { field: 'result', problem: 'missing' })
    if (result === 'planned' && ticket.result !== 'planned' && ticket.promiseId === undefined) {
      throw new Refusal('bad-input', 'a plan is promised to a day in a published reply', { field: 'result', problem: 'no-day' })
    }
    if (!closingResults(ticket.state).includes(result)) throw new Refusal('bad-input', 'not a result for a ticket in this state', { field: 'result', problem: 'not-here' })
    await closeChildren(tx, scene.who, ticket, result)
    return {
      to: 'closed', set: closedAs(ticket, result, tx.now),
      facts: { result },
    }
  })
