// The lists of working days for whoever keeps them: what is confirmed, what is provisional, what is missing, and a draft to start from.
import { firstYear, nextListWarning, type CalendarYear } from '#domain/calendar.ts'
import { announcedKeys, draftOf } from '#domain/calendar-list.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { dayOf, yearOf } from '#domain/time.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

type YearView = ResultOf<'calendar'>['years'][number]

export const demandCalendarKeeper = (viewer: Viewer) => {
  const keeps = [...viewer.organisations.values()].some(place => place.parentId === null && can(viewer, 'manage-calendar', place))
  if (!keeps) throw new Refusal('no-right', 'an administrator at the root keeps the calendar', { act: 'manage-calendar' })
}

const stateOf = (list: CalendarYear | undefined): YearView['state'] => {
  if (!list) return 'missing'
  return list.provisional ? 'provisional' : 'confirmed'
}

const yearView = async (world: World, year: number): Promise<YearView> => {
  const kept = await world.store.read.get('calendarYear', String(year))
  const list: CalendarYear | undefined = kept ?? world.keptCalendar.calendar.years.get(year)
  return { year, version: kept?.version ?? 0, state: stateOf(list), source: list?.source ?? null, changedBy: kept?.changedBy ?? null, changedAt: kept?.lastActAt ?? null }
}

/** From the first year to the next one, and every later one that is kept. */
export const showCalendar = async (world: World, viewer: Viewer): Promise<ResultOf<'calendar'>> => {
  demandCalendarKeeper(viewer)
  await world.keptCalendar.refresh()
  const { calendar } = world.keptCalendar
  const last = Math.max(yearOf(dayOf(world.now())) + 1, ...calendar.years.keys())
  const years = Array.from({ length: last - firstYear + 1 }, (_, index) => firstYear + index)
  return { warning: nextListWarning(calendar, world.now()), years: await Promise.all(years.map(year => yearView(world, year))) }
}

/** `draft` is computed from the law and counts for nothing; `lacks` are the keys of days whose date is announced for each year. */
export const showCalendarYear = async (world: World, viewer: Viewer, { year }: { year: number }): Promise<ResultOf<'calendar-year'>> => {
  demandCalendarKeeper(viewer)
  await world.keptCalendar.refresh()
  const days = (list: CalendarYear['days']) => list.map(({ date, type, key, kk, ru, en, for: holiday = null }) => ({ date, type, key, kk, ru, en, for: holiday }))
  return { ...await yearView(world, year), days: days(world.keptCalendar.calendar.years.get(year)?.days ?? []), draft: days(draftOf(year)), lacks: [...announcedKeys] }
}
