// The figures as a fold: nearest rank, cohorts, what is late, what counts apart.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shippedYears } from '#domain/calendar-years.ts'
import { makeCalendar } from '#domain/calendar.ts'
import { startClock } from '#domain/clock.ts'
import { momentOf } from '#domain/counted.ts'
import { figureOf } from '#domain/figures.ts'
import { minimumSample, percentile as percentileOf, placesOf, tallyOf, ticketFigures, trendsIn } from '#domain/statistics.ts'
import type { Interval, Ticket } from '#domain/ticket.ts'
import { instantOf, type Instant } from '#domain/time.ts'
import { isSpike } from '#domain/trend.ts'

const calendar = makeCalendar(shippedYears)
const now = instantOf('2026-11-18', 600)
const percentile = (values: number[], share: number) => percentileOf(new Map([...Map.groupBy(values, value => value)].map(([value, all]) => [value, all.length])), share)

test('median and P90 are values that occurred: the nearest rank', () => {
  const ten = [100, 20, 30, 40, 50, 60, 70, 80, 90, 10]
  expect([percentile(ten, 0.5), percentile(ten, 0.9)]).toEqual([50, 90])
  expect([percentile([7], 0.5), percentile([7], 0.9)]).toEqual([7, 7])
  expect([percentile([1, 2], 0.5), percentile([1, 2], 0.9)]).toEqual([1, 2])
  expect([percentile([3, 1, 2], 0.5), percentile([3, 1, 2], 0.9)]).toEqual([2, 3])
  expect(percentile([], 0.5)).toBeNull()
})

test('a percentile is the smallest value that so many do not exceed', () => {
  fc.assert(fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 60 }), fc.constantFrom(0.5, 0.9), (values, share) => {
    const got = percentile(values, share) ?? -1
    const notAbove = (limit: number) => values.filter(value => value <= limit).length
    expect(values).toContain(got)
    expect(notAbove(got)).toBeGreaterThanOrEqual(share * values.length)
    expect(notAbove(got - 1)).toBeLessThan(share * values.length)
  }))
})

const interval = (from: Instant, given: Partial<Interval> = {}): Interval =>
  ({ from, firstReplyAt: null, firstReplyInTerm: null, firstReplyMinutes: null, answeredAt: null, closedAt: null, ...given })
const clock = startClock(calendar, { workingMinutes: 480 }, now)
const ticket = (id: string, registeredAt: Instant, given: Partial<Ticket> = {}): Ticket => ({
  id, version: 1, number: id, organisationId: 'koldi', state: 'in-work', topic: 'other', place: null, kind: 'complaint', sentiment: 'neutral', language: 'kk', priority: 'normal',
  posts: [], bodyId: null, officerId: null, coExecutorIds: [], registeredBy: 'aigul', registeredAt, accept: null, firstReply: clock, final: clock, nextDueAt: null, acceptedAt: null,
  holdings: [], intervals: [interval(registeredAt)], returns: 0, binding: false, pauses: 0, extensions: 0, replyId: null, result: null, closedAt: null, promisedOn: null,
  onControl: false, mainId: null, lastActAt: registeredAt, changedBy: 'aigul', ...given,
})
const figures = (...tickets: Ticket[]) => ticketFigures(tickets, now, calendar)

test('a cohort is days of registration: thirty with today, and not one more', () => {
  expect(figures(ticket('1', instantOf('2026-10-20', 0))).late30.of).toBe(1)
  expect(figures(ticket('1', instantOf('2026-10-19', 1439))).late30.of).toBe(0)
  expect(figures(ticket('1', instantOf('2026-11-12', 0))).late7.of).toBe(1)
  expect(figures(ticket('1', instantOf('2026-11-11', 1439))).late7.of).toBe(0)
})

test('what was answered late stays late in its cohort; what runs late now is overdue too', () => {
  const from = instantOf('2026-11-16', 600)
  const late = ticket('1', from, { state: 'closed',
    intervals: [interval(from, { firstReplyAt: now, firstReplyInTerm: false, firstReplyMinutes: 960, answeredAt: now, closedAt: now })] })
  const silent = ticket('2', from, { nextDueAt: instantOf('2026-11-17', 600) })
  expect(figures(late, silent)).toMatchObject({
    late7: { part: 2, of: 2 }, overdue: 1, open: 1,
    firstReply: { inTerm: { part: 0, of: 2 }, replied: 1, waiting: 1, workingMinutes: { median: 960, p90: 960 }, clockMinutes: { median: 2880 } },
  })
})

test('silence cannot improve the share in term, and a ticket closed without a reply waits no more', () => {
  const from = instantOf('2026-11-17', 600)
  const good = ticket('1', from, { state: 'answered', intervals: [interval(from, { firstReplyAt: now, firstReplyInTerm: true, firstReplyMinutes: 480 })] })
  const silent = ticket('2', from, { nextDueAt: instantOf('2026-11-18', 599) })
  const gone = ticket('3', from, { state: 'closed', intervals: [interval(from, { closedAt: now })] })
  expect(figures(good, silent, gone).firstReply).toMatchObject({ inTerm: { part: 1, of: 2 }, replied: 1, waiting: 1 })
})

test('a reopened ticket belongs to the cohort of each of its days', () => {
  const [first, second] = [instantOf('2026-10-01', 600), instantOf('2026-11-17', 600)]
  const over = interval(first, { firstReplyAt: first, firstReplyInTerm: false, firstReplyMinutes: 0, closedAt: first })
  const both = ticket('1', first, { intervals: [over, interval(second)], nextDueAt: instantOf('2026-11-19', 600) })
  expect(figures(both)).toMatchObject({ late30: { part: 0, of: 1 }, firstReply: { replied: 0, waiting: 1 }, overdue: 0, back: { reopened: 1, repeated: 0 } })
})

test('a ticket that is late twice stands once in the figure, as in its list; each of its replies is a duration', () => {
  const [tenth, seventeenth] = [instantOf('2026-11-10', 600), instantOf('2026-11-17', 600)]
  const late = (from: Instant, minutes: number) => interval(from, { firstReplyAt: now, firstReplyInTerm: false, firstReplyMinutes: minutes })
  const twice = ticket('1', tenth, { intervals: [late(tenth, 900), late(seventeenth, 500)] })
  expect(figures(twice)).toMatchObject({ late30: { part: 1, of: 1 }, late7: { part: 1, of: 1 }, sample: 1, firstReply: { replied: 1, inTerm: { part: 0, of: 1 } } })
  expect(figures(twice).firstReply.workingMinutes).toEqual({ median: 500, p90: 900 })
  const onceInTerm = ticket('2', tenth, { intervals: [late(tenth, 900), interval(seventeenth, { firstReplyAt: now, firstReplyInTerm: true, firstReplyMinutes: 60 })] })
  expect(figures(onceInTerm).firstReply.inTerm).toEqual({ part: 0, of: 1 })
})

test('the final reply has its median apart: working minutes of eight-hour days, and days by the wall clock', () => {
  const from = instantOf('2026-11-16', 600)
  const answered = (id: string, answeredAt: Instant, answeredMinutes: number | null) => ticket(id, from, { state: 'answered', intervals: [interval(from, { firstReplyAt: answeredAt, answeredAt, answeredMinutes })] })
  const three = [answered('1', instantOf('2026-11-16', 720), 120), answered('2', now, 960), answered('3', instantOf('2026-11-17', 600), 480)]
  expect(figures(...three, ticket('4', from)).finalReply).toEqual({ answered: 3, workingMinutes: { median: 480, p90: 960 }, clockMinutes: { median: 1440, p90: 2880 } })
  expect(figures(answered('5', now, null)).finalReply).toEqual({ answered: 1, workingMinutes: { median: null, p90: null }, clockMinutes: { median: 2880, p90: 2880 } })
})

test('a promised day of an open ticket stands by its day; the day after, it is over', () => {
  const promised = (id: string, promisedOn: string, state: Ticket['state'] = 'in-work') => ticket(id, now, { state, promisedOn })
  expect(figures(promised('1', '2026-11-18'), promised('2', '2026-11-20'), promised('3', '2026-11-17'), promised('4', '2026-11-20'), promised('5', '2026-11-20', 'answered')).promised).toEqual({
    open: 4, over: 1, days: [{ on: '2026-11-17', tickets: 1 }, { on: '2026-11-18', tickets: 1 }, { on: '2026-11-20', tickets: 2 }],
  })
})

test('what came back counts tickets of the month, however often each came back', () => {
  const from = instantOf('2026-11-16', 600)
  const back = ticket('1', from, { intervals: [interval(from, { rejections: 2, returns: 1 }), interval(now, { repeat: true, rejections: 1 })] })
  expect(figures(back, ticket('2', from)).back).toEqual({ rejected: 1, returned: 1, reopened: 1, repeated: 1 })
  const before = instantOf('2026-10-19', 600)
  expect(figures(ticket('3', before, { intervals: [interval(before, { rejections: 1, returns: 1 })] })).back).toEqual({ rejected: 0, returned: 0, reopened: 0, repeated: 0 })
})

test('the grade is told with how many were given; proof is a share of what was answered', () => {
  const answered = (id: string, given: Partial<Ticket>, proof?: true) => ticket(id, now, { state: 'answered', intervals: [interval(now, { answeredAt: now, proof })], ...given })
  const all = [answered('1', { grade: 5 }, true), answered('2', { grade: 2 }), answered('3', {}), ticket('4', now, { intervals: [interval(now, { proof: true })] })]
  expect(figures(...all).quality).toEqual({ grades: { part: 7, of: 2 }, proof: { part: 1, of: 3 } })
})

test('annulled tickets count nowhere, merged ones apart', () => {
  const [annulled, merged] = [ticket('1', now, { state: 'annulled' }), ticket('2', now, { state: 'merged' })]
  expect(figures(annulled, merged)).toMatchObject({ registeredToday: 0, open: 0, overdue: 0, late7: { part: 0, of: 0 }, merged: 1, rated: false })
})

test('due this very moment is due today and not overdue; a moment later it is overdue', () => {
  expect(figures(ticket('1', now, { nextDueAt: now }))).toMatchObject({ dueToday: 1, overdue: 0 })
  expect(figures(ticket('1', now, { nextDueAt: '2026-11-18T04:59:59.999Z' }))).toMatchObject({ dueToday: 0, overdue: 1 })
  expect(figures(ticket('1', now, { nextDueAt: instantOf('2026-11-18', 1439) })).dueToday).toBe(1)
  expect(figures(ticket('1', now, { nextDueAt: instantOf('2026-11-19', 0) })).dueToday).toBe(0)
})

test('an assignment stands out after more than an hour of work, lunch and night not counted', () => {
  const assigned = (since: Instant) => ticket('1', now, { state: 'assigned', accept: startClock(calendar, { workingMinutes: 30 }, since) })
  expect(figures(assigned(instantOf('2026-11-18', 540))).notAccepted).toBe(0)
  expect(figures(assigned(instantOf('2026-11-17', 1109))).notAccepted).toBe(1)
  expect(ticketFigures([assigned(instantOf('2026-11-18', 750))], instantOf('2026-11-18', 900), calendar).notAccepted).toBe(0)
  expect(ticketFigures([assigned(instantOf('2026-11-18', 750))], instantOf('2026-11-18', 901), calendar).notAccepted).toBe(1)
})

test('ten cases are rated, nine are not', () => {
  const some = (count: number) => Array.from({ length: count }, (_, n) => ticket(String(n), now))
  expect([minimumSample, figures(...some(9)).rated, figures(...some(10)).rated]).toEqual([10, false, true])
})

test('each column of control asks for one thing', () => {
  const shows = (view: Parameters<typeof figureOf>[0], given: Partial<Ticket>) => figureOf(view, ticket('1', now, given), momentOf(now, calendar))
  expect([shows('unassigned', { state: 'registered' }), shows('unassigned', { state: 'assigned' })]).toEqual([true, false])
  expect([shows('returned', { state: 'registered', returns: 1 }), shows('returned', { state: 'registered' })]).toEqual([true, false])
  expect(shows('returned', { state: 'assigned', returns: 1 })).toBe(false)
  expect([shows('to-approve', { state: 'review' }), shows('to-approve', { state: 'approved' })]).toEqual([true, false])
  expect([shows('to-publish', { state: 'approved' }), shows('to-publish', { state: 'review' })]).toEqual([true, false])
  expect([shows('on-control', { onControl: true }), shows('on-control', {}), shows('on-control', { onControl: true, state: 'closed' })]).toEqual([true, false, false])
})

const many = (count: number, id: string, registeredAt: Instant, given: Partial<Ticket> = {}) => Array.from({ length: count }, (_, n) => ticket(`${id}${n}`, registeredAt, given))
const trends = (tickets: Ticket[]) => {
  const moment = momentOf(now, calendar)
  return trendsIn(tallyOf(tickets, moment), 'topic', moment)
}

test('a topic stands beside its last seven days and the same week of last year', () => {
  const water = { topic: 'utilities.water_supply' }
  const tickets = [
    ...many(2, 'a', now, water), ...many(3, 'b', instantOf('2026-11-17', 600), water), ...many(4, 'c', instantOf('2026-11-11', 0), water), ...many(9, 'd', instantOf('2026-11-10', 1439), water),
    // Wednesday 18 November 2026 compares with the week to Wednesday 19 November 2025.
    ...many(5, 'e', instantOf('2025-11-19', 1439), water), ...many(1, 'f', instantOf('2025-11-13', 0), water), ...many(8, 'g', instantOf('2025-11-20', 0), water), ...many(8, 'h', instantOf('2025-11-12', 1439), water),
  ]
  expect(trends(tickets)).toEqual([{ code: 'utilities.water_supply', today: 2, week: 7, yearAgo: 6, spike: false }])
  expect(trends(tickets.slice(0, 5))).toMatchObject([{ today: 2, week: 3, yearAgo: null }])
})

test('a spike is three deviations above the week, and never fewer than five tickets', () => {
  expect([isSpike(4, [0, 0, 0, 0, 0, 0, 0]), isSpike(5, [0, 0, 0, 0, 0, 0, 0])]).toEqual([false, true])
  // Nine a day: √9 = 3, so eighteen.
  expect([isSpike(17, [9, 9, 9, 9, 9, 9, 9]), isSpike(18, [9, 9, 9, 9, 9, 9, 9])]).toEqual([false, true])
  // 4 ± 4: a restless week asks for more.
  expect([isSpike(15, [0, 8, 0, 8, 0, 8, 4]), isSpike(16, [0, 8, 0, 8, 0, 8, 4])]).toEqual([false, true])
})

test('bodies are ranked by the share in term, then by the median; equals share a place, and few cases have none', () => {
  const body = (inTerm: number, of: number, median: number) => {
    const replied = (id: string, isInTerm: boolean) => ticket(id, now, { intervals: [interval(now, { firstReplyAt: now, firstReplyInTerm: isInTerm, firstReplyMinutes: median })] })
    return figures(...Array.from({ length: of }, (_, n) => replied(String(n), n < inTerm)))
  }
  expect(placesOf([body(9, 10, 60), body(18, 20, 60), body(10, 10, 300), body(9, 9, 1), body(9, 10, 30)])).toEqual([3, 3, 1, null, 2])
})
