// What a clock says to a person: quiet while there is time, soon from 80 %, late after it, done when it stopped.
import { readClock, type Clock, type ClockReading } from '#domain/clock.ts'
import type { Calendar } from '#domain/calendar.ts'
import type { Instant } from '#domain/time.ts'

export type TermTone = 'quiet' | 'soon' | 'late' | 'done'
/** `fill`: 0 to 1 of the running term. `unit`: what `leftMinutes` counts. */
export interface TermReading extends ClockReading { tone: TermTone, fill: number, unit: 'working' | 'clock' }

const soonFrom = 0.8

const toneOf = ({ state, overdue, usedShare }: ClockReading): TermTone => {
  if (overdue) return state === 'stopped' ? 'quiet' : 'late'
  if (state === 'stopped') return 'done'
  return state === 'running' && (usedShare ?? 0) >= soonFrom ? 'soon' : 'quiet'
}

/** Reads the clock at `now` for a screen. */
export const readTerm = (calendar: Calendar, clock: Clock, now: Instant): TermReading => {
  const reading = readClock(calendar, clock, now)
  const isShown = reading.state === 'running' || reading.state === 'paused'
  return { ...reading, tone: toneOf(reading), fill: isShown ? Math.min(1, reading.usedShare ?? 0) : 0, unit: 'minutes' in clock.limit ? 'clock' : 'working' }
}
