// What a list of working days would move, looked at before it is saved: the same walk as afterwards, with nothing written.
import { makeCalendar } from '#domain/calendar.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { touchedErasures, touchedTickets, touchedTriages } from '../move-terms.ts'
import { changedDays, demandList } from '../set-calendar-year.ts'
import type { World } from '../world.ts'
import { demandCalendarKeeper } from './calendar.ts'
import type { Viewer } from './viewer.ts'

const count = async (ids: AsyncIterable<string>): Promise<number> => (await Array.fromAsync(ids)).length

export const previewCalendarYear = async (world: World, viewer: Viewer, { year, days }: InputOf<'preview-calendar-year'>): Promise<ResultOf<'preview-calendar-year'>> => {
  demandCalendarKeeper(viewer)
  demandList(year, days)
  await world.keptCalendar.refresh()
  const { calendar } = world.keptCalendar
  const listed = calendar.years.has(year)
  const { store, now } = world
  const eyes = { store, now, calendar: makeCalendar([...calendar.years.values(), { year, provisional: false, days }], calendar.hours) }
  return {
    tickets: await count(touchedTickets(eyes)), posts: await count(touchedTriages(eyes)), erasures: await count(touchedErasures(eyes)),
    listed, changed: listed ? changedDays({ calendar }, year, days) : [],
  }
}
