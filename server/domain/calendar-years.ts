// The working calendars that the product ships; apart from the counting, so that a screen need not carry them.
import { dayTypes, type CalendarYear, type DayType } from './calendar.ts'
import data from './data/calendar.json' with { type: 'json' }
import type { Day } from './time.ts'

const workedName = { key: 'working', kk: 'Жұмыс күні (демалыс күнінің ауысуы)', ru: 'Рабочий день (перенос выходного)', en: 'Working day (transferred)' }

const typeOf = (text: string): DayType => {
  const type = dayTypes.find(known => known === text)
  if (!type) throw new Error(`data/calendar.json: unknown type of day "${text}"`)
  return type
}

/** The lists that the product ships, with their sources; what is not confirmed is provisional. */
export const shippedYears: CalendarYear[] = Object.entries(data.years).map(([year, list]) => ({
  year: Number(year),
  provisional: !list.status.startsWith('confirmed'),
  days: [
    ...list.days.map(day => ({ ...day, type: typeOf(day.type) })),
    ...list.working_weekends.map((day: { date: Day, source: string }) => ({ ...day, type: typeOf('working'), ...workedName })),
  ],
  source: list.status,
}))
