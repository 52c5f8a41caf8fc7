// Closes a ticket: an answered one with its result, another only when there is nothing left to answer.
import { closingResults } from '#domain/acts.ts'
import { stopClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { endHolding } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Caller } from './act.ts'
import { onTicket, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

/** The coordinator closes only where there is no body. */
const demandCloser = ({ ticket, who, akimat, body }: Scene) => {
  if (ticket.bodyId === null || who.isMachine) return
  const path = body?.path ?? akimat.path
  const mayHere = who.grants.some(grant => (grant.role === 'press' || grant.role === 'head') && path.includes(grant.organisationId))
  if (!mayHere) throw new Refusal('no-right', 'the press service or the head closes a ticket that has a body', { act: 'close' })
}

export const close = (world: World, caller: Caller, input: InputOf<'close'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'close', input, async (scene) => {
    const { tx, ticket } = scene
    demandCloser(scene)
    const result = input.result ?? (ticket.state === 'answered' ? ticket.result : null)
    if (!result) throw new Refusal('bad-input', 'closing names a result', { field: 'result', problem: 'missing' })
    if (!closingResults(ticket.state).includes(result)) throw new Refusal('bad-input', 'not a result for a ticket in this state', { field: 'result', problem: 'not-here' })
    const last = ticket.intervals.at(-1)
    return {
      to: 'closed',
      set: {
        result, closedAt: tx.now, firstReply: stopClock(ticket.firstReply, tx.now), final: stopClock(ticket.final, tx.now),
        accept: ticket.accept && stopClock(ticket.accept, tx.now), holdings: endHolding(ticket.holdings, tx.now),
        intervals: last ? [...ticket.intervals.slice(0, -1), { ...last, closedAt: tx.now }] : [],
      },
      facts: { result },
    }
  })
