// The working calendar against the published lists, the law's counting rule, and properties that hold for any start and any span.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shippedYears } from '#domain/calendar-years.ts'
import { addWorkingMinutes, countedFrom, endOfWorkingDays, isWorkingDay, makeCalendar, missingYear, nextListWarning, workingDaysBegun, workingMinutesBetween, type Moment } from '#domain/calendar.ts'
import data from '#domain/data/calendar.json' with { type: 'json' }
import { officeHours } from '#domain/office.ts'
import { addDays, dayOf, instantOf, msOf, toInstant, toMs, weekdayOf, type Day, type Instant } from '#domain/time.ts'

const calendar = makeCalendar(shippedYears)

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
const daysOf = (year: number): Day[] => {
  const days: Day[] = []
  for (let day = `${year}-01-01`; day < `${year + 1}`; day = addDays(day, 1)) days.push(day)
  return days
}
const worked = (days: Day[]) => days.filter(day => isWorkingDay(calendar, day)).length

describe('the lists', () => {
  test.each([[2024, 249], [2025, 246], [2026, 247], [2027, 247]])('%i has %i working days', (year, count) => {
    expect(worked(daysOf(year))).toBe(count)
  })

  test('every month has the published number of working days', () => {
    for (const [year, list] of Object.entries(data.years)) {
      const months = list.working_days_by_month.map((_, month) => worked(daysOf(Number(year)).filter(day => Number(day.slice(5, 7)) === month + 1)))
      expect(months).toEqual(list.working_days_by_month)
    }
  })

  test('January 2026 has nineteen working days', () => {
    expect(worked(daysOf(2026).filter(day => day.startsWith('2026-01')))).toBe(19)
  })

  test('Saturday 4 May 2024 is worked and Wednesday 8 May 2024 is off in its place', () => {
    expect(weekdayOf('2024-05-04')).toBe(6)
    expect(isWorkingDay(calendar, '2024-05-04')).toBe(true)
    expect(isWorkingDay(calendar, '2024-05-08')).toBe(false)
    expect(isWorkingDay(calendar, '2025-01-05')).toBe(true)
    expect(isWorkingDay(calendar, '2025-01-03')).toBe(false)
  })

  test('a year without a list is neither worked nor off', () => {
    expect(isWorkingDay(calendar, '2028-02-01')).toBeNull()
    expect(isWorkingDay(calendar, '2023-12-29')).toBeNull()
  })

  test('only the computed list of 2027 is provisional', () => {
    expect(shippedYears.filter(list => list.provisional).map(list => list.year)).toEqual([2027])
  })

  test('the list that the admin confirms stands in the place of the shipped one', () => {
    const moved = { date: '2027-01-08', type: 'transfer', key: 'transfer', kk: 'Ауыстыру', ru: 'Перенос', en: 'Transfer' } as const
    const confirmed = shippedYears.filter(list => list.year === 2027).map(list => ({ ...list, provisional: false, days: [...list.days, moved] }))
    const changed = makeCalendar([...shippedYears, ...confirmed])
    expect(isWorkingDay(calendar, '2027-01-08')).toBe(true)
    expect(isWorkingDay(changed, '2027-01-08')).toBe(false)
  })
})

describe('terms in days', () => {
  test.each(data.test_vectors.cases)('$what: received $received, $working_days working days end on $deadline', (vector) => {
    const received = wall(vector.received.replace('T', ' '))
    expect(countedFrom(calendar, received)).toBe(vector.registered)
    expect(endOfWorkingDays(calendar, received, 1)).toEqual({ at: instantOf(vector.day_1, officeHours.close) })
    expect(endOfWorkingDays(calendar, received, vector.working_days)).toEqual({ at: instantOf(vector.deadline, officeHours.close) })
  })

  test('a ticket registered on Friday evening counts from Monday', () => {
    expect(countedFrom(calendar, wall('2026-11-20 18:31'))).toBe('2026-11-23')
    expect(endOfWorkingDays(calendar, wall('2026-11-20 18:31'), 1)).toEqual({ at: wall('2026-11-24 18:30') })
  })

  test('at 18:30:00 the working day still lasts, a millisecond later it is over', () => {
    const close = wall('2026-11-20 18:30')
    expect(countedFrom(calendar, close)).toBe('2026-11-20')
    expect(countedFrom(calendar, toInstant(toMs(close) + 1))).toBe('2026-11-23')
  })

  test('a ticket registered before the office opens counts from the same day', () => {
    expect(countedFrom(calendar, wall('2026-11-20 00:00'))).toBe('2026-11-20')
  })

  test('a term that runs into 2028 awaits its list', () => {
    expect(endOfWorkingDays(calendar, wall('2027-12-28 10:00'), 3)).toEqual({ at: wall('2027-12-31 18:30') })
    expect(endOfWorkingDays(calendar, wall('2027-12-28 10:00'), 4)).toEqual({ awaits: 2028 })
    expect(endOfWorkingDays(calendar, wall('2028-03-01 10:00'), 1)).toEqual({ awaits: 2028 })
    expect(countedFrom(calendar, wall('2027-12-31 19:00'))).toBeNull()
    expect(countedFrom(calendar, wall('2028-03-01 10:00'))).toBeNull()
  })
})

describe('working minutes', () => {
  test('eight hours from Friday at noon end on Monday at noon, with lunch left out', () => {
    expect(addWorkingMinutes(calendar, wall('2026-11-20 12:00'), 480)).toEqual({ at: wall('2026-11-23 12:00') })
  })

  test('half an hour from Friday evening ends on Monday at half past nine', () => {
    expect(addWorkingMinutes(calendar, wall('2026-11-20 20:00'), 30)).toEqual({ at: wall('2026-11-23 09:30') })
  })

  test('half an hour begun just before lunch ends after it, and one begun in lunch counts from its end', () => {
    expect(addWorkingMinutes(calendar, wall('2026-11-20 12:50'), 30)).toEqual({ at: wall('2026-11-20 14:50') })
    expect(addWorkingMinutes(calendar, wall('2026-11-20 13:40'), 30)).toEqual({ at: wall('2026-11-20 15:00') })
  })

  test('a span that ends with the morning or the day ends at lunch or at the close, not at the next opening', () => {
    expect(addWorkingMinutes(calendar, wall('2026-11-20 12:30'), 30)).toEqual({ at: wall('2026-11-20 13:00') })
    expect(addWorkingMinutes(calendar, wall('2026-11-20 18:00'), 30)).toEqual({ at: wall('2026-11-20 18:30') })
    expect(addWorkingMinutes(calendar, wall('2026-11-20 09:00'), 480)).toEqual({ at: wall('2026-11-20 18:30') })
  })

  test.each([
    ['2026-11-20 10:00', '2026-11-20 10:00'], ['2026-11-20 13:00', '2026-11-20 13:00'], ['2026-11-20 13:10', '2026-11-20 14:30'],
    ['2026-11-20 08:00', '2026-11-20 09:00'], ['2026-11-20 18:30', '2026-11-20 18:30'], ['2026-11-20 19:00', '2026-11-23 09:00'],
    ['2026-11-22 12:00', '2026-11-23 09:00'],
  ])('no minutes from %s is %s', (from, end) => {
    expect(addWorkingMinutes(calendar, wall(from), 0)).toEqual({ at: wall(end) })
  })

  test('minutes across the end of the list await the next year, and a start without a list awaits its own', () => {
    expect(addWorkingMinutes(calendar, wall('2027-12-31 18:00'), 30)).toEqual({ at: wall('2027-12-31 18:30') })
    expect(addWorkingMinutes(calendar, wall('2027-12-31 18:00'), 31)).toEqual({ awaits: 2028 })
    expect(addWorkingMinutes(calendar, wall('2023-12-29 10:00'), 30)).toEqual({ awaits: 2023 })
  })

  test('time cannot be taken away', () => {
    expect(() => addWorkingMinutes(calendar, wall('2026-11-20 10:00'), -1)).toThrow(RangeError)
  })

  test('from Friday noon to Monday noon are eight working hours, and minus eight on the way back', () => {
    expect(workingMinutesBetween(calendar, wall('2026-11-20 12:00'), wall('2026-11-23 12:00'))).toBe(480)
    expect(workingMinutesBetween(calendar, wall('2026-11-23 12:00'), wall('2026-11-20 12:00'))).toBe(-480)
    expect(workingMinutesBetween(calendar, wall('2026-11-20 18:30'), wall('2026-11-23 09:00'))).toBe(0)
  })

  test('a span that touches a year without a list has no sum', () => {
    expect(workingMinutesBetween(calendar, wall('2027-12-30 10:00'), wall('2028-01-11 10:00'))).toBeNull()
    const gap = makeCalendar(shippedYears.filter(list => list.year !== 2025))
    expect(workingMinutesBetween(gap, wall('2024-12-30 10:00'), wall('2026-01-05 10:00'))).toBeNull()
    expect(missingYear(gap, wall('2024-12-30 10:00'), wall('2026-01-05 10:00'))).toBe(2025)
    expect(endOfWorkingDays(gap, wall('2024-12-30 10:00'), 5)).toEqual({ awaits: 2025 })
  })

  test('the night of 29 February 2024, when the clocks went back an hour, adds no working time', () => {
    expect(workingMinutesBetween(calendar, wall('2024-02-29 18:00'), wall('2024-03-01 09:30'))).toBe(60)
    expect(addWorkingMinutes(calendar, '2024-02-29T18:30:00.000Z', 30)).toEqual({ at: wall('2024-03-01 09:30') })
    expect(countedFrom(calendar, '2024-02-29T18:30:00.000Z')).toBe('2024-03-01')
    expect(endOfWorkingDays(calendar, wall('2024-02-28 10:00'), 2)).toEqual({ at: wall('2024-03-01 18:30') })
  })

  test('an office open until midnight works its last hour too after the clocks went back', () => {
    const late = makeCalendar(shippedYears, { open: 900, lunchFrom: 1140, lunchTo: 1200, close: 1440 })
    expect(workingMinutesBetween(late, wall('2024-03-01 23:00'), wall('2024-03-01 23:30'))).toBe(30)
    expect(workingMinutesBetween(late, wall('2024-03-07 23:15'), wall('2024-03-08 00:30'))).toBe(45)
  })

  test('another office has other hours', () => {
    const early = makeCalendar(shippedYears, { open: 480, lunchFrom: 720, lunchTo: 780, close: 1020 })
    expect(addWorkingMinutes(early, wall('2026-11-20 11:30'), 60)).toEqual({ at: wall('2026-11-20 13:30') })
    expect(endOfWorkingDays(early, wall('2026-11-20 17:30'), 1)).toEqual({ at: wall('2026-11-24 17:00') })
  })
})

describe('the warning of the next list', () => {
  test.each([
    ['2025-11-01 10:00', null], ['2026-09-30 23:59', null], ['2026-10-01 00:00', 2027], ['2027-02-01 10:00', 2027], ['2028-01-01 10:00', 2028],
  ])('on %s it is %s', (now, year) => {
    expect(nextListWarning(calendar, wall(now))).toBe(year)
  })

  test('from 1 October 2027 it is 2028, once 2027 is confirmed', () => {
    const confirmed = makeCalendar(shippedYears.map(list => ({ ...list, provisional: false })))
    expect(nextListWarning(confirmed, wall('2027-09-30 10:00'))).toBeNull()
    expect(nextListWarning(confirmed, wall('2027-10-01 10:00'))).toBe(2028)
  })
})

describe('for any start and any span', () => {
  const start = fc.integer({ min: msOf('2024-01-01', 0), max: msOf('2027-05-31', 0) }).map(toInstant)
  const minutes = fc.integer({ min: 0, max: 20_000 })

  const isInOffice = (at: Instant) => {
    const minute = (toMs(at) - msOf(dayOf(at), 0)) / 60_000
    const { open, lunchFrom, lunchTo, close } = officeHours
    return isWorkingDay(calendar, dayOf(at)) === true && ((minute >= open && minute <= lunchFrom) || (minute >= lunchTo && minute <= close))
  }

  test('adding and then measuring gives the same minutes', () => {
    fc.assert(fc.property(start, minutes, (from, count) => {
      expect(workingMinutesBetween(calendar, from, atOf(addWorkingMinutes(calendar, from, count)))).toBe(count)
    }))
  })

  test('nothing is due on a day off or outside office hours', () => {
    fc.assert(fc.property(start, minutes, fc.integer({ min: 0, max: 40 }), (from, count, days) => {
      expect(isInOffice(atOf(addWorkingMinutes(calendar, from, count)))).toBe(true)
      const end = atOf(endOfWorkingDays(calendar, from, days))
      expect(isInOffice(end)).toBe(true)
      expect(end).toBe(instantOf(dayOf(end), officeHours.close))
    }))
  })

  test('a later start or a longer span never ends earlier', () => {
    fc.assert(fc.property(start, fc.integer({ min: 0, max: 200 * 3_600_000 }), minutes, minutes, (from, laterBy, a, b) => {
      const second = toInstant(toMs(from) + laterBy)
      const [short, long] = a < b ? [a, b] : [b, a]
      expect(atOf(addWorkingMinutes(calendar, from, short)) <= atOf(addWorkingMinutes(calendar, from, long))).toBe(true)
      expect(atOf(addWorkingMinutes(calendar, from, short)) <= atOf(addWorkingMinutes(calendar, second, short))).toBe(true)
      const [few, many] = [short % 40, short % 40 + 1]
      expect(atOf(endOfWorkingDays(calendar, from, few)) < atOf(endOfWorkingDays(calendar, from, many))).toBe(true)
      expect(atOf(endOfWorkingDays(calendar, from, few)) <= atOf(endOfWorkingDays(calendar, second, few))).toBe(true)
    }))
  })

  test('the sum agrees with a count minute by minute', () => {
    fc.assert(fc.property(start, fc.integer({ min: 0, max: 3_000 }), (from, count) => {
      const first = Math.ceil(toMs(from) / 60_000) * 60_000
      const counted = Array.from({ length: count }, (_, minute) => toInstant(first + minute * 60_000 + 30_000)).filter(isInOffice).length
      expect(workingMinutesBetween(calendar, toInstant(first), toInstant(first + count * 60_000))).toBe(counted)
    }), { numRuns: 20 })
  })

  test('days begun agree with a count day by day', () => {
    fc.assert(fc.property(start, fc.integer({ min: 0, max: 60 * 24 * 60 }), (from, span) => {
      const to = toInstant(toMs(from) + span * 60_000)
      let counted = 0
      for (let day = dayOf(from); day <= dayOf(to); day = addDays(day, 1)) {
        const opening = instantOf(day, officeHours.open)
        if (isWorkingDay(calendar, day) && opening > from && opening <= to) counted++
      }
      expect(workingDaysBegun(calendar, from, to)).toBe(counted)
    }))
  })
})
