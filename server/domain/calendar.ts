// Which days the office works and where a span of its working time ends: every term of the desk rests on it. A year without a list is never guessed.
import { officeHours, workingDayMinutes, type OfficeHours } from './office.ts'
import { addDays, dayOf, minuteMs, msOf, toInstant, toMs, weekdayOf, yearOf, type Day, type Instant } from './time.ts'

/** The first year of which the product knows a list: nothing was registered before. */
export const firstYear = 2024
export const lastYear = 2100

/** `transfer`: a day off moved here; `working`: a weekend worked in its place (Labour Code art. 85(3)); `substitute`: for a holiday on a weekend. */
export const dayTypes = ['holiday', 'substitute', 'day_off', 'transfer', 'working'] as const
export type DayType = typeof dayTypes[number]

/** One day on which the office departs from its week; names in the three languages of the screen. */
export interface CalendarDay { date: Day, type: DayType, key: string, kk: string, ru: string, en: string, for?: Day, source?: string }

/** The list of one year. `provisional`: computed by rule, not yet confirmed by the admin. */
export interface CalendarYear { year: number, provisional: boolean, days: CalendarDay[], source?: string }

/** Listed years without a gap between them, so that working time can be counted across New Year. Days are numbered from the first. */
interface Run {
  fromYear: number
  toYear: number
  /** Midnight of each day and of the day after the last, in ms. */
  midnights: number[]
  /** Working days before each day; the last number is their sum. */
  before: number[]
  /** The days that are worked. */
  worked: number[]
}

export interface Calendar { hours: OfficeHours, years: ReadonlyMap<number, CalendarYear>, runs: readonly Run[] }

/** An instant, or the year whose list must come before it can be named. */
export type Moment = { at: Instant } | { awaits: number }

const dayMs = 1440 * minuteMs
const makeRun = (lists: CalendarYear[], fromYear: number, toYear: number): Run => {
  const listed = new Map(lists.flatMap(list => list.days).map(day => [day.date, day.type]))
  const run: Run = { fromYear, toYear, midnights: [], before: [], worked: [] }
  let day = `${fromYear}-01-01`
  for (; yearOf(day) <= toYear; day = addDays(day, 1)) {
    run.midnights.push(msOf(day, 0))
    run.before.push(run.worked.length)
    const type = listed.get(day)
    if (type === undefined ? weekdayOf(day) <= 5 : type === 'working') run.worked.push(run.midnights.length - 1)
  }
  run.midnights.push(msOf(day, 0))
  run.before.push(run.worked.length)
  return run
}

/** A calendar for counting; built once per set of lists. Of two lists for a year the later counts: the admin's stands after the shipped one. */
export const makeCalendar = (years: CalendarYear[], hours: OfficeHours = officeHours): Calendar => {
  const byYear = new Map(years.map(list => [list.year, list]))
  const sorted = [...byYear.keys()].sort((a, b) => a - b)
  const lists = [...byYear.values()]
  const first = sorted.filter(year => !byYear.has(year - 1))
  const last = sorted.filter(year => !byYear.has(year + 1))
  return { hours, years: byYear, runs: first.map((year, index) => makeRun(lists, year, last[index] ?? year)) }
}

/** Numbers of a run are asked only within it; NaN would show a mistake at once. */
const nth = (list: number[], index: number): number => list[index] ?? NaN

interface Place { run: Run, day: number, isWorked: boolean, sinceMidnightMs: number }

const placeOf = ({ runs }: Calendar, ms: number): Place | null => {
  const run = runs.find(({ midnights }) => ms >= nth(midnights, 0) && ms < nth(midnights, midnights.length - 1))
  if (!run) return null
  // 29 February 2024 had 25 hours, so a later day begins an hour after the plain count.
  const plain = Math.floor((ms - nth(run.midnights, 0)) / dayMs)
  const day = nth(run.midnights, plain) > ms ? plain - 1 : plain
  return { run, day, isWorked: nth(run.before, day + 1) > nth(run.before, day), sinceMidnightMs: ms - nth(run.midnights, day) }
}

const yearAt = (at: Instant): number => yearOf(dayOf(at))

/** Is it a working day? Null in a year without a list. */
export const isWorkingDay = (calendar: Calendar, day: Day): boolean | null => placeOf(calendar, msOf(day, 0))?.isWorked ?? null

const within = (ms: number, fromMinute: number, toMinute: number): number =>
  Math.min(Math.max(ms - fromMinute * minuteMs, 0), (toMinute - fromMinute) * minuteMs)

/** Working ms from the beginning of the run. */
const workedUntil = ({ hours }: Calendar, { run, day, isWorked, sinceMidnightMs }: Place): number => {
  const today = isWorked ? within(sinceMidnightMs, hours.open, hours.lunchFrom) + within(sinceMidnightMs, hours.lunchTo, hours.close) : 0
  return nth(run.before, day) * workingDayMinutes(hours) * minuteMs + today
}

const momentOn = (run: Run, workedIndex: number, sinceMidnightMs: number): Moment => {
  const day = run.worked[workedIndex]
  return day === undefined ? { awaits: run.toYear + 1 } : { at: toInstant(nth(run.midnights, day) + sinceMidnightMs) }
}

/** The same instant in office hours, lunch and close included with their first moment; else the next opening. */
const nextWorkingInstant = ({ hours }: Calendar, { run, day, isWorked, sinceMidnightMs }: Place): Moment => {
  const minute = sinceMidnightMs / minuteMs
  if (!isWorked || minute > hours.close) return momentOn(run, nth(run.before, isWorked ? day + 1 : day), hours.open * minuteMs)
  const isLunch = minute > hours.lunchFrom && minute < hours.lunchTo
  return momentOn(run, nth(run.before, day), Math.max(isLunch ? hours.lunchTo : minute, hours.open) * minuteMs)
}

/**
 * When so many working minutes (0 or more, fractions to the ms) have passed. A span that ends with the morning or the day ends at lunch or close,
 * not at the next opening. Zero minutes from outside office hours is the next opening.
 */
export const addWorkingMinutes = (calendar: Calendar, from: Instant, minutes: number): Moment => {
  if (!(minutes >= 0)) throw new RangeError(`cannot add ${minutes} working minutes`)
  const place = placeOf(calendar, toMs(from))
  if (!place) return { awaits: yearAt(from) }
  const addedMs = Math.round(minutes * minuteMs)
  if (addedMs === 0) return nextWorkingInstant(calendar, place)
  const { open, lunchFrom, lunchTo } = calendar.hours
  const dayWorkMs = workingDayMinutes(calendar.hours) * minuteMs
  const workedMs = workedUntil(calendar, place) + addedMs
  const fullDays = Math.ceil(workedMs / dayWorkMs) - 1
  const restMs = workedMs - fullDays * dayWorkMs
  const lunchMs = restMs > (lunchFrom - open) * minuteMs ? (lunchTo - lunchFrom) * minuteMs : 0
  return momentOn(place.run, fullDays, open * minuteMs + restMs + lunchMs)
}

const between = (calendar: Calendar, a: Instant, b: Instant, count: (place: Place) => number): number | null => {
  const from = placeOf(calendar, toMs(a))
  const to = placeOf(calendar, toMs(b))
  return from && to && from.run === to.run ? count(to) - count(from) : null
}

/** Working minutes from `a` to `b`, fractions to the ms, negative when `b` is earlier. Null when the span touches a year without a list: part of a sum is no sum. */
export const workingMinutesBetween = (calendar: Calendar, a: Instant, b: Instant): number | null => {
  const ms = between(calendar, a, b, place => workedUntil(calendar, place))
  return ms === null ? null : ms / minuteMs
}

/** Working days whose opening lies after `a` and not after `b`; null as above. */
export const workingDaysBegun = (calendar: Calendar, a: Instant, b: Instant): number | null =>
  between(calendar, a, b, ({ run, day, isWorked, sinceMidnightMs }) =>
    nth(run.before, day) + Number(isWorked && sinceMidnightMs >= calendar.hours.open * minuteMs))

/** The first year without a list from `a` to `b`; null when all are listed. */
export const missingYear = (calendar: Calendar, a: Instant, b: Instant): number | null => {
  for (let year = yearAt(a); year <= yearAt(b); year++) if (!calendar.years.has(year)) return year
  return null
}

/** APPC art. 64(3): "after the end of the working day or on a non-working day" counts as the next working day; 18:30:00 itself is still inside. */
const countedIndex = ({ hours }: Calendar, { run, day, isWorked, sinceMidnightMs }: Place): number =>
  nth(run.before, day) + Number(isWorked && sinceMidnightMs > hours.close * minuteMs)

/** The day on which a registration counts as made; null when the lists do not reach it. */
export const countedFrom = (calendar: Calendar, at: Instant): Day | null => {
  const place = placeOf(calendar, toMs(at))
  const moment = place && momentOn(place.run, countedIndex(calendar, place), 0)
  return moment && 'at' in moment ? dayOf(moment.at) : null
}

/** The office's close of the Nth working day, day 1 = the next after the day on which `from` counts as made (APPC art. 76(2)). */
export const endOfWorkingDays = (calendar: Calendar, from: Instant, days: number): Moment => {
  const place = placeOf(calendar, toMs(from))
  if (!place) return { awaits: yearAt(from) }
  return momentOn(place.run, countedIndex(calendar, place) + days, calendar.hours.close * minuteMs)
}

/** The year whose list is missing or provisional: the current one at any time, the next one from 1 October. Null when there is nothing to do. */
export const nextListWarning = ({ years }: Calendar, now: Instant): number | null => {
  const today = dayOf(now)
  const year = yearOf(today)
  const due = today >= `${year}-10-01` ? [year, year + 1] : [year]
  return due.find(each => years.get(each)?.provisional ?? true) ?? null
}
