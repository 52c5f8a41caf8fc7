// The terms of a ticket whose priority or topic changed: running clocks are computed again from their own start, never before now.
import { isSameLimit, pauseClock, relimitClock, resumeClock, type Clock } from '#domain/clock.ts'
import { isAsked, type Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import { withinLast } from './last-day.ts'
import { termsOf } from './terms.ts'
import type { World } from './world.ts'

/** By the terms under which the ticket began. A final term that was extended stays so. Danger does not wait: it goes on; what is danger no more stands while the author is waited for. */
export const relimited = async (tx: Tx, world: World, before: Ticket, set: Partial<Pick<Ticket, 'priority' | 'topic'>>): Promise<Pick<Ticket, 'firstReply' | 'final'>> => {
  const { calendar } = world
  const ticket = { ...before, ...set }
  const [was, is] = [await termsOf(tx, world, before), await termsOf(tx, world, ticket)]
  const firstReply = relimitClock(calendar, ticket.firstReply, is.firstReply, tx.now)
  const stays = ticket.extensions > 0 || isSameLimit(was.final, is.final)
  const final: Clock = stays ? ticket.final : withinLast(world, ticket, relimitClock(calendar, ticket.final, is.final, tx.now))
  if (ticket.priority === 'danger') return { firstReply, final: resumeClock(calendar, final, tx.now) }
  return isAsked(ticket) ? { firstReply: pauseClock(firstReply, tx.now), final: pauseClock(final, tx.now) } : { firstReply, final }
}
