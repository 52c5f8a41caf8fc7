// Numbers known of spellings lie in rows whose room is given away, but never under the text that is being looked at.
import { expect, test } from 'vitest'
import { lookLimit } from '../../server/analyse/normalise.ts'
import { nothingKnown, type Known } from '../../server/analyse/remember.ts'
import { makeRows } from '../../server/analyse/rows.ts'

const kept = 65_536
const word = (code: number): { code: number, known: Known } => ({ code, known: nothingKnown() })

const countedRows = () => {
  const filled: number[] = []
  const rows = makeRows<{ code: number, known: Known }>(1, ({ code }, numbers, start) => {
    filled.push(code)
    numbers[start] = code
  })
  return { filled, numberOf: (one: { code: number, known: Known }) => rows.numbers[rows.startOf(one)], ...rows }
}

test('what is known of a word is worked out once, and again when its room was given to another', () => {
  const { filled, numberOf } = countedRows()
  const first = word(7)
  expect([numberOf(first), numberOf(first), filled]).toEqual([7, 7, [7]])
  for (let code = 0; code < 2 * kept; code += 1) expect(numberOf(word(100 + code))).toBe(100 + code)
  expect([numberOf(first), filled.at(-1)]).toEqual([7, 7])
})

test('no word of a text loses its row to another word of the same text', () => {
  const { startOf, numbers } = countedRows()
  const old = Array.from({ length: kept }, (_, code) => word(1 + code))
  for (const one of old) startOf(one)
  for (const first of [0, lookLimit - 2, lookLimit - 1, lookLimit, lookLimit + 1, 2 * lookLimit]) {
    const one = old[first] ?? word(0)
    const start = startOf(one)
    for (let code = 1; code < lookLimit; code += 1) startOf(word(kept + code))
    expect(numbers[start]).toBe(one.code)
  }
})
