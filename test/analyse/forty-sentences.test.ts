// The floor under understanding: forty sentences, at least thirty-four right in every field.
import { expect, test } from 'vitest'
import { classify } from '../../server/analyse/classify.ts'
import { kazakh, mixed, russian, type Sentence } from './sentences.ts'

const all = [...kazakh, ...russian, ...mixed]
const floor = 34

const fields: Record<string, (sentence: Sentence) => [expected: unknown, got: unknown]> = {
  mention: sentence => [sentence.mention, classify(sentence.text).mention],
  place: sentence => [sentence.place, classify(sentence.text).places[0]?.kato ?? null],
  sector: sentence => [sentence.sector, classify(sentence.text).topic.sector],
  danger: sentence => [sentence.danger, classify(sentence.text).urgency.level === 'danger'],
}

test('there are twenty Kazakh, fifteen Russian and five mixed sentences', () => {
  expect([kazakh.length, russian.length, mixed.length]).toEqual([20, 15, 5])
})

test.for(Object.entries(fields))('at least 34 of 40 sentences are understood right: %s', ([field, look]) => {
  const misses = all.flatMap((sentence) => {
    const [expected, got] = look(sentence)
    return expected === got ? [] : [`${field}: ${String(got)} instead of ${String(expected)}: ${sentence.text}`]
  })
  if (misses.length > 0) console.log(misses.join('\n'))
  expect(all.length - misses.length, misses.join('\n')).toBeGreaterThanOrEqual(floor)
})

test.for([['kk', kazakh], ['ru', russian], ['mixed', mixed]] as const)('at least 85 of 100 sentences are recognised as %s', ([language, sentences]) => {
  const misses = sentences.filter(sentence => classify(sentence.text).language !== language)
  expect(misses.length, misses.map(sentence => `${classify(sentence.text).language}: ${sentence.text}`).join('\n')).toBeLessThanOrEqual(sentences.length * 0.15)
})
