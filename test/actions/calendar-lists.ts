// Lists of working days for tests: a whole list of 2028, and 2026 with one more day off.
import { draftOf } from '#domain/calendar-list.ts'
import { shippedYears } from '#domain/calendar-years.ts'
import type { CalendarDay } from '#domain/calendar.ts'
import type { InputOf } from '#domain/contract-inputs.ts'

type Given = InputOf<'set-calendar-year'>['days']

const kurban: CalendarDay = { date: '2028-05-05', type: 'day_off', key: 'kurban', kk: 'Құрбан айттың бірінші күні', ru: 'Первый день Курбан-айта', en: 'First day of Kurban Ait' }
export const daysOf2028: Given = [...draftOf(2028), kurban]

/** As the desk ships them. */
export const shippedDays = (year: number): Given =>
  (shippedYears.find(list => list.year === year)?.days ?? []).map(({ date, type, key, kk, ru, en }) => ({ date, type, key, kk, ru, en }))

/** With this day off besides. */
export const withDayOff = (year: number, date: string): Given => [...shippedDays(year), { date, type: 'transfer', key: 'transfer', kk: 'Демалыс күнін ауыстыру', ru: 'Перенос выходного дня', en: 'Transferred day off' }]
