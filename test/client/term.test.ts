// What a ticket says first: how long is left, whose move it is, and what an act asks before it is done.
import { describe, expect, it } from 'vitest'
import { makeCalendar } from '#domain/calendar.ts'
import type { Clock } from '#domain/clock.ts'
import { readTerm } from '../../client/components/term/term.ts'
import { fieldsOf, missingIn, startForm } from '../../client/screens/ticket/actForm.ts'
import { nextClock } from '../../client/components/term/nextClock.ts'
import { moverOf, nextAct } from '../../client/screens/ticket/move.ts'
import { lacksOf, startSubmission, submissionOf } from '../../client/screens/ticket/submission.ts'
import type { Ticket } from '../../client/screens/ticket/ticket.ts'

// Monday 23 November 2026, 09:00 in Almaty; the year has no days off but the weekends.
const calendar = makeCalendar([{ year: 2026, provisional: false, days: [] }])
const clock = (more: Partial<Clock> = {}): Clock => ({
  startedAt: '2026-11-23T04:00:00.000Z', limit: { workingMinutes: 240 }, dueAt: '2026-11-23T08:00:00.000Z', awaits: null, pausedAt: null, stoppedAt: null, pauses: [], notBefore: null, ...more,
})
const ticket = (more: Partial<Ticket> = {}): Ticket => ({
  id: 't1', version: 3, number: 'БУР-2026-000001', organisationId: 'burabay', state: 'in-work', topic: 'other', place: null, kind: 'complaint', sentiment: 'negative', language: 'kk', priority: 'normal',
  bodyId: 'roads', officerId: 'erlan', registeredBy: 'aigul', registeredAt: '2026-11-23T04:00:00.000Z', accept: null, firstReply: clock(), final: clock({ limit: { workingDays: 7 } }), nextDueAt: null,
  returns: 0, binding: false, onControl: false, result: null, closedAt: null, promisedOn: null, excerpt: '', postCount: 1,
  posts: [], reply: null, published: [], evidence: [], timeline: [],
  coExecutorIds: [], formalNumber: null, grade: null, question: null, extension: null, handedTo: null, ruleOffer: null, mainId: null, childIds: [],
  holders: [], approverIds: [], may: [], ...more,
})

describe('a term', () => {
  it('is quiet while there is time and tells how long is left', () => {
    expect(readTerm(calendar, clock(), '2026-11-23T05:00:00.000Z')).toMatchObject({ tone: 'quiet', unit: 'working', leftMinutes: 180, fill: 0.25 })
  })
  it('calls for attention from eighty per cent, and burns when it has passed', () => {
    expect(readTerm(calendar, clock(), '2026-11-23T07:12:00.000Z').tone).toBe('soon')
    expect(readTerm(calendar, clock(), '2026-11-23T07:11:00.000Z').tone).toBe('quiet')
    expect(readTerm(calendar, clock(), '2026-11-23T09:40:00.000Z')).toMatchObject({ tone: 'late', fill: 1 })
  })
  it('that was kept is done, and one that was missed no longer burns', () => {
    expect(readTerm(calendar, clock({ stoppedAt: '2026-11-23T05:00:00.000Z' }), '2026-11-24T05:00:00.000Z')).toMatchObject({ tone: 'done', fill: 0, overdue: false })
    expect(readTerm(calendar, clock({ stoppedAt: '2026-11-23T10:00:00.000Z' }), '2026-11-24T05:00:00.000Z')).toMatchObject({ tone: 'quiet', overdue: true })
  })
})

describe('the move', () => {
  it('is mine when I may do the act that leads on', () => {
    expect(moverOf(ticket({ may: ['submit', 'draft'] }))).toEqual({ of: 'me' })
    expect(nextAct(ticket({ state: 'review', may: ['approve', 'reject'] }))).toBe('approve')
  })
  it('is the officer\'s by name, of the body while none is named', () => {
    expect(moverOf(ticket())).toEqual({ of: 'people', ids: ['erlan'] })
    expect(moverOf(ticket({ state: 'assigned', officerId: null }))).toEqual({ of: 'body' })
  })
  it('in review is of those who approve, and after a second return of the coordinator', () => {
    expect(moverOf(ticket({ state: 'review', approverIds: ['talgat'] }))).toEqual({ of: 'people', ids: ['talgat'] })
    expect(moverOf(ticket({ state: 'registered', returns: 2 }))).toEqual({ of: 'coordinator' })
  })
  it('is the author\'s only when the question stands where the author reads, until then of whoever publishes it', () => {
    const question = { text: 'Қай үй?', askedBy: 'erlan', askedAt: '2026-11-23T04:30:00.000Z', permalink: null, postedAt: null }
    expect(moverOf(ticket({ state: 'waiting', question }))).toEqual({ of: 'press' })
    expect(moverOf(ticket({ state: 'waiting', question }), true)).toEqual({ of: 'me' })
    expect(moverOf(ticket({ state: 'waiting', question: { ...question, postedAt: '2026-11-23T05:00:00.000Z' } }), true)).toEqual({ of: 'author' })
  })
  it('is nobody\'s when the ticket is over', () => {
    expect(moverOf(ticket({ state: 'closed' }))).toEqual({ of: 'nobody' })
  })
  it('is pressed by accepting first, then by the first reply, then by the final one', () => {
    const stopped = clock({ stoppedAt: '2026-11-23T05:00:00.000Z' })
    expect(nextClock(ticket({ state: 'assigned', accept: clock() }))?.of).toBe('accept')
    expect(nextClock(ticket({ accept: stopped }))?.of).toBe('first-reply')
    expect(nextClock(ticket({ firstReply: stopped }))?.of).toBe('final')
    expect(nextClock(ticket({ firstReply: stopped, final: stopped }))).toBeNull()
  })
})

describe('submitting', () => {
  const now = '2026-11-22T20:00:00.000Z'
  it('a final reply says what was done, a plan and an interim reply name a day, a refusal its reason', () => {
    expect(lacksOf(startSubmission(null), now)).toEqual({ result: 'needed' })
    expect(lacksOf({ kind: 'final', result: 'planned', promisedOn: '', reason: '' }, now)).toEqual({ promisedOn: 'needed' })
    expect(lacksOf({ kind: 'interim', result: '', promisedOn: '', reason: '' }, now)).toEqual({ promisedOn: 'needed' })
    expect(lacksOf({ kind: 'final', result: 'refused', promisedOn: '', reason: ' ' }, now)).toEqual({ reason: 'needed' })
    expect(lacksOf({ kind: 'final', result: 'solved', promisedOn: '', reason: '' }, now)).toEqual({})
  })
  it('a promise is not in the past by the day of Almaty', () => {
    expect(lacksOf({ kind: 'interim', result: '', promisedOn: '2026-11-22', reason: '' }, now)).toEqual({ promisedOn: 'past' })
    expect(lacksOf({ kind: 'interim', result: '', promisedOn: '2026-11-23', reason: '' }, now)).toEqual({})
  })
  it('sends only what belongs to the chosen kind', () => {
    expect(submissionOf({ kind: 'interim', result: 'solved', promisedOn: '2026-11-25', reason: 'x' })).toEqual({ kind: 'interim', promisedOn: '2026-11-25' })
    expect(submissionOf({ kind: 'final', result: 'explained', promisedOn: '2026-11-25', reason: 'x' })).toEqual({ kind: 'final', result: 'explained' })
  })
  it('a reply that came back begins with what was chosen before', () => {
    expect(startSubmission({ kind: 'interim', result: null, promisedOn: '2026-11-25' })).toEqual({ kind: 'interim', result: '', promisedOn: '2026-11-25', reason: '' })
  })
})

describe('an act that asks', () => {
  it('the first naming of an officer needs no reason, a later one does', () => {
    expect(fieldsOf('reassign', ticket({ state: 'assigned', officerId: null }), 'talgat').words).toBe('may')
    const later = ticket()
    expect(missingIn(fieldsOf('reassign', later, 'talgat'), startForm('reassign', later))).toEqual(['words'])
  })
  it('an answered ticket closes with the submitted result at hand, another only when nothing is left to answer', () => {
    const answered = ticket({ state: 'answered', result: 'explained' })
    expect(missingIn(fieldsOf('close', answered, 'aigul'), startForm('close', answered))).toEqual([])
    expect(fieldsOf('close', ticket(), 'talgat').results).toEqual(['no-data', 'post-deleted'])
  })
  it('undoing one\'s own registration needs no reason, annulling another\'s does', () => {
    expect(fieldsOf('annul', ticket({ state: 'registered' }), 'aigul').words).toBe('may')
    expect(fieldsOf('annul', ticket({ state: 'registered' }), 'kairat').words).toBe('must')
  })
})
