// What each figure counts, ticket by ticket: card, list and export ask the same question, so they cannot differ.
import { workingMinutesBetween, type Calendar } from './calendar.ts'
import { isOpen, isOverdue, type Interval, type Ticket } from './ticket.ts'
import { addDays, dayOf, instantOf, type Instant } from './time.ts'

/** Lists behind the figures and the columns of control; names are those of the `tickets` endpoint. */
export type FigureView = 'unassigned' | 'due-today' | 'overdue' | 'returned' | 'to-approve' | 'to-publish' | 'not-accepted' | 'on-control'
  | 'late-7' | 'late-30' | 'registered-today' | 'first-replied-30' | 'in-term-30' | 'awaiting-30' | 'open' | 'answered-today'

/** An assignment that nobody accepted for this long stands out (working minutes). */
export const notAcceptedMinutes = 60

/** For views over a cohort: how many days back it begins, 0 = today; null for views over what is open. */
export const cohortSince = (view: FigureView | 'mine'): number | null =>
  ({ 'registered-today': 0, 'late-7': 6, 'late-30': 29, 'first-replied-30': 29, 'in-term-30': 29, 'awaiting-30': 29, 'answered-today': 58 } as Partial<Record<FigureView | 'mine', number>>)[view] ?? null

/** A child that closed with its main is merged still. */
export const isMerged = ({ state, mainId }: Pick<Ticket, 'state' | 'mainId'>): boolean => state === 'merged' || (mainId !== null && state !== 'annulled')

/** Annulled numbers never count, merged ones are listed apart. */
export const counts = (ticket: Pick<Ticket, 'state' | 'mainId'>): boolean => ticket.state !== 'annulled' && !isMerged(ticket)

/** The day of an interval's registration (or reopening) is within the last `days`, today included. Cohorts go by it, never by the day of the event. */
export const inCohort = (interval: Interval, days: number, now: Instant): boolean => interval.from >= instantOf(addDays(dayOf(now), 1 - days), 0)

/** Late: the first reply came after its term, or a running term is over now. A silent officer counts as waiting, never as zero. */
export const isLate = (ticket: Ticket, interval: Interval, now: Instant): boolean =>
  interval.firstReplyInTerm === false || (interval === ticket.intervals.at(-1) && isOverdue(ticket, now))

export const isDueToday = (ticket: Ticket, now: Instant): boolean => ticket.nextDueAt !== null && ticket.nextDueAt >= now && dayOf(ticket.nextDueAt) === dayOf(now)

export const isNotAccepted = (ticket: Ticket, now: Instant, calendar: Calendar): boolean =>
  ticket.state === 'assigned' && ticket.accept !== null && (workingMinutesBetween(calendar, ticket.accept.startedAt, now) ?? 0) > notAcceptedMinutes

const isReturned = (ticket: Ticket) => ticket.state === 'registered' && ticket.returns > 0
const hasLate = (ticket: Ticket, days: number, now: Instant) => counts(ticket) && ticket.intervals.some(interval => inCohort(interval, days, now) && isLate(ticket, interval, now))

const hasInterval = (ticket: Ticket, now: Instant, test: (interval: Interval) => boolean) =>
  counts(ticket) && ticket.intervals.some(interval => inCohort(interval, 30, now) && test(interval))

/** Does this ticket stand in the list of that figure? */
export const figureOf = (view: FigureView, ticket: Ticket, now: Instant, calendar: Calendar): boolean => {
  switch (view) {
    case 'unassigned': return ticket.state === 'registered'
    case 'due-today': return isDueToday(ticket, now)
    case 'overdue': return isOverdue(ticket, now)
    case 'returned': return isReturned(ticket)
    case 'to-approve': return ticket.state === 'review'
    case 'to-publish': return ticket.state === 'approved'
    case 'not-accepted': return isNotAccepted(ticket, now, calendar)
    case 'on-control': return ticket.onControl && isOpen(ticket.state)
    case 'late-7': return hasLate(ticket, 7, now)
    case 'late-30': return hasLate(ticket, 30, now)
    case 'open': return isOpen(ticket.state)
    case 'answered-today': return counts(ticket) && ticket.intervals.some(({ answeredAt }) => answeredAt !== null && dayOf(answeredAt) === dayOf(now))
    case 'registered-today': return counts(ticket) && dayOf(ticket.registeredAt) === dayOf(now)
    case 'in-term-30': return hasInterval(ticket, now, interval => interval.firstReplyInTerm !== null || (interval.firstReplyAt === null && isLate(ticket, interval, now)))
    case 'awaiting-30': return hasInterval(ticket, now, interval => interval.firstReplyAt === null && interval.closedAt === null)
    case 'first-replied-30': return hasInterval(ticket, now, interval => interval.firstReplyAt !== null)
  }
}
