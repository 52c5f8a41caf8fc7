// The new day of a final term, held to the rules when it is asked for and again when it is decided.
import type { Clock } from '#domain/clock.ts'
import { deciders, extendedTo } from '#domain/extension.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Day, Instant } from '#domain/time.ts'
import type { Role } from '#domain/user.ts'
import type { World } from './world.ts'

/** The final clock with the new day; `bad-input` in words when that day is not possible. */
export const demandExtended = ({ calendar, limits }: World, ticket: Ticket, dueOn: Day, now: Instant): Clock => {
  const from = ticket.intervals.at(-1)?.from ?? ticket.registeredAt
  const extended = extendedTo(calendar, ticket.final, dueOn, { from, atMostWorkingDays: limits.finalAtMostWorkingDays }, now)
  if ('problem' in extended) throw new Refusal('bad-input', 'the term does not end on this day', { field: 'dueOn', problem: extended.problem, days: limits.finalAtMostWorkingDays })
  return extended.clock
}

/** The role that decides about the next extension of this ticket. */
export const demandDecider = ({ extensions }: Ticket): Role => {
  const role = deciders[extensions]
  if (!role) throw new Refusal('bad-input', 'the term is extended no more', { field: 'dueOn', problem: 'too-many' })
  return role
}
