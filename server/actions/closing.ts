// What closing does to a ticket: every clock ends, and so does its interval. Used by close, by the answer of an outside body, and for children.
import { stopClock } from '#domain/clock.ts'
import { endHolding } from '#domain/holding.ts'
import type { Result, Ticket } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'

export const closedAs = (ticket: Ticket, result: Result, now: Instant): Partial<Ticket> => {
  const last = ticket.intervals.at(-1)
  return {
    result, closedAt: now, firstReply: stopClock(ticket.firstReply, now), final: stopClock(ticket.final, now),
    accept: ticket.accept && stopClock(ticket.accept, now), holdings: endHolding(ticket.holdings, now),
    intervals: last ? [...ticket.intervals.slice(0, -1), { ...last, closedAt: now }] : [],
  }
}
