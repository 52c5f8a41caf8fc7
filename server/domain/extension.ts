// A longer final term: asked for with a reason and a new day, decided by somebody above, never beyond fifteen working days in all.
import type { Calendar } from './calendar.ts'
import { refreshClock, relimitClock, type Clock } from './clock.ts'
import { dayOf, type Day, type Instant } from './time.ts'
import type { Role } from './user.ts'

/** `other` is said in words. */
export const extensionReasons = ['site-check', 'other-body', 'contractor', 'materials', 'weather', 'budget', 'other'] as const
export type ExtensionReason = typeof extensionReasons[number]

/** Asked for and not decided yet; the old term runs meanwhile. */
export interface Extension { requestedBy: string, requestedAt: Instant, reason: ExtensionReason, dueOn: Day }

/** Who decides about the first extension, and who about the second; there is no third. */
export const deciders = ['head', 'manager'] as const satisfies Role[]

/** Why a day is not possible. */
export type ExtensionProblem = 'not-later' | 'too-late' | 'day-off'

interface Reach { from: Instant, atMostWorkingDays: number }

/**
 * The final clock that ends at the office's close of `dueOn`, or why there is none.
 * `from`: registration or reopening, from which all the working days are counted; days on which the author was waited for come on top.
 */
export const extendedTo = (calendar: Calendar, final: Clock, dueOn: Day, { from, atMostWorkingDays }: Reach, now: Instant): { clock: Clock } | { problem: ExtensionProblem } => {
  if (final.dueAt === null || dueOn <= dayOf(final.dueAt) || dueOn < dayOf(now)) return { problem: 'not-later' }
  const last = refreshClock(calendar, { ...final, startedAt: from, limit: { workingDays: atMostWorkingDays }, notBefore: null }).dueAt
  if (last === null || dueOn > dayOf(last)) return { problem: 'too-late' }
  for (let workingDays = 1; workingDays <= atMostWorkingDays; workingDays += 1) {
    const clock = relimitClock(calendar, final, { workingDays }, now)
    if (clock.dueAt !== null && clock.dueAt !== final.dueAt && dayOf(clock.dueAt) === dueOn) return { clock }
  }
  return { problem: 'day-off' }
}
