// Instants and days of the office. An instant is UTC text, a day is the calendar day in Asia/Almaty.

/** ISO 8601 in UTC with milliseconds, `2026-11-22T05:00:00.000Z`: sorts as text. */
export type Instant = string
/** Calendar day in Asia/Almaty, `2026-11-22`. */
export type Day = string

export const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** All of Kazakhstan moved to UTC+5 at midnight of 1 March 2024 (IANA tz 2024a); Almaty was at UTC+6 before. */
const movedAtMs = Date.UTC(2024, 1, 29, 18)
const offsetMs = (ms: number) => (ms < movedAtMs ? 6 : 5) * hourMs

export const toMs = (at: Instant): number => Date.parse(at)
export const toInstant = (ms: number): Instant => new Date(ms).toISOString()

/** The later of two instants. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** The day in Almaty on which an instant falls. */
export const dayOf = (at: Instant): Day => {
  const ms = toMs(at)
  return new Date(ms + offsetMs(ms)).toISOString().slice(0, 10)
}

/** The instant of a wall-clock minute (counted from midnight) of an Almaty day. */
export const instantOf = (day: Day, minuteOfDay: number): Instant => toInstant(msOf(day, minuteOfDay))

export const msOf = (day: Day, minuteOfDay: number): number => {
  const wall = Date.parse(`${day}T00:00:00.000Z`) + minuteOfDay * minuteMs
  const ms = wall - offsetMs(wall - 5 * hourMs)
  return ms
}

export const addDays = (day: Day, days: number): Day => new Date(Date.parse(`${day}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10)

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00.000Z`).getUTCDay() || 7

export const yearOf = (day: Day): number => Number(day.slice(0, 4))
