// What words are kin to: small vectors by which a topic is told from words that no post has taught.
import { expect, test } from 'vitest'
import kazakh from '../../server/analyse/data/kazakh_kin.json' with { type: 'json' }
import stored from '../../server/analyse/data/kin.json' with { type: 'json' }
import { kinEntries, kinOf, kinParts, kinWide, makeKinAdder } from '../../server/analyse/kin.ts'
import { makeScorer } from '../../server/analyse/linear.ts'
import { lookAt, namedValues } from '../../server/analyse/look.ts'
import { normalise, type Token } from '../../server/analyse/normalise.ts'
import { roughRussian } from '../../server/analyse/rough-stems.ts'
import { exampleFrom } from '../../server/analyse/train/example.ts'
import { fit, withKin, type Fitting } from '../../server/analyse/train/fit.ts'
import { quantise } from '../../server/analyse/train/quantise.ts'

const wordsOf = (text: string): Token[] => normalise(text).words
const vectorOf = (word: string): number[] => [...wordsOf(word).map(kinOf)[0] ?? []]
const dot = (one: number[], other: number[]): number => one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
const likeness = (one: string, other: string): number => dot(vectorOf(one), vectorOf(other)) / Math.sqrt(dot(vectorOf(one), vectorOf(one)) * dot(vectorOf(other), vectorOf(other)))

test('words that are used alike lie closer than words that are not', () => {
  expect(likeness('больница', 'поликлиника')).toBeGreaterThan(likeness('больница', 'асфальт') + 0.2)
  expect(likeness('автобус', 'троллейбус')).toBeGreaterThan(likeness('автобус', 'учитель') + 0.2)
})

test('all forms of a word have one vector, Kazakh ones too; other Kazakh words, numbers and unknown words have none', () => {
  expect(vectorOf('Больницу')).toEqual(vectorOf('больницами'))
  expect(vectorOf('автобустың')).toEqual(vectorOf('автобус'))
  for (const text of ['сондықтан', 'үшін', '2026', 'абракадабрище', '😀']) expect(normalise(text).tokens.map(kinOf), text).toEqual([undefined])
})

test('a Kazakh word has the vector of its Russian fellow, in any form and however it is typed', () => {
  for (const text of ['дәрігер', 'дәрігерге', 'Дәрігерлеріміздің', 'дарігер', 'dárigerge']) expect(vectorOf(text), text).toEqual(vectorOf('врач'))
  expect(likeness('аурухана', 'поликлиника')).toBeGreaterThan(likeness('аурухана', 'асфальт') + 0.2)
})

test('every Kazakh word stands once in the list, and its fellow has a vector', () => {
  const words = Object.values(kazakh.words).flatMap(row => row.split(' '))
  expect(words).toHaveLength(new Set(words).size)
  const stems = new Set(stored.stems.split(' '))
  expect(Object.keys(kazakh.words).filter(word => !stems.has(roughRussian(word)))).toEqual([])
})

test('a common Russian word is never taken for a Kazakh one that is written alike', () => {
  expect(vectorOf('із')).toEqual(vectorOf('след'))
  expect(vectorOf('из')).toEqual([])
})

test('every stem has its parts, and each stands once', () => {
  const stems = stored.stems.split(' ')
  expect(stems).toHaveLength(8192)
  expect(new Set(stems).size).toBe(stems.length)
})

test('what is worked out beforehand for each part adds up to the whole vector weighed', () => {
  const weights = Int8Array.from({ length: kinWide * 2 }, (_, at) => at * 37 % 255 - 127)
  const counts = new Int32Array(4)
  const add = makeKinAdder(weights, 2, 3)
  for (const word of wordsOf('автобус үшін')) add(counts, 1, word)
  const weighed = [0, 1].map(index => Math.round(3 * vectorOf('автобус').reduce((sum, value, at) => sum + value * (weights[at * 2 + index] ?? 0), 0)))
  expect([...counts]).toEqual([0, ...weighed, 0])
})

test('a topic is told from words that were never taught, by those they are kin to', () => {
  const base = { answers: ['transport', 'health'], rounds: 20, rate: 1, caution: 1, decay: 0 }
  const plan = { name: 'topic', classes: base.answers, bits: 9, named: [], classOf: (answer: string) => answer }
  const fitting = (looksAt: 'stems' | 'kin'): Fitting => ({ ...base, plans: [{ ...plan, looksAt }] })
  const taught = ['автобус опять не пришёл', 'маршрутка проехала мимо остановки'].map(text => exampleFrom(text, 'transport', 1)).concat(['в больнице нет врача', 'участковый педиатр не принимает'].map(text => exampleFrom(text, 'health', 1)))
  const [stems, kin] = [fit(taught, fitting('stems')), fit(taught, fitting('kin'))]
  const models = stems.flatMap(model => kin.map(other => withKin(model, other)))
  for (const [text, transport] of [['троллейбусов вечером почти не бывает', true], ['поликлиника закрыта, терапевта ждём месяц', false]] as const) {
    const look = lookAt(text)
    const [one = 0, other = 0] = [...makeScorer(models).score(look.tokens, namedValues(look)).sums].map((sum, at) => sum + (models[0]?.head.bias[at] ?? 0))
    expect(one > other, text).toBe(transport)
  }
})

test('vectors are kept by the nearest entries, twice the same', () => {
  const vectors = Array.from({ length: 600 }, (_, at) => Float64Array.of(at % 3, 0, at % 2, 7))
  const { tables, codes } = quantise(vectors, 2, 8)
  const read = (at: number): number[] => [0, 1].flatMap(part => [...tables.subarray((part * 8 + (codes[at * 2 + part] ?? 0)) * 2).subarray(0, 2)])
  for (const at of [0, 7, 599]) expect(read(at)).toEqual([...vectors[at] ?? []])
  expect(quantise(vectors, 2, 8)).toEqual({ tables, codes })
  expect(kinParts * kinEntries * (kinWide / kinParts)).toBe(kinWide * kinEntries)
})
