// When a person is there: leave with both its days, duty that may cross midnight, a block at once.
import { expect, test } from 'vitest'
import { isAvailable, isAway, onDuty, type Duty } from '#domain/user.ts'

const leave = { fromOn: '2026-11-18', toOn: '2026-11-20' }

test('a leave holds from its first day to its last', () => {
  expect(['2026-11-17', '2026-11-18', '2026-11-20', '2026-11-21'].map(on => isAway({ leave }, on))).toEqual([false, true, true, false])
  expect(isAway({ leave: null }, '2026-11-18')).toBe(false)
})

test('a blocked person is not there, leave or none', () => {
  expect(isAvailable({ leave: null, blockedAt: null }, '2026-11-18')).toBe(true)
  expect(isAvailable({ leave, blockedAt: null }, '2026-11-18')).toBe(false)
  expect(isAvailable({ leave: null, blockedAt: '2026-11-01T00:00:00.000Z' }, '2026-11-18')).toBe(false)
})

const at = (duty: Duty | null, ...minutes: number[]) => minutes.map(minute => onDuty({ duty, blockedAt: null }, minute))

test('a duty by day begins with its first minute and ends before its last', () => {
  expect(at({ fromMinute: 540, toMinute: 1110 }, 539, 540, 1109, 1110)).toEqual([false, true, true, false])
})

test('a duty by night crosses midnight', () => {
  expect(at({ fromMinute: 1320, toMinute: 480 }, 1319, 1320, 1439, 0, 479, 480, 720)).toEqual([false, true, true, true, true, false, false])
})

test('nobody is on duty without hours, or when blocked', () => {
  expect(at(null, 600)).toEqual([false])
  expect(onDuty({ duty: { fromMinute: 0, toMinute: 1439 }, blockedAt: '2026-11-18T05:00:00.000Z' }, 600)).toBe(false)
})
