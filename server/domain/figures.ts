// What each figure counts, ticket by ticket: card, list and export ask the same question, so they cannot differ. A ticket stands in a figure once.
import { addWorkingMinutes, workingMinutesBetween } from './calendar.ts'
import type { CountedTicket, Moment } from './counted.ts'
import { isOpen, isOverdue, type Interval, type Ticket } from './ticket.ts'
import { minuteMs, toInstant, toMs, type Instant } from './time.ts'

/** An assignment that nobody accepted for this long stands out (working minutes). */
export const notAcceptedMinutes = 60

/** A child that closed with its main is merged still. */
export const isMerged = ({ state, mainId }: Pick<Ticket, 'state' | 'mainId'>): boolean => state === 'merged' || (mainId !== null && state !== 'annulled')

/** Annulled numbers never count, merged ones are listed apart. */
export const counts = (ticket: Pick<Ticket, 'state' | 'mainId'>): boolean => ticket.state !== 'annulled' && !isMerged(ticket)

/** Intervals whose registration or reopening is in the last 30 days, today included. Cohorts go by it, never by the day of the event. */
export const monthsIntervals = ({ intervals }: Pick<CountedTicket, 'intervals'>, { monthFrom }: Moment): Interval[] => intervals.filter(({ from }) => from >= monthFrom)

/** Late: the first reply came after its term, or a running term is over now. A silent officer counts as waiting, never as zero. */
const isLate = (ticket: CountedTicket, interval: Interval, now: Instant): boolean =>
  interval.firstReplyInTerm === false || (interval === ticket.intervals.at(-1) && isOverdue(ticket, now))

const waitsLate = (ticket: CountedTicket, interval: Interval, now: Instant) => interval.firstReplyAt === null && isLate(ticket, interval, now)
const isJudged = (ticket: CountedTicket, interval: Interval, now: Instant) => interval.firstReplyInTerm !== null || waitsLate(ticket, interval, now)

const isDueToday = ({ nextDueAt }: CountedTicket, { now, todayFrom, tomorrowFrom }: Moment): boolean =>
  nextDueAt !== null && nextDueAt >= now && nextDueAt >= todayFrom && nextDueAt < tomorrowFrom

const isNotAccepted = ({ state, accept }: CountedTicket, { now, calendar }: Moment): boolean =>
  state === 'assigned' && accept !== null && (workingMinutesBetween(calendar, accept.startedAt, now) ?? 0) > notAcceptedMinutes

const isPromised = ({ promisedOn, state }: CountedTicket) => promisedOn !== null && isOpen(state)

type Test = (ticket: CountedTicket, moment: Moment) => boolean

/** Some interval that began in or after the day. */
const some = (from: 'weekFrom' | 'monthFrom', test: (interval: Interval, ticket: CountedTicket, now: Instant) => boolean): Test =>
  (ticket, moment) => counts(ticket) && ticket.intervals.some(interval => interval.from >= moment[from] && test(interval, ticket, moment.now))

const late = (interval: Interval, ticket: CountedTicket, now: Instant) => isLate(ticket, interval, now)
const judged = some('monthFrom', (interval, ticket, now) => isJudged(ticket, interval, now))

/** Lists behind the figures and the columns of control; names are those of the `tickets` endpoint. */
const tests = {
  'unassigned': ({ state }) => state === 'registered',
  'due-today': isDueToday,
  'overdue': (ticket, { now }) => isOverdue(ticket, now),
  'returned': ({ state, returns }) => state === 'registered' && returns > 0,
  'to-approve': ({ state }) => state === 'review',
  'to-publish': ({ state }) => state === 'approved',
  'not-accepted': isNotAccepted,
  'on-control': ({ onControl, state }) => onControl && isOpen(state),
  'open': ({ state }) => isOpen(state),
  /** Open, and no body holds it: the last row of the table of bodies. */
  'without-body': ({ state, bodyId }) => isOpen(state) && bodyId === null,
  'overdue-without-body': (ticket, { now }) => ticket.bodyId === null && isOverdue(ticket, now),
  /** Open, with a day promised in an interim reply. */
  'promised': isPromised,
  'promise-over': (ticket, { today }) => isPromised(ticket) && (ticket.promisedOn ?? '9') < today,
  'registered-today': (ticket, { todayFrom, tomorrowFrom }) => counts(ticket) && ticket.registeredAt >= todayFrom && ticket.registeredAt < tomorrowFrom,
  'answered-today': (ticket, { todayFrom, tomorrowFrom }) =>
    counts(ticket) && ticket.intervals.some(({ answeredAt }) => answeredAt !== null && answeredAt >= todayFrom && answeredAt < tomorrowFrom),
  /** Registered or reopened in these days: the cohorts themselves. */
  'cases-7': some('weekFrom', () => true),
  'cases-30': some('monthFrom', () => true),
  'late-7': some('weekFrom', late),
  'late-30': some('monthFrom', late),
  'first-replied-30': some('monthFrom', ({ firstReplyAt }) => firstReplyAt !== null),
  /** Judged by the term of the first reply: it came, or it is late already. */
  'in-term-30': judged,
  'term-kept-30': (ticket, moment) => judged(ticket, moment)
    && monthsIntervals(ticket, moment).every(interval => interval.firstReplyInTerm !== false && !waitsLate(ticket, interval, moment.now)),
  'awaiting-30': some('monthFrom', ({ firstReplyAt, closedAt }) => firstReplyAt === null && closedAt === null),
  'answered-30': some('monthFrom', ({ answeredAt }) => answeredAt !== null),
  'rejected-30': some('monthFrom', ({ rejections }) => (rejections ?? 0) > 0),
  'returned-30': some('monthFrom', ({ returns }) => (returns ?? 0) > 0),
  /** Reopened in these days: every interval but the first begins so. */
  'reopened-30': some('monthFrom', (interval, { intervals }) => interval !== intervals[0]),
  'repeated-30': some('monthFrom', ({ repeat }) => repeat === true),
  'graded-30': (ticket, { monthFrom }) => counts(ticket) && ticket.grade !== undefined && ticket.intervals.some(({ from }) => from >= monthFrom),
  'proven-30': some('monthFrom', ({ answeredAt, proof }) => answeredAt !== null && proof === true),
  'merged-30': (ticket, { monthFrom }) => isMerged(ticket) && ticket.intervals.some(({ from }) => from >= monthFrom),
} as const satisfies Record<string, Test>

export type FigureView = keyof typeof tests
// The keys of an object literal are its type; `Object.keys` forgets it.
export const figureViews = Object.keys(tests) as [FigureView, ...FigureView[]]

/** Does this ticket stand in the list of that figure at that moment? */
export const figureOf = (view: FigureView, ticket: CountedTicket, moment: Moment): boolean => tests[view](ticket, moment)

/** Instants after the moment at which the ticket's place in the figures turns by the clock alone, the turn of the day left out. */
export const turnsOf = ({ state, nextDueAt, accept }: CountedTicket, { now, calendar }: Moment): Instant[] => {
  // The first millisecond that is more than the hour: exactly an hour may end with the day, and then the next day begins it.
  const acceptTurn = state === 'assigned' && accept !== null ? addWorkingMinutes(calendar, accept.startedAt, notAcceptedMinutes + 1 / minuteMs) : null
  const overdueFrom = nextDueAt === null ? [] : [toInstant(toMs(nextDueAt) + 1)]
  return [...overdueFrom, ...acceptTurn && 'at' in acceptTurn ? [acceptTurn.at] : []].filter(at => at > now)
}

/** Does any figure, of now or of the days to come, still ask for this ticket? Others need not be kept at hand. */
export const isCounted = (ticket: CountedTicket, { monthFrom, yearAgo }: Moment): boolean =>
  isOpen(ticket.state) || (ticket.state !== 'annulled' && (
    ticket.intervals.some(({ from, answeredAt }) => from >= monthFrom || (answeredAt ?? '') >= monthFrom)
    || (ticket.registeredAt >= yearAgo.from && ticket.registeredAt < yearAgo.to)))
