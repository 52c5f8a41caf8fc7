// Annuls a registration: "undo" by whoever made it within ten minutes, later by the coordinator with a reason. The number stays in the journal.
import { holds } from '#domain/rights.ts'
import { undoMinutes } from '#domain/acts.ts'
import { stopClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { endHolding } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import { minuteMs, toMs } from '#domain/time.ts'
import type { Caller } from './act.ts'
import { postsAnew } from './anew.ts'
import { annulChildren } from './children.ts'
import { noteText } from './note-text.ts'
import { onTicket, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

const demandUndo = ({ ticket, who, akimat, tx }: Scene, reason: string | undefined) => {
  const isFresh = toMs(tx.now) - toMs(ticket.registeredAt) <= undoMinutes * minuteMs
  if (isFresh && ticket.registeredBy === who.userId) return
  const isCoordinator = holds(who, 'coordinator', akimat.path)
  if (!isCoordinator) throw new Refusal('undo-too-late', 'only whoever registered it takes it back, for a short time', { minutes: undoMinutes })
  if (!reason?.trim()) throw new Refusal('reason-needed', 'an annulment by the coordinator has a reason', { field: 'reason' })
}

export const annul = (world: World, caller: Caller, input: InputOf<'annul'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'annul', input, async (scene) => {
    const { tx, ticket, who } = scene
    demandUndo(scene, input.reason)
    await postsAnew(tx, world, ticket)
    await annulChildren(tx, world, who, ticket)
    const stop = (clock: typeof ticket.final) => stopClock(clock, tx.now)
    return {
      to: 'annulled',
      set: {
        firstReply: stop(ticket.firstReply), final: stop(ticket.final), accept: ticket.accept && stop(ticket.accept),
        holdings: endHolding(ticket.holdings, tx.now), closedAt: tx.now,
      },
      facts: await noteText(tx, who, { organisationId: ticket.organisationId, ticketId: ticket.id }, input.reason),
    }
  })
