// The terms of a ticket whose priority or topic changed: running clocks are computed again from their own start, never before now.
import { pauseClock, relimitClock, resumeClock } from '#domain/clock.ts'
import { isAsked, type Ticket } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'
import type { World } from './world.ts'

/** The final term is the same for every priority, and one that was extended stays so. Danger does not wait: it goes on; what is danger no more stands while the author is waited for. */
export const relimited = ({ calendar, limits }: World, ticket: Ticket, now: Instant): Pick<Ticket, 'firstReply' | 'final'> => {
  const firstReply = relimitClock(calendar, ticket.firstReply, limits.firstReply[ticket.priority], now)
  if (ticket.priority === 'danger') return { firstReply, final: resumeClock(calendar, ticket.final, now) }
  return isAsked(ticket) ? { firstReply: pauseClock(firstReply, now), final: pauseClock(ticket.final, now) } : { firstReply, final: ticket.final }
}
