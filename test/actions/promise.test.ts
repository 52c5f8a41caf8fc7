// Promised days: each published one stands as an item of its own until somebody says what became of it.
import { expect, test } from 'vitest'
import { remindPromises } from '../../server/actions/remind-promises.ts'
import { showPromises } from '../../server/actions/show/promises.ts'
import { takeLease } from '../../server/actions/lease.ts'
import { openOffice, refused, type Office } from './office.ts'
import { ticketIn } from './journey.ts'
import { names, type Name } from './tree.ts'

type Submission = Parameters<ReturnType<Office['as']>['submit']>[1]

const answerWith = async (office: Office, ticketId: string, submission: Submission) => {
  await office.as('dana').submit(ticketId, { text: 'Құбыр ауыстырылып жатыр', ...submission })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
}
const interim = (office: Office, ticketId: string, promisedOn: string) => answerWith(office, ticketId, { kind: 'interim', promisedOn })
const planned = async (office: Office, promisedOn: string): Promise<string> => {
  const ticketId = await ticketIn(office, 'in-work')
  await answerWith(office, ticketId, { kind: 'final', result: 'planned', promisedOn })
  await office.as('aigul').close(ticketId)
  return ticketId
}
const listed = async (office: Office, view: 'open' | 'passed' | 'kept' | 'broken', name: Name = 'kairat') =>
  showPromises(office.world, await office.sees(name).viewer(), { view, limit: 50 })
const numbersOf = async (office: Office, view: Parameters<typeof listed>[1], name?: Name) => (await listed(office, view, name)).items.map(({ ticketId }) => ticketId)
const promiseLines = async (office: Office, ticketId: string) =>
  (await office.world.store.read.eventsOf({ ticketId })).flatMap(({ event }) => event.type === 'promise' ? [[event.outcome, event.promisedOn]] : [])

test('promises stand by their day, the nearest first, and what has passed unsaid stands apart', async () => {
  const office = await openOffice()
  const later = await planned(office, '2026-12-11')
  const sooner = await ticketIn(office, 'in-work')
  await interim(office, sooner, '2026-11-20')
  expect(await listed(office, 'open')).toMatchObject({ total: 2, items: [{ ticketId: sooner, of: 'interim', promisedOn: '2026-11-20', passed: false }, { ticketId: later, of: 'planned' }] })
  // With what was said, and to whom.
  expect((await listed(office, 'open')).items[0]).toMatchObject({ said: 'Құбыр ауыстырылып жатыр', officerId: office.user('dana'), excerpt: expect.stringMatching(/\p{L}/u) })
  expect(await numbersOf(office, 'passed')).toEqual([])
  office.setClock('2026-11-20', '23:59')
  expect(await numbersOf(office, 'passed')).toEqual([])
  office.setClock('2026-11-21', '00:00')
  expect(await listed(office, 'passed')).toMatchObject({ total: 1, items: [{ ticketId: sooner, passed: true }] })
  expect((await office.sees('kairat').tickets({ view: 'promise-passed' })).items.map(({ id }) => id)).toEqual([sooner])
})

test('the head of another body sees none of them, the own head does', async () => {
  const office = await openOffice()
  const ticketId = await planned(office, '2026-11-20')
  expect(await numbersOf(office, 'open', 'gulnar')).toEqual([ticketId])
  expect(await numbersOf(office, 'open', 'tolkyn')).toEqual([])
})

test('a ticket closed as planned is kept by the word of the head, and leaves the list', async () => {
  const office = await openOffice()
  const ticketId = await planned(office, '2026-11-20')
  office.setClock('2026-11-23', '10:00')
  expect(await office.as('gulnar').promise(ticketId, { outcome: 'kept', on: '2026-11-20' })).toMatchObject({ state: 'closed' })
  expect(await numbersOf(office, 'open')).toEqual([])
  expect(await listed(office, 'kept')).toMatchObject({ items: [{ ticketId, keptOn: '2026-11-20', settledBy: office.user('gulnar'), settledAt: office.clock.now }] })
  expect(await promiseLines(office, ticketId)).toEqual([['kept', '2026-11-20']])
  expect(await office.ticket(ticketId)).toMatchObject({ result: 'planned', promisedOn: null })
  expect(await refused(office.as('gulnar').promise(ticketId, { outcome: 'kept' }))).toMatchObject({ code: 'not-found', what: 'promise' })
})

test('a promise is moved to a later day with a reason, and both days are known', async () => {
  const office = await openOffice()
  const ticketId = await planned(office, '2026-11-20')
  office.setClock('2026-11-23', '10:00')
  const move = (rest: { on?: string, reason?: string }) => office.as('aigul').promise(ticketId, { outcome: 'moved', ...rest })
  expect(await refused(move({ on: '2026-12-01' }))).toMatchObject({ code: 'reason-needed' })
  expect(await refused(move({ reason: 'құбыр келмеді' }))).toMatchObject({ field: 'on', problem: 'missing' })
  expect(await refused(move({ on: '2026-11-20', reason: 'құбыр келмеді' }))).toMatchObject({ problem: 'not-later' })
  expect(await refused(move({ on: '2026-11-22', reason: 'құбыр келмеді' }))).toMatchObject({ problem: 'past' })
  await move({ on: '2026-12-01', reason: 'құбыр келмеді' })
  expect(await listed(office, 'open')).toMatchObject({ items: [{ firstOn: '2026-11-20', promisedOn: '2026-12-01', moves: 1, passed: false }] })
  expect(await office.ticket(ticketId)).toMatchObject({ promisedOn: '2026-12-01' })
  expect(await numbersOf(office, 'passed')).toEqual([])
})

test('a broken promise says why; the day of keeping is neither ahead nor before the promise', async () => {
  const office = await openOffice()
  const ticketId = await planned(office, '2026-11-20')
  const say = (outcome: 'kept' | 'broken', rest: { on?: string, reason?: string }) => office.as('gulnar').promise(ticketId, { outcome, ...rest })
  expect(await refused(say('broken', {}))).toMatchObject({ code: 'reason-needed' })
  expect(await refused(say('kept', { on: '2026-11-19' }))).toMatchObject({ field: 'on', problem: 'future' })
  expect(await refused(say('kept', { on: '2026-11-17' }))).toMatchObject({ field: 'on', problem: 'past' })
  await say('broken', { reason: 'қаржы бөлінбеді' })
  expect(await listed(office, 'broken')).toMatchObject({ items: [{ ticketId, keptOn: null }] })
})

test('press, head and coordinator say what became of a promise, the officer does not', async () => {
  const office = await openOffice()
  const ticketId = await planned(office, '2026-11-20')
  for (const name of ['dana', 'marzhan'] as const) expect(await refused(office.as(name).promise(ticketId, { outcome: 'kept' }))).toMatchObject({ code: 'no-right' })
  expect((await office.sees('dana').ticket(ticketId)).may).not.toContain('promise')
  expect((await office.sees('gulnar').ticket(ticketId)).may).toContain('promise')
  await office.as('kairat').promise(ticketId, { outcome: 'kept' })
  expect((await office.sees('gulnar').ticket(ticketId)).may).not.toContain('promise')
})

test.each([
  ['solved', { kind: 'final', result: 'solved' }, 'kept'],
  ['refused', { kind: 'final', result: 'refused', reason: 'қаржы жоқ' }, 'broken'],
  ['planned to another day', { kind: 'final', result: 'planned', promisedOn: '2026-12-15' }, 'replaced'],
  ['interim with another day', { kind: 'interim', promisedOn: '2026-12-15' }, 'replaced'],
] as const)('the next reply says what became of the promise before it: %s', async (_name, next, fate) => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await interim(office, ticketId, '2026-11-30')
  office.setClock('2026-11-24', '12:00')
  await answerWith(office, ticketId, next)
  expect(await promiseLines(office, ticketId)).toEqual([[fate, '2026-11-30']])
  expect((await listed(office, 'open')).items.map(({ promisedOn }) => promisedOn)).toEqual(fate === 'replaced' ? ['2026-12-15'] : [])
  expect((await office.ticket(ticketId)).promisedOn).toBe(fate === 'replaced' ? '2026-12-15' : null)
  expect((await listed(office, 'kept')).items.map(({ keptOn }) => keptOn)).toEqual(fate === 'kept' ? ['2026-11-24'] : [])
})

test('reopening does not take back what was promised in public', async () => {
  const office = await openOffice()
  const ticketId = await planned(office, '2026-11-30')
  await office.as('aigul').reopen(ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', promisedOn: '2026-11-30' })
  expect(await numbersOf(office, 'open')).toEqual([ticketId])
})

test('nothing is closed as planned when no day was promised', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'answered')
  expect(await refused(office.as('aigul').close(ticketId, { result: 'planned' }))).toMatchObject({ code: 'bad-input', problem: 'no-day' })
})

test('the promised day reminds officer and head from the opening of the office, and once', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await interim(office, ticketId, '2026-11-20')
  const rung = async () => {
    const all: string[] = []
    for (const name of names) all.push(...(await office.notices(name)).filter(({ kind }) => kind.startsWith('promise-')).map(({ kind }) => `${name} ${kind}`))
    return all.toSorted()
  }
  office.setClock('2026-11-20', '08:59')
  expect([await remindPromises(office.world), await rung()]).toEqual([0, []])
  office.setClock('2026-11-20', '09:00')
  expect([await remindPromises(office.world), await remindPromises(office.world)]).toEqual([1, 0])
  expect(await rung()).toEqual(['dana promise-due', 'gulnar promise-due'])
  office.setClock('2026-11-21', '09:00')
  expect([await remindPromises(office.world), await remindPromises(office.world)]).toEqual([1, 0])
  expect(await rung()).toEqual(['dana promise-due', 'gulnar promise-due', 'gulnar promise-passed', 'kairat promise-passed'])
})

test('the passed day of a ticket closed as planned reminds head and coordinator, also when the machine slept over the day itself; a kept one nobody', async () => {
  const office = await openOffice()
  await planned(office, '2026-11-20')
  const kept = await planned(office, '2026-11-20')
  await office.as('gulnar').promise(kept, { outcome: 'kept' })
  office.setClock('2026-11-24', '10:00')
  expect(await remindPromises(office.world)).toBe(1)
  for (const name of ['gulnar', 'kairat'] as const) expect((await office.notices(name)).filter(({ kind }) => kind === 'promise-passed')).toHaveLength(1)
  expect((await office.notices('dana')).filter(({ kind }) => kind.startsWith('promise-'))).toEqual([])
})

test('a leader whose lease has passed on reminds nobody', async () => {
  const office = await openOffice()
  await planned(office, '2026-11-20')
  const old = await takeLease(office.world, 'jobs', 'first')
  office.setClock('2026-11-24', '10:00')
  await takeLease(office.world, 'jobs', 'second')
  expect(await refused(remindPromises(office.world, old ?? undefined))).toMatchObject({ code: 'lease-lost' })
  expect((await office.notices('kairat')).filter(({ kind }) => kind.startsWith('promise-'))).toEqual([])
})
