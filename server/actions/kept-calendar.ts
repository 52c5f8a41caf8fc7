// The working calendar as this process counts by it: the shipped lists and, in their place, those the administrator keeps in the store.
import { createHash } from 'node:crypto'
import { shippedYears } from '#domain/calendar-years.ts'
import { makeCalendar, type Calendar } from '#domain/calendar.ts'
import type { Read, Tx } from '../store/store.ts'
import { eachOf } from './each-of.ts'

/** The setting whose version grows with every change of a list: what an act compares before it computes. */
export const calendarSetting = 'calendar'

export interface KeptCalendar {
  readonly calendar: Calendar
  /** Version of `calendarSetting` that the lists stand for; 0 while the administrator has kept none. */
  readonly revision: number
  /** Takes over the lists as they are committed now. */
  refresh: () => Promise<void>
}

/** Starts with the shipped lists; call `refresh` before the first use where a list may be kept. */
export const keepCalendar = (read: Read): KeptCalendar => {
  let [calendar, revision] = [makeCalendar(shippedYears), 0]
  let last = Promise.resolve()
  const load = async () => {
    // The version first: lists that are newer than it are only looked at once more.
    const committed = (await read.get('setting', calendarSetting))?.version ?? 0
    if (committed === revision) return
    const kept = await Array.fromAsync(eachOf(read, 'calendarYear', { where: {}, order: { by: 'id', direction: 'asc' } }))
    calendar = makeCalendar([...shippedYears, ...kept])
    revision = committed
  }
  return {
    get calendar() { return calendar },
    get revision() { return revision },
    // One after another: an older answer never takes the place of a newer one.
    refresh: () => {
      last = last.then(load, load)
      return last
    },
  }
}

/** Does this process count by the lists that the unit of work sees? */
export const isCurrent = async (tx: Pick<Tx, 'get'>, kept: KeptCalendar): Promise<boolean> => ((await tx.get('setting', calendarSetting))?.version ?? 0) === kept.revision

/** Changes with any day of any list, shipped or kept. */
export const fingerprintOf = ({ years }: Calendar): string =>
  createHash('sha256').update(JSON.stringify([...years.values()].map(({ year, days }) => [year, days.map(({ date, type }) => [date, type])]))).digest('hex')
