// The administrator enters, confirms or changes the list of a year. From its commit on every act of every process counts by it.
import { isWorkingDay, makeCalendar, type CalendarDay } from '#domain/calendar.ts'
import { problemOfList, type KeptYear } from '#domain/calendar-list.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { addDays, yearOf, type Day } from '#domain/time.ts'
import type { Tx } from '../store/store.ts'
import { act, type Caller, type Person } from './act.ts'
import { calendarSetting } from './kept-calendar.ts'
import type { World } from './world.ts'

/** One calendar serves the whole installation: an administrator at the root of the tree keeps it. */
const demandRootAdmin = async (tx: Tx, who: Person) => {
  if (who.isMachine) return
  const places = await Promise.all(who.grants.flatMap(({ role, organisationId }) => role === 'admin' ? [tx.get('organisation', organisationId)] : []))
  if (!places.some(place => place?.parentId === null)) throw new Refusal('no-right', 'an administrator at the root keeps the calendar', { act: 'manage-calendar' })
}

export const demandList = (year: number, days: readonly CalendarDay[]) => {
  const wrong = problemOfList(year, days)
  if (wrong) throw new Refusal('bad-input', 'this cannot be the list of the year', { field: wrong.of, problem: wrong.problem })
}

/** Days that are worked by one list and not by the other; every day of a year that had no list. */
export const changedDays = (world: Pick<World, 'calendar'>, year: number, days: CalendarDay[]): Day[] => {
  const next = makeCalendar([{ year, provisional: false, days }])
  const changed: Day[] = []
  for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) if (isWorkingDay(next, day) !== isWorkingDay(world.calendar, day)) changed.push(day)
  return changed
}

/** From now on nobody counts by the lists of before. */
const raiseRevision = async (tx: Tx) => {
  const setting = await tx.get('setting', calendarSetting)
  await (setting ? tx.put('setting', setting) : tx.insert('setting', { id: calendarSetting, value: null }))
}

const demandSeen = (kept: KeptYear | undefined, version: number) => {
  if ((kept?.version ?? 0) !== version) throw new Refusal('stale-version', 'somebody changed this list meanwhile', { by: kept?.changedBy ?? '', at: kept?.lastActAt ?? '' })
}

export interface KeptYearAnswer { year: number, version: number, provisional: boolean }

/** `version` 0 = no list of this year was kept when the person looked. Terms that the list touches are computed anew by a job. */
export const setCalendarYear = async (world: World, caller: Caller, input: InputOf<'set-calendar-year'>): Promise<KeptYearAnswer> => {
  const { year, version, confirmed, days, source } = input
  const id = String(year)
  const answer = await act(world, caller, { name: 'set-calendar-year', input, starts: [['calendarYear', id]] }, async (tx, who) => {
    await demandRootAdmin(tx, who)
    demandList(year, days)
    if (confirmed && source.trim() === '') throw new Refusal('bad-input', 'a confirmed list says where it is from', { field: 'source', problem: 'missing' })
    const kept = await tx.get('calendarYear', id)
    demandSeen(kept, version)
    const list = {
      id, year, provisional: !confirmed, days: days.toSorted((one, other) => (one.date < other.date ? -1 : 1)),
      ...source.trim() && { source: source.trim() }, changedBy: who.userId, lastActAt: tx.now,
    }
    const next = kept ? await tx.put('calendarYear', { ...list, version }) : await tx.insert('calendarYear', list)
    await raiseRevision(tx)
    // All days of a year that had no list would be no news.
    const changed = world.calendar.years.has(year) ? changedDays(world, year, days) : []
    tx.append({ type: 'calendar-changed', year, provisional: next.provisional, changed })
    return { year, version: next.version, provisional: next.provisional }
  })
  await world.keptCalendar.refresh()
  return answer
}
