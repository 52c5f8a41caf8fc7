// What reopening does to a ticket: same number, priority one up, clocks and counters anew. Used by reopen and by joining to a closed ticket.
import { reopenDays } from '#domain/acts.ts'
import { startClock } from '#domain/clock.ts'
import { urgencies } from '#domain/classification.ts'
import { hold } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Priority, Ticket } from '#domain/ticket.ts'
import { addDays, dayOf } from '#domain/time.ts'
import type { Tx } from '../store/store.ts'
import { isOfBody } from './deputies.ts'
import { termsNow } from './terms.ts'
import type { World } from './world.ts'

const oneUp = (priority: Priority): Priority => urgencies[Math.max(0, urgencies.indexOf(priority) - 1)] ?? priority

/** Refuses a ticket that has been closed too long to be reopened or joined to. */
export const demandRecent = (ticket: Ticket, now: string): void => {
  if (ticket.closedAt !== null && addDays(dayOf(ticket.closedAt), reopenDays) < dayOf(now)) {
    throw new Refusal('closed-too-long', 'closed too long ago: register anew', { days: reopenDays })
  }
}

/** The ticket after reopening: `in-work` with its officer, `registered` when there is none, a blocked one, or one who left the body. */
export const reopened = async (tx: Tx, world: World, ticket: Ticket): Promise<Ticket> => {
  if (ticket.mainId !== null) throw new Refusal('not-in-this-state', 'a merged ticket is reopened with its main', { state: 'merged', act: 'reopen', by: ticket.changedBy, at: ticket.lastActAt })
  demandRecent(ticket, tx.now)
  const officer = ticket.officerId ? await tx.get('user', ticket.officerId) : undefined
  const body = ticket.bodyId ? await tx.get('organisation', ticket.bodyId) : undefined
  const stays = officer !== undefined && officer.blockedAt === null && body !== undefined && isOfBody(body, officer.id)
  const priority = oneUp(ticket.priority)
  const { terms, edition } = await termsNow(tx, world, ticket.organisationId, ticket.topic, priority)
  const holder = stays ? { bodyId: ticket.bodyId, officerId: ticket.officerId } : { bodyId: null, officerId: null }
  return {
    ...ticket, ...holder, state: stays ? 'in-work' : 'registered', priority, accept: stays ? ticket.accept : null,
    firstReply: startClock(world.calendar, terms.firstReply, tx.now), final: startClock(world.calendar, terms.final, tx.now), termEdition: edition,
    holdings: hold(ticket.holdings, holder, tx.now),
    intervals: [...ticket.intervals, { from: tx.now, firstReplyAt: null, firstReplyInTerm: null, firstReplyMinutes: null, answeredAt: null, closedAt: null }],
    returns: 0, binding: false, pauses: 0, extensions: 0, replyId: null, result: null, closedAt: null, handOver: undefined,
  }
}
