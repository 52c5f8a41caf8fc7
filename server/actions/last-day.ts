// No final term ends later than the last working day that a registration or reopening has in all.
import { refreshClock, type Clock } from '#domain/clock.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { World } from './world.ts'

/** The clock, or the one that ends on the last possible day when that is sooner: the clock itself says so, not only its due, so whatever computes it again comes to the same day. */
export const withinLast = ({ calendar, limits }: World, { intervals, registeredAt }: Pick<Ticket, 'intervals' | 'registeredAt'>, clock: Clock): Clock => {
  const last = refreshClock(calendar, { ...clock, startedAt: intervals.at(-1)?.from ?? registeredAt, limit: { workingDays: limits.finalAtMostWorkingDays }, notBefore: null })
  return last.dueAt !== null && clock.dueAt !== null && clock.dueAt > last.dueAt ? last : clock
}
