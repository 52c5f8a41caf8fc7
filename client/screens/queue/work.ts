// What a person has to do with a ticket next, and when: the rows of the queue and of control ask the same.
import type { Clock } from '#domain/clock.ts'
import type { ResultOf } from '#domain/contract.ts'
import { addDays, dayOf, instantOf, weekdayOf, type Day, type Instant } from '#domain/time.ts'

export type TicketRow = ResultOf<'tickets'>['items'][number]
type Clocks = Pick<TicketRow, 'state' | 'accept' | 'nextDueAt' | 'promisedOn'>

const lastMinute = 24 * 60 - 1

/** In the order of the page: what burns first. */
export const queueGroups = ['late', 'today', 'week', 'later'] as const
export type QueueGroup = typeof queueGroups[number]

const acceptClock = ({ state, accept }: Clocks): Clock | null => state === 'assigned' && accept?.stoppedAt === null ? accept : null

/** The day promised in an interim reply binds like a term, to its end. */
const promiseDueAt = ({ state, promisedOn }: Clocks): Instant | null => state === 'in-work' && promisedOn !== null ? instantOf(promisedOn, lastMinute) : null

/** The promised day when it binds before any clock: what a row says is due must agree with where the row stands. */
export const nextPromise = (row: Clocks): Day | null => promiseDueAt(row) === null || promiseDueAt(row) !== stepDueAt(row) ? null : row.promisedOn

/** When the next step is due: as `nextDueAt`, or sooner when the ticket must be accepted first or a day was promised. Null while its clocks stand. */
export const stepDueAt = (row: Clocks): Instant | null =>
  [acceptClock(row)?.dueAt ?? null, promiseDueAt(row), row.nextDueAt].filter(due => due !== null).sort()[0] ?? null

/** Late, today, by Sunday of this week (Almaty), or later; a ticket whose clocks stand is for later. */
export const groupOf = (row: Clocks, now: Instant): QueueGroup => {
  const due = stepDueAt(row)
  if (due === null) return 'later'
  if (due < now) return 'late'
  const [day, today] = [dayOf(due), dayOf(now)]
  if (day === today) return 'today'
  return day <= addDays(today, 7 - weekdayOf(today)) ? 'week' : 'later'
}

/** Rows of each group, the soonest first; groups without rows fall away. */
export const grouped = (rows: readonly TicketRow[], now: Instant): { group: QueueGroup, rows: TicketRow[] }[] => {
  const sorted = [...rows].sort((a, b) => (stepDueAt(a) ?? '9') < (stepDueAt(b) ?? '9') ? -1 : 1)
  const byGroup = Map.groupBy(sorted, row => groupOf(row, now))
  return queueGroups.flatMap(group => byGroup.has(group) ? [{ group, rows: byGroup.get(group) ?? [] }] : [])
}
