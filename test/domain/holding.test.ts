// Whose time it was, through assignments, returns and the way back.
import { expect, test } from 'vitest'
import { shippedYears } from '#domain/calendar-years.ts'
import { makeCalendar } from '#domain/calendar.ts'
import { endHolding, hold, minutesByHolder } from '#domain/holding.ts'
import type { Holding } from '#domain/ticket.ts'
import { instantOf } from '#domain/time.ts'

const calendar = makeCalendar(shippedYears)
const nobody = { bodyId: null, officerId: null }
const water = { bodyId: 'water', officerId: 'aigul' }
const roads = { bodyId: 'roads', officerId: null }
/** An hour of Friday 20 November 2026; 33 is nine on Saturday, 81 nine on Monday. */
const hour = (count: number) => instantOf('2026-11-20', count * 60)

test('a returned ticket lay with the body until it was returned, then with nobody, then with the next body', () => {
  let holdings = hold([], nobody, hour(9))
  holdings = hold(holdings, water, hour(10))
  holdings = hold(holdings, nobody, hour(12))
  holdings = endHolding(hold(holdings, roads, hour(16)), hour(17))
  expect(holdings.map(({ from, to }) => [from, to])).toEqual([[hour(9), hour(10)], [hour(10), hour(12)], [hour(12), hour(16)], [hour(16), hour(17)]])
  expect(minutesByHolder(calendar, holdings, hour(100))).toEqual([
    { ...nobody, workingMinutes: 210 }, { ...water, workingMinutes: 120 }, { ...roads, workingMinutes: 60 },
  ])
})

test('an open holding runs until now, in working time only', () => {
  expect(minutesByHolder(calendar, hold([], water, hour(18)), hour(82))).toEqual([{ ...water, workingMinutes: 90 }])
})

test('the same holder goes on in the same line', () => {
  const first = hold([], water, hour(9))
  expect(hold(first, water, hour(10))).toBe(first)
})

test('a line of no length is not kept, and the holder before it goes on', () => {
  const held = hold([], water, hour(9))
  const passed = hold(hold(held, nobody, hour(10)), roads, hour(10))
  expect(passed).toEqual([{ ...water, from: hour(9), to: hour(10) }, { ...roads, from: hour(10), to: null }])
  expect(hold(passed, water, hour(10))).toEqual(held)
})

test('ending twice keeps the first end', () => {
  const ended = endHolding(hold([], water, hour(9)), hour(10))
  expect(endHolding(ended, hour(12))).toEqual(ended)
})

test('a holding that touches a year without a list has no sum', () => {
  const holdings: Holding[] = [{ ...water, from: instantOf('2027-12-30', 600), to: null }]
  expect(minutesByHolder(calendar, holdings, instantOf('2028-01-05', 600))).toEqual([{ ...water, workingMinutes: null }])
})

test('whole minutes are shown: what is not full is not counted', () => {
  const holdings: Holding[] = [{ ...water, from: hour(10), to: '2026-11-20T05:01:59.999Z' }]
  expect(minutesByHolder(calendar, holdings, hour(12))).toEqual([{ ...water, workingMinutes: 1 }])
})

test('parts of a minute that fill one are counted, however many holdings they lie in', () => {
  const thirds: Holding[] = [0, 1, 2].map(minute => ({
    ...water, from: `2026-11-20T05:0${minute}:00.000Z`, to: `2026-11-20T05:0${minute}:20.000Z`,
  }))
  expect(minutesByHolder(calendar, thirds, hour(12))).toEqual([{ ...water, workingMinutes: 1 }])
})
