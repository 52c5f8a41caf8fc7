// The list of a year as the law gives it, held to the lists that were published, and what a list may not be.
import { describe, expect, test } from 'vitest'
import { announcedKeys, draftOf, problemOfList } from '#domain/calendar-list.ts'
import { shippedYears } from '#domain/calendar-years.ts'
import { makeCalendar, type CalendarDay } from '#domain/calendar.ts'
import { moveClock, pauseClock, resumeClock, startClock, stopClock } from '#domain/clock.ts'
import { instantOf, type Day } from '#domain/time.ts'

const days = (list: readonly CalendarDay[]) => list.map(({ date, type, key }) => `${date} ${type} ${key}`)
const lawGives = ({ type, key }: CalendarDay) => type !== 'transfer' && type !== 'working' && !announcedKeys.some(each => each === key)

test.each(shippedYears.map(list => [list.year, list] as const))('the law gives %i as it was published, but for Kurban Ait and the transfers', (year, list) => {
  expect(days(draftOf(year))).toEqual(days(list.days.filter(lawGives)))
})

test('names of the draft are those of the published lists, in three languages', () => {
  const published = shippedYears.find(({ year }) => year === 2027)?.days.filter(lawGives) ?? []
  expect(draftOf(2027).map(({ kk, ru, en }) => [kk, ru, en])).toEqual(published.map(({ kk, ru, en }) => [kk, ru, en]))
})

const kurban: CalendarDay = { date: '2028-05-05', type: 'day_off', key: 'kurban', kk: 'Құрбан айт', ru: 'Курбан-айт', en: 'Kurban Ait' }
const whole = [...draftOf(2028), kurban]
const other = (date: Day, type: CalendarDay['type'], key = 'other'): CalendarDay => ({ date, type, key, kk: 'к', ru: 'р', en: 'е' })

describe('a list', () => {
  test('is whole with the draft and the announced days', () => {
    expect(problemOfList(2028, whole)).toBeNull()
    expect(problemOfList(2028, [...whole, other('2028-05-13', 'working', 'working'), other('2028-05-10', 'transfer', 'transfer')])).toBeNull()
  })

  test('without a fixed holiday or without Kurban Ait is refused, and says which', () => {
    for (const { date, type } of draftOf(2028)) {
      const wrong = problemOfList(2028, whole.filter(day => day.date !== date))
      expect([date, wrong]).toEqual([date, type === 'substitute' ? null : { problem: 'not-listed', of: date }])
    }
    expect(problemOfList(2028, draftOf(2028))).toEqual({ problem: 'not-listed', of: 'kurban' })
  })

  test('may say that a holiday was done away with, but not leave it out', () => {
    expect(problemOfList(2028, whole.map(day => day.date === '2028-05-01' ? other('2028-05-01', 'working') : day))).toBeNull()
  })

  test('holds only days of its year, each once, and a day off in place of another only on a weekday', () => {
    expect(problemOfList(2028, [...whole, other('2027-12-31', 'day_off')])).toEqual({ problem: 'other-year', of: '2027-12-31' })
    expect(problemOfList(2028, [...whole, other('2028-01-07', 'day_off')])).toEqual({ problem: 'twice', of: '2028-01-07' })
    expect(problemOfList(2028, [...whole, other('2028-04-01', 'transfer')])).toEqual({ problem: 'weekend', of: '2028-04-01' })
  })
})

describe('a clock when its list changes', () => {
  const at = (day: Day, hour: number) => instantOf(day, hour * 60)
  const before = makeCalendar(shippedYears)
  /** Thursday 26 November 2026 is off. */
  const withThursdayOff = makeCalendar(shippedYears.map(list => list.year === 2026 ? { ...list, days: [...list.days, other('2026-11-26', 'day_off')] } : list))
  const final = { workingDays: 7 }

  test('moves by the day, back again when the list goes back, and is the same clock when nothing moves', () => {
    const clock = startClock(before, final, at('2026-11-18', 10))
    expect(clock.dueAt).toBe(instantOf('2026-11-27', 18 * 60 + 30))
    const moved = moveClock(withThursdayOff, clock, at('2026-11-19', 10))
    expect(moved.dueAt).toBe(instantOf('2026-11-30', 18 * 60 + 30))
    expect(moveClock(withThursdayOff, moved, at('2026-11-20', 10))).toBe(moved)
    expect(moveClock(before, moved, at('2026-11-20', 10))).toEqual(clock)
  })

  test('that was stopped never moves; a paused one moves and stays paused', () => {
    const stopped = stopClock(startClock(before, final, at('2026-11-18', 10)), at('2026-11-19', 10))
    expect(moveClock(withThursdayOff, stopped, at('2026-11-20', 10))).toBe(stopped)
    const paused = pauseClock(startClock(before, final, at('2026-11-18', 10)), at('2026-11-19', 10))
    const moved = moveClock(withThursdayOff, paused, at('2026-11-20', 10))
    expect([moved.dueAt, moved.pausedAt]).toEqual([instantOf('2026-11-30', 18 * 60 + 30), paused.pausedAt])
    expect(resumeClock(withThursdayOff, moved, at('2026-11-19', 11)).dueAt).toBe(instantOf('2026-11-30', 18 * 60 + 30))
  })

  test('is not over before now when a day off is taken away: it ends at today\'s close, also when asked again tomorrow', () => {
    const clock = startClock(withThursdayOff, final, at('2026-11-18', 10))
    const now = at('2026-11-30', 10)
    const moved = moveClock(before, clock, now)
    expect(moved.dueAt).toBe(instantOf('2026-11-30', 18 * 60 + 30))
    expect(moveClock(before, moved, at('2026-12-01', 10))).toBe(moved)
  })

  test('that was over is not made more late, and is no more over when a day off comes to it', () => {
    const late = startClock(withThursdayOff, final, at('2026-11-18', 10))
    expect(moveClock(before, late, at('2026-12-02', 10))).toBe(late)
    const over = startClock(before, final, at('2026-11-18', 10))
    expect(moveClock(withThursdayOff, over, at('2026-11-30', 10)).dueAt).toBe(instantOf('2026-11-30', 18 * 60 + 30))
  })

  test('that awaited its list has its term when the list comes, and nobody was late meanwhile', () => {
    const awaiting = startClock(before, final, at('2027-12-29', 10))
    expect(awaiting).toMatchObject({ dueAt: null, awaits: 2028 })
    const listed = makeCalendar([...shippedYears, { year: 2028, provisional: false, days: whole }])
    expect(moveClock(listed, awaiting, at('2027-12-30', 10))).toMatchObject({ dueAt: instantOf('2028-01-12', 18 * 60 + 30), awaits: null, notBefore: null })
    expect(moveClock(listed, awaiting, at('2028-02-01', 10)).dueAt).toBe(instantOf('2028-02-01', 18 * 60 + 30))
  })
})
