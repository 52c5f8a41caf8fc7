// The queue of an officer and the naming from control: what burns first, and who may be named by whom.
import { describe, expect, it } from 'vitest'
import type { Clock } from '#domain/clock.ts'
import type { Person, Body } from '../../client/reference.ts'
import { bodiesFor, needsReason, officersOf } from '../../client/screens/control/naming.ts'
import { askedBy, firstView } from '../../client/screens/control/tabs.ts'
import { nextClock } from '../../client/components/term/nextClock.ts'
import { grouped, groupOf, nextPromise, stepDueAt, type TicketRow } from '../../client/screens/queue/work.ts'

const clock = (dueAt: string, stoppedAt: string | null = null): Clock =>
  ({ startedAt: '2026-11-16T04:00:00.000Z', limit: { workingMinutes: 480 }, dueAt, awaits: null, pausedAt: null, stoppedAt, pauses: [], notBefore: null })
const row = (facts: Partial<TicketRow>): TicketRow => ({
  id: 'one', version: 1, number: 'ӘЖ-2026-000001', organisationId: 'burabay', state: 'in-work', topic: 'other', place: null, kind: 'complaint', sentiment: 'neutral', language: 'kk',
  priority: 'normal', bodyId: 'roads', officerId: 'erlan', registeredBy: 'aigul', registeredAt: '2026-11-16T04:00:00.000Z', accept: null,
  firstReply: clock('2026-11-18T12:00:00.000Z'), final: clock('2026-11-27T13:30:00.000Z'), nextDueAt: '2026-11-18T12:00:00.000Z',
  returns: 0, binding: false, onControl: false, result: null, closedAt: null, promisedOn: null, excerpt: '', postCount: 1, ...facts,
})
/** Wednesday noon in Almaty. */
const now = '2026-11-18T07:00:00.000Z'

describe('the queue', () => {
  it.each([
    ['late', '2026-11-18T06:59:00.000Z'],
    ['today', '2026-11-18T18:59:00.000Z'],
    ['week', '2026-11-18T19:00:00.000Z'],
    ['week', '2026-11-22T18:59:00.000Z'],
    ['later', '2026-11-22T19:00:00.000Z'],
  ] as const)('puts under «%s» what is due at %s: days end at midnight in Almaty, the week on Sunday', (group, nextDueAt) => {
    expect(groupOf(row({ nextDueAt }), now)).toBe(group)
  })
  it('keeps a ticket whose clocks stand for later', () => {
    expect(groupOf(row({ state: 'waiting', nextDueAt: null }), now)).toBe('later')
  })
  it('calls a ticket late that nobody accepted in time, though its reply is due next week', () => {
    const assigned = row({ state: 'assigned', accept: clock('2026-11-18T06:00:00.000Z'), nextDueAt: '2026-11-24T06:00:00.000Z' })
    expect(groupOf(assigned, now)).toBe('late')
    expect(nextClock(assigned)?.of).toBe('accept')
    expect(groupOf({ ...assigned, state: 'in-work', accept: clock('2026-11-18T06:00:00.000Z', '2026-11-18T05:50:00.000Z') }, now)).toBe('later')
  })
  it('holds an officer to the day that was promised, until its end', () => {
    const promised = row({ promisedOn: '2026-11-18', nextDueAt: '2026-11-27T13:30:00.000Z' })
    expect(groupOf(promised, now)).toBe('today')
    expect(groupOf(promised, '2026-11-18T19:30:00.000Z')).toBe('late')
    expect(groupOf({ ...promised, state: 'review' }, now)).toBe('later')
  })
  it('shows the promised day where it binds first, as the group says, and a clock where that is due before it', () => {
    const promised = row({ promisedOn: '2026-11-16', nextDueAt: '2026-11-20T13:30:00.000Z' })
    expect([groupOf(promised, now), nextPromise(promised)]).toEqual(['late', '2026-11-16'])
    expect(nextPromise({ ...promised, promisedOn: '2026-11-25' })).toBeNull()
    expect(nextPromise({ ...promised, state: 'review' })).toBeNull()
    expect(nextPromise(row({}))).toBeNull()
  })
  it('shows the final term once the first reply is given, and none for what is closed', () => {
    expect(nextClock(row({ firstReply: clock('2026-11-18T12:00:00.000Z', '2026-11-17T12:00:00.000Z') }))?.of).toBe('final')
    expect(nextClock(row({ state: 'closed' }))).toBeNull()
  })
  it('shows of two clocks the one that is due first, whichever it is; one that stands comes after one that runs', () => {
    const lateAccept = row({ state: 'assigned', accept: clock('2026-11-18T13:00:00.000Z') })
    expect(nextClock(lateAccept)?.of).toBe('first-reply')
    expect(nextClock(row({ state: 'waiting', firstReply: { ...clock('2026-11-18T12:00:00.000Z'), pausedAt: '2026-11-18T06:00:00.000Z' } }))?.of).toBe('final')
    expect(nextClock(row({ state: 'in-work', accept: clock('2026-11-18T06:00:00.000Z') }))?.of).toBe('first-reply')
  })
  it('lists the groups in their order, the soonest first, without empty ones', () => {
    const rows = [row({ id: 'standing', nextDueAt: null }), row({ id: 'soon', nextDueAt: '2026-11-18T08:00:00.000Z' }), row({ id: 'sooner', nextDueAt: '2026-11-18T07:30:00.000Z' })]
    expect(grouped(rows, now).map(({ group, rows }) => [group, rows.map(({ id }) => id)])).toEqual([['today', ['sooner', 'soon']], ['later', ['standing']]])
    expect(stepDueAt(row({ nextDueAt: null }))).toBeNull()
  })
})

const body = (id: string, kind: Body['kind'], path: string[]): Body =>
  ({ id, version: 1, kind, parentId: path.at(-2) ?? null, path, code: null, names: { kk: id, ru: id, en: id }, kato: null, prefix: null, topics: [] })
const organisations = [
  body('burabay', 'akimat', ['burabay']), body('roads', 'department', ['burabay', 'roads']), body('water', 'enterprise', ['burabay', 'water']),
  body('police', 'external', ['burabay', 'police']), body('other', 'akimat', ['other']), body('other-roads', 'department', ['other', 'other-roads']),
]
const who = (userId: string, role: Person['grants'][number]['role'], organisationId: string) => ({ userId, grants: [{ role, organisationId }] })
const ids = (bodies: Body[]) => bodies.map(({ id }) => id)

describe('naming from control', () => {
  const coordinator = who('kairat', 'coordinator', 'burabay')
  it('offers the coordinator every body of the ticket\'s akimat, but no outside body', () => {
    expect(ids(bodiesFor(coordinator, row({}), organisations))).toEqual(['roads', 'water'])
  })
  it('offers a head the own body only', () => {
    expect(ids(bodiesFor(who('talgat', 'head', 'roads'), row({}), organisations))).toEqual(['roads'])
    expect(bodiesFor(who('viktor', 'head', 'water'), row({}), organisations)).toEqual([])
  })
  it('offers an officer and a manager nothing', () => {
    expect(bodiesFor(who('erlan', 'officer', 'roads'), row({}), organisations)).toEqual([])
    expect(bodiesFor(who('sabit', 'manager', 'burabay'), row({}), organisations)).toEqual([])
  })
  it('lets the press assign what is registered, not move what is assigned', () => {
    const press = who('aigul', 'press', 'burabay')
    expect(ids(bodiesFor(press, row({ state: 'registered', bodyId: null, officerId: null }), organisations))).toEqual(['roads', 'water'])
    expect(bodiesFor(press, row({}), organisations)).toEqual([])
  })
  it('leaves a ticket returned twice to the coordinator', () => {
    const returned = row({ state: 'registered', bodyId: null, officerId: null, returns: 2 })
    expect(bodiesFor(who('aigul', 'press', 'burabay'), returned, organisations)).toEqual([])
    expect(ids(bodiesFor(coordinator, returned, organisations))).toEqual(['roads', 'water'])
  })
  it('names nobody on a ticket that is answered', () => {
    expect(bodiesFor(coordinator, row({ state: 'answered' }), organisations)).toEqual([])
  })
  it('offers officers and heads who are here, without the one who has it', () => {
    const person = (id: string, role: Person['grants'][number]['role'], facts: Partial<Person> = {}): Person =>
      ({ id, name: id, login: id, grants: [{ role, organisationId: 'roads' }], blocked: false, away: false, version: 1, leave: null, deputyId: null, ...facts })
    const people = [person('erlan', 'officer'), person('natalya', 'officer'), person('talgat', 'head'), person('gone', 'officer', { blocked: true }), person('ill', 'officer', { away: true }), person('reader', 'manager')]
    expect(officersOf({ id: 'roads' }, people, row({})).map(({ id }) => id)).toEqual(['natalya', 'talgat'])
  })
  it('asks for a reason unless the body names its first officer', () => {
    expect(needsReason(row({}))).toBe(true)
    expect(needsReason(row({ state: 'assigned', officerId: null }))).toBe(false)
    expect(needsReason(row({ state: 'registered', officerId: null }))).toBe(false)
  })
})

describe('control', () => {
  it('opens on the list whose next act is the person\'s', () => {
    expect(firstView([{ role: 'head', organisationId: 'roads' }])).toBe('to-approve')
    expect(firstView([{ role: 'coordinator', organisationId: 'burabay' }])).toBe('unassigned')
  })
  it('opens an old link to a list that is no more on the usual one', () => {
    expect(askedBy({ view: 'gone', organisationId: '' }, 'overdue')).toEqual({ view: 'overdue', organisationId: undefined, after: undefined })
    expect(askedBy({ view: 'returned', organisationId: 'burabay' }, 'overdue').view).toBe('returned')
  })
})
