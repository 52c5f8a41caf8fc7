// What the list of a year has to hold, and the draft that the law gives for it: what the administrator starts from, never what the desk counts by.
import type { CalendarDay } from './calendar.ts'
import data from './data/calendar.json' with { type: 'json' }
import { addDays, weekdayOf, yearOf, type Day } from './time.ts'

/** A list as the administrator keeps it; `id` is the year. It stands in the place of the shipped one. */
export interface KeptYear {
  id: string
  version: number
  year: number
  provisional: boolean
  days: CalendarDay[]
  /** The order or announcement that it is taken from, in the administrator's words; lists of the first days name none. */
  source?: string
  changedBy: string
  lastActAt: string
}

interface FixedDay { on: string, type: 'holiday' | 'day_off', key: string, kk: string, ru: string, en: string, from?: number, until?: number }
const fixedDays: readonly FixedDay[] = data.fixed.map(day => ({ ...day, type: day.type === 'holiday' ? 'holiday' : 'day_off' }))

/** Days off of every year whose date the law does not give: announced for each year anew. */
export const announcedKeys = ['kurban'] as const

const fixedOf = (year: number): CalendarDay[] => fixedDays
  .filter(({ from = year, until = year }) => from <= year && year <= until)
  .map(({ on, type, key, kk, ru, en }) => ({ date: `${year}-${on}`, type, key, kk, ru, en }))

const isWeekend = (date: Day) => weekdayOf(date) > 5
const byDate = (one: CalendarDay, other: CalendarDay) => (one.date < other.date ? -1 : 1)

/** Law on holidays, art. 5: when a day off and a holiday coincide, the day off is the next working day after the holiday. */
const withSubstitutes = (days: readonly CalendarDay[]): CalendarDay[] => {
  const all = [...days]
  for (const day of days.filter(({ type, date }) => type === 'holiday' && isWeekend(date))) {
    let date = addDays(day.date, 1)
    while (isWeekend(date) || all.some(each => each.date === date)) date = addDays(date, 1)
    all.push({
      date, type: 'substitute', key: day.key, for: day.date,
      kk: `${day.kk} (демалыс күнінің ауысуы)`, ru: `${day.ru} (перенос выходного)`, en: `${day.en} (substitute)`,
    })
  }
  return all.toSorted(byDate)
}

/** The list of a year as far as the law alone gives it: without the announced days and the transfers of the Ministry of Labour. */
export const draftOf = (year: number): CalendarDay[] => withSubstitutes(fixedOf(year).toSorted(byDate))

export type ListProblem = 'other-year' | 'twice' | 'weekend' | 'not-listed'

const problemOfDay = (year: number, { date, type }: CalendarDay): ListProblem | null => {
  if (yearOf(date) !== year) return 'other-year'
  return (type === 'substitute' || type === 'transfer') && isWeekend(date) ? 'weekend' : null
}

/**
 * The first thing that is wrong with a list, and the day (or the key of an announced day) it is wrong with. Each fixed day stands in the list, whatever
 * its type: one that the law has done away with is said, not left out.
 */
export const problemOfList = (year: number, days: readonly CalendarDay[]): { problem: ListProblem, of: string } | null => {
  const seen = new Set<Day>()
  for (const day of days) {
    const problem = problemOfDay(year, day) ?? (seen.has(day.date) ? 'twice' : null)
    if (problem) return { problem, of: day.date }
    seen.add(day.date)
  }
  const missing = fixedOf(year).find(({ date }) => !seen.has(date))?.date ?? announcedKeys.find(key => !days.some(day => day.key === key))
  return missing === undefined ? null : { problem: 'not-listed', of: missing }
}
