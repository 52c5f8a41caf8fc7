// The figures of the board, as a fold over tickets. Defined once: cohorts by registration day, median and P90, reopening = a new interval, no rating under ten cases.
import type { Calendar } from './calendar.ts'
import { counts, inCohort, isDueToday, isLate, isMerged, isNotAccepted } from './figures.ts'
import { isOpen, isOverdue, type Ticket } from './ticket.ts'
import { dayOf, minuteMs, toMs, type Instant } from './time.ts'

/** `part` of `of`; a share of nothing is 0 of 0. */
export interface Share { part: number, of: number }
/** Whole minutes; null without a case. */
export interface Span { median: number | null, p90: number | null }

/** Figures 2–4 and today's numbers of tickets; counts of posts (figure 1) come from triage. */
export interface TicketFigures {
  registeredToday: number
  answeredToday: number
  open: number
  dueToday: number
  overdue: number
  late7: Share
  late30: Share
  notAccepted: number
  firstReply: { workingMinutes: Span, clockMinutes: Span, inTerm: Share, replied: number, waiting: number }
  merged: number
  rated: boolean
}

/** Fewer cases than this in 30 days are shown, not ranked. */
export const minimumSample = 10

/** Nearest rank: the smallest value that at least this share of the values do not exceed. */
export const percentile = (values: readonly number[], share: number): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
const spanOf = (values: readonly number[]): Span => ({ median: percentile(values, 0.5), p90: percentile(values, 0.9) })

/** One interval of the cohort, as the figures see it. */
interface Case { late: boolean, ended: boolean, firstReplyAt: Instant | null, inTerm: boolean | null, workingMinutes: number | null, clockMinutes: number | null, waitsLate: boolean }

const casesOf = (tickets: readonly Ticket[], days: number, now: Instant): Case[] => tickets.filter(counts).flatMap(ticket =>
  ticket.intervals.filter(interval => inCohort(interval, days, now)).map(interval => ({
    late: isLate(ticket, interval, now), ended: interval.closedAt !== null,
    firstReplyAt: interval.firstReplyAt, inTerm: interval.firstReplyInTerm, workingMinutes: interval.firstReplyMinutes,
    clockMinutes: interval.firstReplyAt === null ? null : Math.floor((toMs(interval.firstReplyAt) - toMs(interval.from)) / minuteMs),
    waitsLate: interval.firstReplyAt === null && isLate(ticket, interval, now),
  })))

const lateShare = (cases: readonly Case[]): Share => ({ part: cases.filter(({ late }) => late).length, of: cases.length })

const firstReplyOf = (cases: readonly Case[]): TicketFigures['firstReply'] => {
  const replied = cases.filter(({ firstReplyAt }) => firstReplyAt !== null)
  const measured = replied.filter(({ inTerm }) => inTerm !== null)
  // Those who wait beyond their term stand in the share too: silence cannot improve it.
  const waitingLate = cases.filter(({ waitsLate }) => waitsLate).length
  return {
    workingMinutes: spanOf(replied.flatMap(({ workingMinutes }) => workingMinutes ?? [])), clockMinutes: spanOf(replied.flatMap(({ clockMinutes }) => clockMinutes ?? [])),
    inTerm: { part: measured.filter(({ inTerm }) => inTerm).length, of: measured.length + waitingLate }, replied: replied.length,
    waiting: cases.filter(({ firstReplyAt, ended }) => firstReplyAt === null && !ended).length,
  }
}

/** Tickets must hold all open ones and all that have an interval of the last 30 days. */
export const ticketFigures = (tickets: readonly Ticket[], now: Instant, calendar: Calendar): TicketFigures => {
  const today = dayOf(now)
  const month = casesOf(tickets, 30, now)
  const some = (test: (ticket: Ticket) => boolean) => tickets.filter(test).length
  return {
    registeredToday: some(ticket => counts(ticket) && dayOf(ticket.registeredAt) === today),
    answeredToday: some(ticket => counts(ticket) && ticket.intervals.some(({ answeredAt }) => answeredAt !== null && dayOf(answeredAt) === today)),
    open: some(ticket => isOpen(ticket.state)), dueToday: some(ticket => isDueToday(ticket, now)), overdue: some(ticket => isOverdue(ticket, now)),
    late7: lateShare(casesOf(tickets, 7, now)), late30: lateShare(month), notAccepted: some(ticket => isNotAccepted(ticket, now, calendar)),
    firstReply: firstReplyOf(month), merged: some(isMerged), rated: month.length >= minimumSample,
  }
}
