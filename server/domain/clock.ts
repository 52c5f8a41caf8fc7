// A clock says when something is due, how much is left, and which share is used.
import type { Instant } from './time.ts'

/** `minutes` run round the clock (danger), `workingMinutes` in office hours, `workingDays` end at the office's close of the Nth working day. */
export type Limit = { minutes: number } | { workingMinutes: number } | { workingDays: number }

export interface Clock {
  startedAt: Instant
  limit: Limit
  /** Null while the calendar of the year in `awaits` is not known: a term is never guessed. */
  dueAt: Instant | null
  awaits: number | null
  pausedAt: Instant | null
  stoppedAt: Instant | null
}
