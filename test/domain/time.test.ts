// The office's wall clock against the zone data of the runtime.
import { expect, test } from 'vitest'
import { addDays, dayOf, instantOf, weekdayOf } from '#domain/time.ts'

const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty', dateStyle: 'short', timeStyle: 'short' })

test('the day in Almaty is the day of the zone data, before and after the move to UTC+5', () => {
  for (let ms = Date.UTC(2024, 0, 1); ms < Date.UTC(2027, 11, 31); ms += 7 * 3_600_000 + 61_000) {
    const at = new Date(ms).toISOString()
    expect(dayOf(at)).toBe(wall.format(ms).slice(0, 10))
  }
})

test('nine in the morning of an Almaty day is nine on the wall', () => {
  for (let day = '2024-01-01'; day < '2028-01-01'; day = addDays(day, 1)) {
    expect(wall.format(new Date(instantOf(day, 540)))).toBe(`${day} 09:00`)
  }
})

test('22 November 2026 is a Sunday', () => {
  expect(weekdayOf('2026-11-22')).toBe(7)
})
