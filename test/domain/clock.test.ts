// The four clocks of a ticket: start, pause, changed limits, stops that never were, and what a screen and a job read off them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shippedYears } from '#domain/calendar-years.ts'
import { makeCalendar, workingDaysBegun, type Moment } from '#domain/calendar.ts'
import {
  continueClock, pauseClock, readClock, refreshClock, relimitClock, resumeClock, startClock, stopClock, thresholdAt, type Clock,
} from '#domain/clock.ts'
import { defaultLimits, type Limit } from '#domain/office.ts'
import { instantOf, msOf, toInstant, toMs, type Instant } from '#domain/time.ts'

const calendar = makeCalendar(shippedYears)
const { danger, high, normal } = defaultLimits.firstReply
const { final } = defaultLimits

/** `2026-11-20 18:00` on the office's wall. */
const wall = (text: string): Instant => {
  const [day = '', time = ''] = text.split(' ')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantOf(day, hours * 60 + minutes)
}
const atOf = (moment: Moment): Instant => {
  if ('awaits' in moment) throw new Error(`awaits ${moment.awaits}`)
  return moment.at
}
const dueOf = (clock: Clock): Instant => {
  if (clock.dueAt === null) throw new Error(`awaits ${clock.awaits}`)
  return clock.dueAt
}
/** Tuesday of a week without holidays. */
const registeredAt = wall('2026-11-17 10:00')

describe('a clock that starts', () => {
  test('a normal ticket of Tuesday at ten is to be answered by Wednesday at ten, finally on Thursday of the next week at the close', () => {
    expect(startClock(calendar, normal, registeredAt).dueAt).toBe(wall('2026-11-18 10:00'))
    expect(startClock(calendar, final, registeredAt).dueAt).toBe(wall('2026-11-26 18:30'))
  })

  test('danger runs round the clock, through the night and the weekend', () => {
    expect(startClock(calendar, danger, wall('2026-11-21 23:30')).dueAt).toBe(wall('2026-11-22 00:30'))
    expect(startClock(calendar, danger, wall('2030-06-01 23:30')).dueAt).toBe(wall('2030-06-02 00:30'))
  })

  test('a ticket of December 2027 is registered and its final term awaits the calendar of 2028', () => {
    const clock = startClock(calendar, final, wall('2027-12-28 10:00'))
    expect(clock).toMatchObject({ startedAt: wall('2027-12-28 10:00'), dueAt: null, awaits: 2028 })
    expect(readClock(calendar, clock, wall('2027-12-29 10:00'))).toEqual({
      state: 'awaits', dueAt: null, awaits: 2028, leftMinutes: null, usedShare: null, overdue: false,
    })
    expect(thresholdAt(calendar, clock, 0.5)).toEqual({ awaits: 2028 })
  })

  test('the term is computed when the list of 2028 comes', () => {
    const longer = makeCalendar([...shippedYears, { year: 2028, provisional: false, days: [] }])
    const waiting = startClock(calendar, final, wall('2027-12-28 10:00'))
    expect(refreshClock(calendar, waiting)).toBe(waiting)
    expect(refreshClock(longer, waiting)).toEqual(startClock(longer, final, wall('2027-12-28 10:00')))
    expect(refreshClock(longer, waiting).dueAt).toBe(wall('2028-01-06 18:30'))
  })

  test('a changed list moves only the open terms that it touches', () => {
    const moved = { date: '2026-11-24', type: 'transfer', key: 'transfer', kk: 'Ауыстыру', ru: 'Перенос', en: 'Transfer' } as const
    const changed = makeCalendar(shippedYears.map(list => list.year === 2026 ? { ...list, days: [...list.days, moved] } : list))
    const touched = startClock(calendar, final, registeredAt)
    expect(refreshClock(changed, touched).dueAt).toBe(wall('2026-11-27 18:30'))
    const untouched = startClock(calendar, normal, registeredAt)
    expect(refreshClock(changed, untouched)).toBe(untouched)
    const ended = stopClock(touched, wall('2026-11-18 10:00'))
    expect(refreshClock(changed, ended)).toBe(ended)
    expect(refreshClock(changed, continueClock(ended)).dueAt).toBe(wall('2026-11-27 18:30'))
  })
})

describe('a pause', () => {
  test('the first reply goes on with the working minutes it had left', () => {
    const paused = pauseClock(startClock(calendar, normal, registeredAt), wall('2026-11-17 12:00'))
    const resumed = resumeClock(calendar, paused, wall('2026-11-19 17:30'))
    expect(resumed.dueAt).toBe(wall('2026-11-20 15:30'))
    expect(resumed.pausedAt).toBeNull()
  })

  test('a pause within one day does not move a term in days', () => {
    const paused = pauseClock(startClock(calendar, final, registeredAt), wall('2026-11-18 10:00'))
    expect(resumeClock(calendar, paused, wall('2026-11-18 17:00')).dueAt).toBe(wall('2026-11-26 18:30'))
  })

  test('a pause over three mornings moves a term in days by three working days, to the close', () => {
    const paused = pauseClock(startClock(calendar, final, registeredAt), wall('2026-11-19 10:00'))
    const resumed = resumeClock(calendar, paused, wall('2026-11-24 09:00'))
    expect(resumed.dueAt).toBe(wall('2026-12-01 18:30'))
  })

  test('two pauses are counted both', () => {
    let clock = pauseClock(startClock(calendar, normal, registeredAt), wall('2026-11-17 11:00'))
    clock = pauseClock(resumeClock(calendar, clock, wall('2026-11-17 12:00')), wall('2026-11-17 15:00'))
    clock = resumeClock(calendar, clock, wall('2026-11-18 09:30'))
    expect(clock.dueAt).toBe(wall('2026-11-18 16:30'))
    expect(readClock(calendar, clock, wall('2026-11-18 09:30'))).toMatchObject({ leftMinutes: 330, usedShare: 0.3125 })
  })

  test('danger never pauses', () => {
    const clock = startClock(calendar, danger, registeredAt)
    expect(pauseClock(clock, wall('2026-11-17 10:10'))).toBe(clock)
  })

  test('while it lasts nothing is used and nothing falls due', () => {
    const paused = pauseClock(startClock(calendar, normal, registeredAt), wall('2026-11-17 12:00'))
    expect(readClock(calendar, paused, wall('2026-11-30 12:00'))).toMatchObject({ state: 'paused', leftMinutes: 360, usedShare: 0.25, overdue: false })
  })

  test('lateness before a pause is the same after it', () => {
    const paused = pauseClock(startClock(calendar, normal, registeredAt), wall('2026-11-18 12:00'))
    const resumed = resumeClock(calendar, paused, wall('2026-11-20 12:00'))
    expect(readClock(calendar, paused, wall('2026-11-19 12:00'))).toMatchObject({ leftMinutes: -120, overdue: true })
    expect(readClock(calendar, resumed, wall('2026-11-20 12:00'))).toMatchObject({ leftMinutes: -120, overdue: true, usedShare: 1.25 })
  })

  test('a paused clock that is paused again, and a running one that is resumed, stay as they are', () => {
    const running = startClock(calendar, normal, registeredAt)
    const paused = pauseClock(running, wall('2026-11-17 12:00'))
    expect(pauseClock(paused, wall('2026-11-17 15:00'))).toBe(paused)
    expect(resumeClock(calendar, running, wall('2026-11-17 15:00'))).toBe(running)
  })

  test('a pause that reaches into 2028 lets the term await its list', () => {
    const paused = pauseClock(startClock(calendar, final, wall('2027-12-20 10:00')), wall('2027-12-22 10:00'))
    expect(resumeClock(calendar, paused, wall('2028-01-12 10:00'))).toMatchObject({ dueAt: null, awaits: 2028, pausedAt: null })
  })

  test('a list that changes after a pause moves the term with its pause', () => {
    const moved = { date: '2026-11-20', type: 'transfer', key: 'transfer', kk: 'Ауыстыру', ru: 'Перенос', en: 'Transfer' } as const
    const changed = makeCalendar(shippedYears.map(list => list.year === 2026 ? { ...list, days: [...list.days, moved] } : list))
    const resumed = resumeClock(calendar, pauseClock(startClock(calendar, final, registeredAt), wall('2026-11-18 10:00')), wall('2026-11-19 10:00'))
    expect(resumed.dueAt).toBe(wall('2026-11-27 18:30'))
    expect(refreshClock(changed, resumed).dueAt).toBe(wall('2026-11-30 18:30'))
  })
})

describe('a changed limit', () => {
  test('a raised priority is counted from the registration', () => {
    const clock = relimitClock(calendar, startClock(calendar, normal, registeredAt), high, wall('2026-11-17 11:00'))
    expect(clock).toMatchObject({ startedAt: registeredAt, dueAt: wall('2026-11-17 15:30') })
  })

  test('it never falls due before the change', () => {
    const clock = relimitClock(calendar, startClock(calendar, normal, registeredAt), high, wall('2026-11-17 17:00'))
    expect(clock.dueAt).toBe(wall('2026-11-17 17:00'))
    const night = relimitClock(calendar, startClock(calendar, normal, registeredAt), high, wall('2026-11-17 21:00'))
    expect(night.dueAt).toBe(wall('2026-11-18 09:00'))
    expect(readClock(calendar, clock, wall('2026-11-17 17:00'))).toMatchObject({ leftMinutes: 0, usedShare: 1, overdue: false })
    expect(refreshClock(calendar, clock)).toBe(clock)
  })

  test('a shorter term in days that is over already ends at the close of the day of the change', () => {
    const clock = relimitClock(calendar, startClock(calendar, final, registeredAt), { workingDays: 2 }, wall('2026-11-24 11:00'))
    expect(clock.dueAt).toBe(wall('2026-11-24 18:30'))
  })

  test('the same limit changes nothing, so a correction forgives no lateness', () => {
    const late = startClock(calendar, normal, registeredAt)
    expect(relimitClock(calendar, late, { workingMinutes: 480 }, wall('2026-11-25 10:00'))).toBe(late)
  })

  test('a stopped clock keeps its limit', () => {
    const stopped = stopClock(startClock(calendar, normal, registeredAt), wall('2026-11-17 11:00'))
    expect(relimitClock(calendar, stopped, high, wall('2026-11-17 12:00'))).toBe(stopped)
  })

  test('a pause before the change still counts', () => {
    const resumed = resumeClock(calendar, pauseClock(startClock(calendar, normal, registeredAt), wall('2026-11-17 11:00')), wall('2026-11-17 17:00'))
    expect(relimitClock(calendar, resumed, high, wall('2026-11-17 17:30')).dueAt).toBe(wall('2026-11-18 10:30'))
  })

  test('a paused clock keeps pausing under its new limit', () => {
    const paused = pauseClock(startClock(calendar, normal, registeredAt), wall('2026-11-17 17:00'))
    const changed = relimitClock(calendar, paused, high, wall('2026-11-18 12:00'))
    expect(readClock(calendar, changed, wall('2026-11-19 12:00'))).toMatchObject({ state: 'paused', leftMinutes: 0, overdue: false })
    expect(resumeClock(calendar, changed, wall('2026-11-19 12:00')).dueAt).toBe(wall('2026-11-19 12:00'))
  })

  test('a paused clock that becomes danger runs, and back again its pause is not lost', () => {
    const paused = pauseClock(startClock(calendar, normal, registeredAt), wall('2026-11-17 11:00'))
    const urgent = relimitClock(calendar, paused, danger, wall('2026-11-17 12:00'))
    expect(urgent).toMatchObject({ dueAt: wall('2026-11-17 12:00'), pausedAt: null })
    expect(readClock(calendar, urgent, wall('2026-11-17 11:30'))).toMatchObject({ state: 'running', leftMinutes: 30, usedShare: 0.75 })
    expect(relimitClock(calendar, urgent, normal, wall('2026-11-17 12:00')).dueAt).toBe(wall('2026-11-18 11:00'))
  })
})

describe('a stop', () => {
  test('it keeps what was left, in time or late', () => {
    const clock = startClock(calendar, normal, registeredAt)
    const inTime = stopClock(clock, wall('2026-11-17 16:00'))
    expect(readClock(calendar, inTime, wall('2026-12-01 10:00'))).toMatchObject({ state: 'stopped', leftMinutes: 210, overdue: false })
    const late = stopClock(clock, wall('2026-11-18 10:01'))
    expect(readClock(calendar, late, wall('2026-12-01 10:00'))).toMatchObject({ state: 'stopped', leftMinutes: -1, overdue: true })
    expect(stopClock(late, wall('2026-11-30 10:00'))).toBe(late)
  })

  test('an unmerged ticket has its clocks as if never stopped, a waiting one still paused', () => {
    const running = startClock(calendar, normal, registeredAt)
    expect(continueClock(stopClock(running, wall('2026-11-17 11:00')))).toEqual(running)
    const paused = pauseClock(running, wall('2026-11-17 11:00'))
    const merged = stopClock(paused, wall('2026-11-17 12:00'))
    expect(resumeClock(calendar, merged, wall('2026-11-17 15:00'))).toBe(merged)
    expect(readClock(calendar, merged, wall('2026-11-18 12:00'))).toMatchObject({ state: 'stopped', leftMinutes: 420 })
    expect(continueClock(merged)).toEqual(paused)
    expect(continueClock(running)).toBe(running)
  })
})

describe('warnings', () => {
  test('half of eight hours from Tuesday at ten is used after lunch', () => {
    const clock = startClock(calendar, normal, registeredAt)
    expect(thresholdAt(calendar, clock, 0.5)).toEqual({ at: wall('2026-11-17 15:30') })
    expect(thresholdAt(calendar, clock, 0.8)).toEqual({ at: wall('2026-11-17 17:54') })
    expect(thresholdAt(calendar, clock, 1)).toEqual({ at: wall('2026-11-18 10:00') })
  })

  test('half an hour of danger is half, at any hour', () => {
    expect(thresholdAt(calendar, startClock(calendar, danger, wall('2026-11-21 23:30')), 0.5)).toEqual({ at: wall('2026-11-22 00:00') })
  })

  test('a pause moves a warning that had not come yet and leaves one that had', () => {
    const clock = resumeClock(calendar, pauseClock(startClock(calendar, normal, registeredAt), wall('2026-11-17 16:30')), wall('2026-11-18 10:00'))
    expect(thresholdAt(calendar, clock, 0.5)).toEqual({ at: wall('2026-11-17 15:30') })
    expect(thresholdAt(calendar, clock, 0.8)).toEqual({ at: wall('2026-11-18 11:24') })
  })

  test('late minutes are counted in working time for the office and plainly for danger', () => {
    expect(readClock(calendar, startClock(calendar, normal, wall('2026-11-19 18:30')), wall('2026-11-23 10:00'))).toMatchObject({ leftMinutes: -60, overdue: true })
    expect(readClock(calendar, startClock(calendar, danger, wall('2026-11-20 18:30')), wall('2026-11-20 20:00'))).toMatchObject({ leftMinutes: -30, usedShare: 1.5 })
    expect(readClock(calendar, startClock(calendar, final, registeredAt), wall('2026-11-26 20:00'))).toMatchObject({ leftMinutes: 0, usedShare: 1, overdue: true })
  })
})

describe('for any start, limit and pause', () => {
  const start = fc.integer({ min: msOf('2024-01-01', 0), max: msOf('2027-06-30', 0) }).map(toInstant)
  const gap = fc.integer({ min: 1, max: 15 * 24 * 60 * 60_000 })
  const after = (at: Instant, ms: number) => toInstant(toMs(at) + ms)
  const limit: fc.Arbitrary<Limit> = fc.oneof(
    fc.record({ minutes: fc.integer({ min: 1, max: 6_000 }) }),
    fc.record({ workingMinutes: fc.integer({ min: 1, max: 6_000 }) }),
    fc.record({ workingDays: fc.integer({ min: 1, max: 15 }) }),
  )

  test('a pause gives no working minute and takes none', () => {
    fc.assert(fc.property(start, fc.integer({ min: 1, max: 6_000 }), gap, gap, (from, workingMinutes, until, long) => {
      const paused = pauseClock(startClock(calendar, { workingMinutes }, from), after(from, until))
      const resumedAt = after(from, until + long)
      const before = readClock(calendar, paused, resumedAt)
      const resumed = readClock(calendar, resumeClock(calendar, paused, resumedAt), resumedAt)
      expect(resumed.leftMinutes).toBeCloseTo(before.leftMinutes ?? NaN, 6)
      expect(resumed.usedShare).toBeCloseTo(before.usedShare ?? NaN, 6)
    }))
  })

  test('a pause leaves a term in days the same number of working days to begin, and its end at the close', () => {
    fc.assert(fc.property(start, fc.integer({ min: 1, max: 15 }), gap, gap, (from, workingDays, until, long) => {
      const paused = pauseClock(startClock(calendar, { workingDays }, from), after(from, until))
      const resumedAt = after(from, until + long)
      const due = dueOf(resumeClock(calendar, paused, resumedAt))
      expect(workingDaysBegun(calendar, resumedAt, due)).toBe(workingDaysBegun(calendar, after(from, until), dueOf(paused)))
      expect((toMs(due) - msOf(due.slice(0, 10), 0)) / 60_000).toBe(18 * 60 + 30)
    }))
  })

  test('at its threshold a running clock has used that share', () => {
    fc.assert(fc.property(start, limit, fc.constantFrom(0.5, 0.8, 1), gap, gap, (from, term, share, until, long) => {
      const paused = pauseClock(startClock(calendar, term, from), after(from, until))
      const clock = resumeClock(calendar, paused, after(from, until + long))
      const at = atOf(thresholdAt(calendar, clock, share))
      if (at > after(from, until) || 'minutes' in term) expect(readClock(calendar, clock, at).usedShare).toBeCloseTo(share, 5)
      expect(at <= dueOf(clock)).toBe(true)
    }))
  })

  test('a changed limit is never due before the change', () => {
    fc.assert(fc.property(start, limit, limit, gap, (from, first, second, until) => {
      fc.pre(JSON.stringify(first) !== JSON.stringify(second))
      const clock = relimitClock(calendar, startClock(calendar, first, from), second, after(from, until))
      expect(dueOf(clock) >= after(from, until)).toBe(true)
      expect(dueOf(clock) >= dueOf(startClock(calendar, second, from))).toBe(true)
    }))
  })
})
