// A clock says when something is due, how much is left, and which share is used.
import { addWorkingMinutes, endOfWorkingDays, missingYear, workingDaysBegun, workingMinutesBetween, type Calendar, type Moment } from './calendar.ts'
import type { Limit } from './office.ts'
import { dayOf, later, minuteMs, toInstant, toMs, yearOf, type Instant } from './time.ts'

/** A pause that has ended. */
export interface Pause { from: Instant, to: Instant }

export interface Clock {
  startedAt: Instant
  limit: Limit
  /** Null while the calendar of the year in `awaits` is not known: a term is never guessed. While paused it is the due as of the pause. */
  dueAt: Instant | null
  awaits: number | null
  pausedAt: Instant | null
  stoppedAt: Instant | null
  /** Pauses that have ended, in order: with them the due can be computed anew when a list or a limit changes. */
  pauses: Pause[]
  /** When the limit was changed last: the changed term never ends before it. */
  notBefore: Instant | null
}

/** What a screen, a job and statistics read off a clock. */
export interface ClockReading {
  state: 'running' | 'paused' | 'stopped' | 'awaits'
  dueAt: Instant | null
  awaits: number | null
  /** Working minutes, or plain ones for a limit round the clock; negative = late by so much; null when no calendar can tell. */
  leftMinutes: number | null
  /** 0 at the start, 1 when due, more when late; null when no calendar can tell. */
  usedShare: number | null
  /** Late now; for a stopped or paused clock: was it late when it stopped or paused? */
  overdue: boolean
}

const isRoundTheClock = (limit: Limit): limit is { minutes: number } => 'minutes' in limit

/** The end of an amount of working time, moved by the pauses in the unit of the limit: working minutes, or working days begun meanwhile. */
const endOf = (calendar: Calendar, from: Instant, limit: Exclude<Limit, { minutes: number }>, pauses: Pause[]): Moment => {
  const inDays = 'workingDays' in limit
  const measure = inDays ? workingDaysBegun : workingMinutesBetween
  let amount = inDays ? limit.workingDays : limit.workingMinutes
  for (const { from: pausedAt, to } of pauses) {
    const paused = measure(calendar, pausedAt, to)
    const missing = missingYear(calendar, pausedAt, to)
    if (paused === null && missing !== null) return { awaits: missing }
    amount += paused ?? 0
  }
  return inDays ? endOfWorkingDays(calendar, from, amount) : addWorkingMinutes(calendar, from, amount)
}

const dueOf = (calendar: Calendar, { startedAt, limit, pauses, notBefore }: Clock): Moment => {
  if (isRoundTheClock(limit)) {
    const at = toInstant(toMs(startedAt) + limit.minutes * minuteMs)
    return { at: notBefore === null ? at : later(at, notBefore) }
  }
  const due = endOf(calendar, startedAt, limit, pauses)
  if (notBefore === null || 'awaits' in due) return due
  // The floor is a term of no length: in office hours for minutes, at the close for days, and later pauses move it as they move any term.
  const none = 'workingDays' in limit ? { workingDays: 0 } : { workingMinutes: 0 }
  const floor = endOf(calendar, notBefore, none, pauses.filter(pause => pause.from >= notBefore))
  return 'awaits' in floor ? floor : { at: later(due.at, floor.at) }
}

const withDue = (calendar: Calendar, clock: Clock): Clock => {
  const due = dueOf(calendar, clock)
  return { ...clock, dueAt: 'at' in due ? due.at : null, awaits: 'awaits' in due ? due.awaits : null }
}

const withPauseEnded = (clock: Clock, at: Instant): Clock => {
  const { pausedAt, pauses } = clock
  if (pausedAt === null) return clock
  return { ...clock, pausedAt: null, pauses: at > pausedAt ? [...pauses, { from: pausedAt, to: at }] : pauses }
}

/** A clock that runs from `at`; without the list of a year it needs, it awaits it. */
export const startClock = (calendar: Calendar, limit: Limit, at: Instant): Clock =>
  withDue(calendar, { startedAt: at, limit, dueAt: null, awaits: null, pausedAt: null, stoppedAt: null, pauses: [], notBefore: null })

/** Stands still from `at`. Danger never pauses: a limit round the clock runs on; a paused or stopped clock stays as it is. */
export const pauseClock = (clock: Clock, at: Instant): Clock =>
  isRoundTheClock(clock.limit) || clock.pausedAt !== null || clock.stoppedAt !== null ? clock : { ...clock, pausedAt: at }

/** Goes on with the working minutes left; a term in days moves by the working days begun meanwhile, still to the office's close. */
export const resumeClock = (calendar: Calendar, clock: Clock, at: Instant): Clock =>
  clock.pausedAt === null || clock.stoppedAt !== null ? clock : withDue(calendar, withPauseEnded(clock, at))

/** Ends it: replied, closed, annulled, merged. The first stop counts. */
export const stopClock = (clock: Clock, at: Instant): Clock => clock.stoppedAt === null ? { ...clock, stoppedAt: at } : clock

/** Detach, unmerge, take back: goes on as if never stopped; one that was paused is paused still. Then `refreshClock`, since lists may have changed meanwhile. */
export const continueClock = (clock: Clock): Clock => clock.stoppedAt === null ? clock : { ...clock, stoppedAt: null }

export const isSameLimit = (a: Limit, b: Limit): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Another priority, topic or extension: computed again from its own start, never before `now` (while paused: never with less than nothing left).
 * The same limit and a stopped clock change nothing. A paused clock that becomes danger runs; one that was danger is the caller's to pause.
 */
export const relimitClock = (calendar: Calendar, clock: Clock, limit: Limit, now: Instant): Clock => {
  if (clock.stoppedAt !== null || isSameLimit(clock.limit, limit)) return clock
  const running = isRoundTheClock(limit) ? withPauseEnded(clock, now) : clock
  return withDue(calendar, { ...running, limit, notBefore: running.pausedAt ?? now })
}

/** Computed anew when a list came or changed; the very same object when the due stays, and for a stopped clock. */
export const refreshClock = (calendar: Calendar, clock: Clock): Clock => {
  if (clock.stoppedAt !== null) return clock
  const fresh = withDue(calendar, clock)
  return fresh.dueAt === clock.dueAt && fresh.awaits === clock.awaits ? clock : fresh
}

/**
 * As `refreshClock`, fair to whoever works by it: a term that was not over, or awaited its list, is not over before `now` (while paused: never with less
 * than nothing left), and one that was over never becomes more late. The very same object when nothing moves; asked again later, nothing moves.
 */
export const moveClock = (calendar: Calendar, clock: Clock, now: Instant): Clock => {
  const fresh = refreshClock(calendar, clock)
  const at = clock.pausedAt ?? now
  if (fresh === clock || fresh.dueAt === null || fresh.dueAt >= at) return fresh
  const wasOver = clock.dueAt !== null && clock.dueAt < at
  if (wasOver) return fresh.dueAt < (clock.dueAt ?? at) ? clock : fresh
  return withDue(calendar, { ...clock, notBefore: at })
}

/** Minutes in the clock's own unit. */
const minutesBetween = (calendar: Calendar, { limit }: Clock, a: Instant, b: Instant): number | null =>
  isRoundTheClock(limit) ? (toMs(b) - toMs(a)) / minuteMs : workingMinutesBetween(calendar, a, b)

const countedPauses = ({ limit, pauses }: Clock): Pause[] => isRoundTheClock(limit) ? [] : pauses

/** Minutes of the whole term in the clock's own unit, without its pauses. */
const termMinutes = (calendar: Calendar, clock: Clock, dueAt: Instant): number | null =>
  countedPauses(clock).reduce<number | null>((sum, { from, to }) => {
    const paused = minutesBetween(calendar, clock, from, to)
    return sum === null || paused === null ? null : sum - paused
  }, minutesBetween(calendar, clock, clock.startedAt, dueAt))

const stateOf = (clock: Clock): ClockReading['state'] => {
  if (clock.stoppedAt !== null) return 'stopped'
  if (clock.pausedAt !== null) return 'paused'
  return clock.dueAt === null ? 'awaits' : 'running'
}

/** Reads a clock at `now`; a paused or stopped one shows what it showed then. Late at night after the close: overdue, by 0 working minutes. */
export const readClock = (calendar: Calendar, clock: Clock, now: Instant): ClockReading => {
  const { dueAt, awaits } = clock
  const state = stateOf(clock)
  if (dueAt === null) return { state, dueAt, awaits, leftMinutes: null, usedShare: null, overdue: false }
  const at = clock.pausedAt ?? clock.stoppedAt ?? now
  const left = minutesBetween(calendar, clock, at, dueAt)
  const term = termMinutes(calendar, clock, dueAt)
  const overdue = at > dueAt
  if (left === null || term === null) return { state, dueAt, awaits, leftMinutes: left, usedShare: null, overdue }
  // A term without length is used when it is reached.
  const usedShare = term > 0 ? Math.max(0, 1 - left / term) : Number(at >= dueAt)
  return { state, dueAt, awaits, leftMinutes: left, usedShare, overdue }
}

/** When a share (0 to 1) of a running clock is used: the instant of its warning. */
export const thresholdAt = (calendar: Calendar, clock: Clock, share: number): Moment => {
  const { startedAt } = clock
  const due = clock.dueAt === null ? dueOf(calendar, clock) : { at: clock.dueAt }
  if ('awaits' in due || share === 1) return due
  const term = termMinutes(calendar, clock, due.at)
  if (term === null) return { awaits: missingYear(calendar, startedAt, due.at) ?? yearOf(dayOf(due.at)) }
  let minutes = share * term
  if (isRoundTheClock(clock.limit)) return { at: toInstant(Math.round(toMs(startedAt) + minutes * minuteMs)) }
  for (const { from, to } of countedPauses(clock)) {
    const ran = workingMinutesBetween(calendar, startedAt, from)
    const paused = workingMinutesBetween(calendar, from, to)
    if (ran !== null && paused !== null && ran < minutes) minutes += paused
  }
  return addWorkingMinutes(calendar, startedAt, minutes)
}
