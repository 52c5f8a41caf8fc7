// The table of terms: which line sets a term, and how far a term may be set.
import { expect, test } from 'vitest'
import { defaultLimits } from '#domain/office.ts'
import { dangerBounds, termBounds, termProblem, termsFor, type TermRule } from '#domain/term-rule.ts'

const line = (set: Partial<TermRule>): TermRule => ({ topic: null, priority: null, triageMinutes: null, acceptMinutes: null, firstReplyMinutes: null, finalWorkingDays: null, ...set })
const water = 'utilities.water_supply'

test('an empty table leaves the terms of the product', () => {
  expect(termsFor(defaultLimits, [], water, 'normal')).toEqual({ triage: { workingMinutes: 30 }, accept: { workingMinutes: 30 }, firstReply: { workingMinutes: 480 }, final: { workingDays: 7 } })
  expect(termsFor(defaultLimits, [], water, 'danger')).toEqual({ triage: { minutes: 10 }, accept: { workingMinutes: 30 }, firstReply: { minutes: 60 }, final: { workingDays: 7 } })
})

test('each term is set by the most specific line that names it: topic before sector before any, then the priority', () => {
  const rules = [
    line({ finalWorkingDays: 5, firstReplyMinutes: 400 }), line({ priority: 'high', firstReplyMinutes: 200 }), line({ topic: 'utilities', firstReplyMinutes: 300 }), line({ topic: water, acceptMinutes: 15 }),
    line({ topic: 'utilities', priority: 'high', firstReplyMinutes: 100 }),
  ]
  const of = (topic: string, priority: 'high' | 'normal') => {
    const { accept, firstReply, final } = termsFor(defaultLimits, rules, topic, priority)
    return [accept, firstReply, final].map(limit => Object.values(limit)[0])
  }
  expect([of(water, 'high'), of(water, 'normal'), of('roads.potholes', 'high'), of('roads.potholes', 'normal')]).toEqual([[15, 100, 5], [15, 300, 5], [30, 200, 5], [30, 400, 5]])
  expect(termsFor(defaultLimits, rules.toReversed(), water, 'high')).toEqual(termsFor(defaultLimits, rules, water, 'high'))
})

test('a line for any priority does not touch danger, which runs round the clock by its own line only', () => {
  const rules = [line({ topic: water, triageMinutes: 60, acceptMinutes: 60, firstReplyMinutes: 300, finalWorkingDays: 15 })]
  expect(termsFor(defaultLimits, rules, water, 'danger')).toEqual(termsFor(defaultLimits, [], water, 'danger'))
  expect(termsFor(defaultLimits, [...rules, line({ priority: 'danger', triageMinutes: 5, acceptMinutes: 10, firstReplyMinutes: 30 })], water, 'danger'))
    .toEqual({ triage: { minutes: 5 }, accept: { workingMinutes: 10 }, firstReply: { minutes: 30 }, final: { workingDays: 7 } })
})

const names = Object.keys(termBounds) as (keyof typeof termBounds)[]

test.each(names)('%s may be set within its bounds, and for danger only shorter than the product has it', (term) => {
  for (const [priority, { atLeast, atMost }] of [['normal', termBounds[term]], [null, termBounds[term]], ['danger', dangerBounds[term]]] as const) {
    expect([atLeast, atMost].map(value => termProblem(line({ priority, [term]: value })))).toEqual([null, null])
    expect([atLeast - 1, atMost + 1, atLeast + 0.5].map(value => termProblem(line({ priority, [term]: value }))?.problem)).toEqual(['too_small', 'too_big', 'not-a-number'])
  }
  const { triageDanger, accept, firstReply, final } = defaultLimits
  const own = { triageMinutes: triageDanger, acceptMinutes: accept, firstReplyMinutes: firstReply.danger, finalWorkingDays: final }[term]
  expect(dangerBounds[term].atMost).toBe(Object.values(own)[0])
})

test('no final term may be set beyond what a ticket has in all, and a line that sets nothing is none', () => {
  expect(termBounds.finalWorkingDays.atMost).toBe(defaultLimits.finalAtMostWorkingDays)
  expect(termProblem(line({ topic: water }))).toEqual({ term: null, problem: 'missing' })
})
