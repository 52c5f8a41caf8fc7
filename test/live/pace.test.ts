// What happens now and then is told at once; what comes in a flood is joined.
import { expect, test } from 'vitest'
import { makePace } from '../../server/live/pace.ts'

const paceAt = () => {
  let ms = 0
  const mayNow = makePace(() => ms)
  return { mayNow, later: (more: number) => { ms += more } }
}
const times = (count: number, work: () => boolean) => Array.from({ length: count }, work).filter(Boolean).length

test('twenty events a second never wait', () => {
  const { mayNow, later } = paceAt()
  expect(times(1000, () => {
    later(50)
    return mayNow()
  })).toBe(1000)
})

test('of a flood ten go out at once, and the rest as time passes', () => {
  const { mayNow, later } = paceAt()
  expect(times(100, mayNow)).toBe(10)
  later(39)
  expect(times(100, mayNow)).toBe(0)
  later(1)
  expect(times(100, mayNow)).toBe(1)
  later(200)
  expect(times(100, mayNow)).toBe(5)
})

test('a night of silence is no leave for a flood in the morning', () => {
  const { mayNow, later } = paceAt()
  later(8 * 60 * 60 * 1000)
  expect(times(100, mayNow)).toBe(10)
})
