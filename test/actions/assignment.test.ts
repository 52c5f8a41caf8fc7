// Who has the ticket: naming, accepting, returning, passing on.
import { expect, test } from 'vitest'
import { aText, openOffice, refused, type Office } from './office.ts'
import { ticketIn } from './journey.ts'

const toWater = (office: Office, officer?: 'dana' | 'erlan' | 'gulnar') => ({ bodyId: office.place('koldi/water'), ...officer && { officerId: office.user(officer) } })
const toRoads = (office: Office) => ({ bodyId: office.place('koldi/roads'), officerId: office.user('hamit') })

test('registering names body and officer at once', async () => {
  const office = await openOffice()
  const { ticketId } = await office.as('aigul').register(await office.post(aText), toWater(office, 'dana'))
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'assigned', officerId: office.user('dana') })
  expect(await office.story(ticketId)).toEqual(['register', 'assign'])
})

test('of two officers who accept a ticket that names nobody, one has it and the other hears who and when', async () => {
  for (const withVersion of [false, true]) {
    const office = await openOffice()
    const { ticketId } = await office.as('aigul').register(await office.post(aText), toWater(office))
    const seen = withVersion ? { version: (await office.ticket(ticketId)).version } : {}
    office.wait(3)
    const [first, second] = await Promise.allSettled([office.as('dana').accept(ticketId, seen), office.as('erlan').accept(ticketId, seen)])
    expect(first.status).toBe('fulfilled')
    const loser = second.status === 'rejected' ? Promise.reject(second.reason) : Promise.resolve(second.value)
    expect(await refused(loser)).toMatchObject({ code: withVersion ? 'stale-version' : 'not-in-this-state', by: office.user('dana'), at: office.clock.now })
    expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', officerId: office.user('dana') })
  }
})

test('a ticket that names an officer is not accepted by a colleague', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  expect(await refused(office.as('erlan').accept(ticketId))).toMatchObject({ code: 'no-right' })
})

test('tickets go only to bodies of the own akimat, never to the akimat itself or to an outside body', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  const assign = (place: string, officerId?: string) => refused(office.as('aigul').assign(ticketId, { bodyId: office.place(place), officerId }))
  expect(await assign('koldi/gas')).toMatchObject({ code: 'external-body' })
  expect(await assign('taudy/water')).toMatchObject({ code: 'wrong-body' })
  expect(await assign('koldi')).toMatchObject({ code: 'wrong-body' })
  expect(await assign('koldi/water', office.user('hamit'))).toMatchObject({ code: 'wrong-body', field: 'officerId' })
  await office.setUser('dana', { leave: { fromOn: '2026-11-16', toOn: '2026-11-18' } })
  expect(await assign('koldi/water', office.user('dana'))).toMatchObject({ code: 'bad-input', problem: 'away' })
  office.setClock('2026-11-19', '10:00')
  await office.as('aigul').assign(ticketId, toWater(office, 'dana'))
})

test('a head takes a waiting ticket into the own body and into no other', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  expect(await refused(office.as('gulnar').assign(ticketId, toRoads(office)))).toMatchObject({ code: 'not-found' })
  await office.as('gulnar').assign(ticketId, toWater(office, 'dana'))
  expect((await office.ticket(ticketId)).state).toBe('assigned')
})

test('after the second return only the coordinator assigns, and that cannot be returned', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const firstDue = (await office.ticket(ticketId)).firstReply.dueAt
  await office.as('dana').returns(ticketId, 'Бұл жол бөлімінің жұмысы')
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'registered', returns: 1, bodyId: null, officerId: null, accept: null })
  await office.as('aigul').assign(ticketId, toRoads(office))
  office.wait(1)
  await office.as('ilyas').returns(ticketId, 'Бұл су құбыры')
  expect((await office.ticket(ticketId)).returns).toBe(2)
  expect(await refused(office.as('aigul').assign(ticketId, toWater(office, 'dana')))).toMatchObject({ code: 'binding-assignment', returns: 2 })
  expect(await refused(office.as('gulnar').assign(ticketId, toWater(office, 'dana')))).toMatchObject({ code: 'binding-assignment' })
  await office.as('kairat').assign(ticketId, toWater(office, 'dana'))
  expect((await office.ticket(ticketId)).binding).toBe(true)
  expect(await refused(office.as('dana').returns(ticketId))).toMatchObject({ code: 'binding-assignment' })
  expect(await refused(office.as('gulnar').returns(ticketId))).toMatchObject({ code: 'binding-assignment' })
  await office.as('dana').accept(ticketId)
  expect(await refused(office.as('dana').returns(ticketId))).toMatchObject({ code: 'binding-assignment' })
  expect((await office.ticket(ticketId)).firstReply).toMatchObject({ dueAt: firstDue, stoppedAt: null })
})

test('press service and coordinator hear of a return with its reason', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').returns(ticketId, 'Бұл жол бөлімінің жұмысы')
  for (const name of ['aigul', 'bolat', 'kairat'] as const) expect((await office.notices(name)).at(-1)).toMatchObject({ kind: 'returned', ticketId })
  expect((await office.sees('aigul').ticket(ticketId)).timeline.at(-1)).toMatchObject({ type: 'return', text: 'Бұл жол бөлімінің жұмысы' })
  expect((await office.sees('aigul').tickets({ view: 'returned' })).items.map(({ id }) => id)).toEqual([ticketId])
})

test('the head names the first officer without a reason, another one with a reason; accept runs anew', async () => {
  const office = await openOffice()
  const { ticketId } = await office.as('aigul').register(await office.post(aText), toWater(office))
  office.wait(20)
  await office.as('gulnar').reassign(ticketId, { officerId: office.user('dana') })
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'assigned', officerId: office.user('dana'), accept: { startedAt: office.clock.now } })
  office.wait(5)
  expect(await refused(office.as('gulnar').reassign(ticketId, { officerId: office.user('erlan') }))).toMatchObject({ code: 'reason-needed' })
  await office.as('gulnar').reassign(ticketId, { officerId: office.user('erlan'), reason: 'Дана апай науқас' })
  expect(await office.ticket(ticketId)).toMatchObject({ officerId: office.user('erlan'), accept: { startedAt: office.clock.now } })
  expect((await office.notices('erlan')).at(-1)).toMatchObject({ kind: 'assigned', ticketId })
})

test('a head reassigns inside the own body only; into another one the coordinator does', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const away = { ...toRoads(office), reason: 'Олар жақсы біледі' }
  expect(await refused(office.as('gulnar').reassign(ticketId, away))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('kairat').reassign(ticketId, { ...away, bodyId: office.place('taudy/water') }))).toMatchObject({ code: 'wrong-body' })
  await office.as('kairat').reassign(ticketId, away)
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', bodyId: office.place('koldi/roads'), officerId: office.user('hamit') })
})

test('a head who is named answers the ticket like any officer', async () => {
  const office = await openOffice()
  const { ticketId } = await office.as('aigul').register(await office.post(aText), toWater(office, 'gulnar'))
  await office.as('gulnar').accept(ticketId)
  await office.as('gulnar').submit(ticketId, { text: 'Өзім қарадым', kind: 'final', result: 'explained' })
  expect((await office.ticket(ticketId)).state).toBe('review')
})
