// The figures as a fold: nearest rank, cohorts, what is late, what counts apart.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shippedYears } from '#domain/calendar-years.ts'
import { makeCalendar } from '#domain/calendar.ts'
import { startClock } from '#domain/clock.ts'
import { figureOf } from '#domain/figures.ts'
import { minimumSample, percentile, ticketFigures } from '#domain/statistics.ts'
import type { Interval, Ticket } from '#domain/ticket.ts'
import { instantOf, type Instant } from '#domain/time.ts'

const calendar = makeCalendar(shippedYears)
const now = instantOf('2026-11-18', 600)

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

test('a reopened ticket is two cases, each in the cohort of its own day', () => {
  const [first, second] = [instantOf('2026-10-01', 600), instantOf('2026-11-17', 600)]
  const over = interval(first, { firstReplyAt: first, firstReplyInTerm: false, firstReplyMinutes: 0, closedAt: first })
  const both = ticket('1', first, { intervals: [over, interval(second)], nextDueAt: instantOf('2026-11-19', 600) })
  expect(figures(both)).toMatchObject({ late30: { part: 0, of: 1 }, firstReply: { replied: 0, waiting: 1 }, overdue: 0 })
  const tenth = instantOf('2026-11-10', 600)
  const recent = ticket('2', tenth, { intervals: [interval(tenth, { firstReplyAt: now, firstReplyInTerm: false, firstReplyMinutes: 9 }), interval(second)] })
  expect(figures(recent).late30).toEqual({ part: 1, of: 2 })
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
  const shows = (view: Parameters<typeof figureOf>[0], given: Partial<Ticket>) => figureOf(view, ticket('1', now, given), now, calendar)
  expect([shows('unassigned', { state: 'registered' }), shows('unassigned', { state: 'assigned' })]).toEqual([true, false])
  expect([shows('returned', { state: 'registered', returns: 1 }), shows('returned', { state: 'registered' })]).toEqual([true, false])
  expect(shows('returned', { state: 'assigned', returns: 1 })).toBe(false)
  expect([shows('to-approve', { state: 'review' }), shows('to-approve', { state: 'approved' })]).toEqual([true, false])
  expect([shows('to-publish', { state: 'approved' }), shows('to-publish', { state: 'review' })]).toEqual([true, false])
  expect([shows('on-control', { onControl: true }), shows('on-control', {}), shows('on-control', { onControl: true, state: 'closed' })]).toEqual([true, false, false])
})
