// Which rule has the word about a topic at a place.
import { expect, test } from 'vitest'
import { areaOf, covers, isObvious, ruleFor, type RuleCondition } from '#domain/rule.ts'
import type { Classification } from '#domain/classification.ts'
import places from '../../server/analyse/data/places.json' with { type: 'json' }
import { isPlace, isTopic, isTopicOrSector } from '../../server/analyse/known-codes.ts'

const [oblast, burabay, kokshetau] = ['110000000', '117000000', '111000000']
const rule = (topic: string | null, place: string | null, active = true) => ({ topic, place, active })
const water = { topic: 'utilities.water_supply', place: burabay }

test('a rule for a place holds for all that lies under it, and for nothing beside it', () => {
  expect([oblast, burabay, '117033000', '117033100'].map(areaOf)).toEqual(['11', '1170', '117033', '117033100'])
  expect([oblast, burabay, null].map(place => covers({ topic: null, place }, water))).toEqual([true, true, true])
  expect(covers({ topic: null, place: burabay }, { ...water, place: '117033100' })).toBe(true)
  expect([kokshetau, '117033000', '750000000'].map(place => covers({ topic: null, place }, water))).toEqual([false, false, false])
  expect(covers({ topic: null, place: oblast }, { ...water, place: null })).toBe(false)
})

test('the digits of a code say what it lies under as the register of places does', () => {
  const parents = new Map<string, string | null>(places.map(({ kato, parent }) => [kato, parent]))
  const isUnder = (lower: string | null, upper: string): boolean => lower !== null && (lower === upper || isUnder(parents.get(lower) ?? null, upper))
  const codes = [...parents.keys()]
  const wrong = codes.flatMap(upper => codes.filter(lower => covers({ topic: null, place: upper }, { topic: 'other', place: lower }) !== isUnder(lower, upper)).map(lower => [upper, lower]))
  expect(wrong).toEqual([])
})

test('a rule for a sector holds for its topics and not for a sector that begins alike', () => {
  expect([['utilities', 'utilities.water_supply'], ['utilities.water_supply', 'utilities.water_supply'], [null, 'other']].map(([topic, of]) => covers({ topic: topic ?? null, place: null }, { topic: of ?? '', place: null }))).toEqual([true, true, true])
  expect([['utilities.water', 'utilities.water_supply'], ['util', 'utilities.heating'], ['roads', 'utilities.heating']].map(([topic, of]) => covers({ topic: topic ?? null, place: null }, { topic: of ?? '', place: null }))).toEqual([false, false, false])
})

test('the most specific rule has the word: topic before sector before any, then the smaller place, then the one that was made first', () => {
  const inOrder: RuleCondition[] = [
    rule('utilities.water_supply', burabay), rule('utilities.water_supply', oblast), rule('utilities.water_supply', null), rule('utilities', burabay), rule('utilities', null), rule(null, burabay), rule(null, oblast), rule(null, null),
  ]
  const rules = inOrder.map(condition => ({ ...condition, active: true }))
  for (const [index, expected] of rules.entries()) {
    expect(ruleFor(rules.slice(index), water)).toBe(expected)
    expect(ruleFor(rules.slice(index).reverse(), water)).toBe(expected)
  }
  const twins = [rule('utilities', null), rule('utilities', null)]
  expect(ruleFor(twins, water)).toBe(twins[0])
})

test('an inactive rule and an empty book say nothing', () => {
  expect(ruleFor([rule(null, null, false)], water)).toBeNull()
  expect(ruleFor([], water)).toBeNull()
})

test('codes that do not exist are known for that; a village under a known district exists', () => {
  expect(['utilities', 'utilities.water_supply', 'other'].map(isTopicOrSector)).toEqual([true, true, true])
  expect(['utilities', 'utilities.magic'].map(isTopic)).toEqual([false, false])
  expect([oblast, burabay, '117033100', '999000000', '117', '118900100'].map(isPlace)).toEqual([true, true, true, false, false, false])
})

const plain: Classification = {
  language: 'ru', mention: 'akimat', places: [{ kato: burabay, name_kk: '', name_ru: '' }], topic: { sector: 'utilities', topic: 'utilities.water_supply', confidence: 0.71 },
  topic2: { sector: 'governance', topic: 'governance.officials', confidence: 0.1 }, kind: 'complaint', sentiment: { label: 'negative', score: -1, confidence: 1 },
  urgency: { level: 'normal', reasons: [] }, evidence: [], terms: [],
}

test('a plain complaint about one thing at one place is obvious', () => {
  expect([plain, { ...plain, kind: 'request' as const }, { ...plain, kind: 'question' as const }, { ...plain, places: [], topic2: null }].map(isObvious)).toEqual([true, true, true, true])
})

test.each<[string, Partial<Classification>]>([
  ['danger', { urgency: { level: 'danger', reasons: [] } }], ['a text that names no akimat', { mention: 'none' }], ['thanks', { kind: 'thanks' }], ['an advert', { kind: 'advert' }], ['an opinion', { kind: 'other' }],
  ['two places', { places: [...plain.places, ...plain.places] }], ['a topic that is a question', { topic: { ...plain.topic, confidence: 0.59 } }], ['no topic', { topic: { sector: 'other', topic: 'other', confidence: 0.9 } }],
  ['two topics side by side', { topic2: { sector: 'roads', topic: 'roads.potholes', confidence: 0.4 } }],
])('%s is never obvious', (_, set) => expect(isObvious({ ...plain, ...set })).toBe(false))
