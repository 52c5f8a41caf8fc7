// What of a ticket the figures need, and the moment they are counted for.
import type { Calendar } from './calendar.ts'
import type { Clock } from './clock.ts'
import type { Interval, Ticket } from './ticket.ts'
import { addDays, dayOf, instantOf, type Day, type Instant } from './time.ts'

/** A ticket without what no figure asks. Small: a process keeps those of a month, and all that are open. */
export interface CountedTicket extends Pick<Ticket,
  'id' | 'organisationId' | 'bodyId' | 'state' | 'topic' | 'place' | 'registeredAt' | 'nextDueAt' | 'returns' | 'onControl' | 'mainId' | 'promisedOn' | 'grade'> {
  accept: Pick<Clock, 'startedAt'> | null
  intervals: readonly Interval[]
}

export const countedOf = (ticket: Ticket): CountedTicket => {
  const { id, organisationId, bodyId, state, topic, place, registeredAt, nextDueAt, returns, onControl, mainId, promisedOn, grade, accept, intervals } = ticket
  return {
    id, organisationId, bodyId, state, topic, place, registeredAt, nextDueAt, returns, onControl, mainId, promisedOn, grade, intervals,
    accept: state === 'assigned' && accept ? { startedAt: accept.startedAt } : null,
  }
}

/** Cohorts look back so many days, today included. */
export const monthDays = 30
/** The chart of days goes back so far. */
export const boardDays = 14
/** The same weekdays a year ago: 52 whole weeks. */
export const yearAgoDays = 364

/** An instant with the borders of its days, found once for all tickets. */
export interface Moment {
  now: Instant
  today: Day
  todayFrom: Instant
  tomorrowFrom: Instant
  weekFrom: Instant
  monthFrom: Instant
  chartFrom: Instant
  /** The seven days that ended when yesterday did. */
  lastWeekFrom: Instant
  /** The seven days that end a year ago. */
  yearAgo: { from: Instant, to: Instant }
  calendar: Calendar
}

export const momentOf = (now: Instant, calendar: Calendar): Moment => {
  const today = dayOf(now)
  const startOf = (days: number) => instantOf(addDays(today, days), 0)
  return {
    now, today, calendar, todayFrom: startOf(0), tomorrowFrom: startOf(1), weekFrom: startOf(-6), monthFrom: startOf(1 - monthDays), chartFrom: startOf(1 - boardDays),
    lastWeekFrom: startOf(-7),
    yearAgo: { from: startOf(-yearAgoDays - 6), to: startOf(1 - yearAgoDays) },
  }
}
