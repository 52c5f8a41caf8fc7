// The list of a year while the administrator works on it, and the year as months and weeks.
import type { CallOf, ResultOf } from '#domain/contract.ts'
import type { DayType } from '#domain/calendar.ts'
import { addDays, weekdayOf, type Day } from '#domain/time.ts'

export type Year = ResultOf<'calendar-year'>
export type ListedDay = Year['days'][number]

/** A day is off, worked on a weekend, or like every week. */
export const isOff = (day: Day, type: DayType | undefined): boolean => type === undefined ? weekdayOf(day) > 5 : type !== 'working'

/** The weeks of a month from Monday; null before its first day. */
export const weeksOf = (year: number, month: number): (Day | null)[][] => {
  const first = `${year}-${String(month).padStart(2, '0')}-01`
  const days: (Day | null)[] = Array.from({ length: weekdayOf(first) - 1 }, () => null)
  for (let day = first; day.startsWith(first.slice(0, 8)); day = addDays(day, 1)) days.push(day)
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

/** Working days of the year by this list. */
export const workingDaysOf = (year: number, days: readonly ListedDay[]): number => {
  const types = new Map(days.map(({ date, type }) => [date, type]))
  let count = 0
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) if (!isOff(day, types.get(day))) count += 1
  return count
}

/** As the desk takes them. */
export const sentDays = (days: readonly ListedDay[]): CallOf<'set-calendar-year'>['days'] =>
  days.map(({ for: holiday, ...day }) => ({ ...day, ...holiday !== null && { for: holiday } }))

export const byDate = (days: readonly ListedDay[]): ListedDay[] => days.toSorted((one, other) => (one.date < other.date ? -1 : 1))
