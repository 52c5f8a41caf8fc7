// A computer whose clock is wrong shows the terms of the office all the same.
import { expect, test } from 'vitest'
import { clockError } from '../../client/clock-error.ts'

const day = 86_400_000
const served = Date.parse('2026-11-23T04:00:00Z')

test('a clock that is a day ahead or behind is told by how much; one that is a minute off is left as it is', () => {
  const error = (here: number, date: string | null = 'Mon, 23 Nov 2026 04:00:00 GMT') => clockError(date, here)
  expect([error(served + day), error(served - day), error(served + 61_000)]).toEqual([day, -day, 61_000])
  expect([error(served), error(served + 60_000), error(served - 60_000)]).toEqual([0, 0, 0])
})

test('an answer that does not tell its time changes nothing', () => {
  expect([clockError(null, served), clockError('soon', served)]).toEqual([0, 0])
})
