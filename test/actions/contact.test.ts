// How to reach the person: kept apart, seen by those who answer, and every look is in the trail.
import { expect, test } from 'vitest'
import { openOffice, refused, type Office } from './office.ts'
import { ticketIn } from './journey.ts'

const phone = '+7 701 111 22 33'
const looks = async (office: Office, ticketId: string) => (await office.world.store.read.eventsOf({ ticketId })).flatMap(({ by, event }) => event.type === 'contact' && event.read ? by : [])

test('the officer writes the phone down and the press service reads it; ticket and trail do not hold it', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').contact(ticketId, { phone, name: ' Сәуле ' })
  expect(await office.as('aigul').readContact(ticketId)).toEqual({ ticketId, phone, name: 'Сәуле', email: null, more: null, keptAt: office.clock.now })
  expect(JSON.stringify(await office.ticket(ticketId))).not.toContain(phone)
  expect(JSON.stringify(await office.trail())).not.toMatch(/701 111|Сәуле/)
  expect(JSON.stringify(await office.sees('aigul').ticket(ticketId))).not.toContain(phone)
})

test('a look is put down once for each person, ticket and hour', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const other = await ticketIn(office, 'in-work', 'Акимат, воды нет и здесь')
  for (const id of [ticketId, other]) await office.as('dana').contact(id, { phone })
  for (const name of ['aigul', 'aigul', 'dana', 'aigul'] as const) await office.as(name).readContact(ticketId)
  await office.as('aigul').readContact(other)
  expect(await looks(office, ticketId)).toEqual([office.user('aigul'), office.user('dana')])
  expect(await looks(office, other)).toEqual([office.user('aigul')])
  office.wait(60)
  await office.as('aigul').readContact(ticketId)
  expect(await looks(office, ticketId)).toHaveLength(3)
})

test('a look changes nothing of the ticket: nobody\'s save is stale by it', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').contact(ticketId, { phone })
  const { version } = await office.ticket(ticketId)
  await office.as('aigul').readContact(ticketId)
  expect((await office.ticket(ticketId)).version).toBe(version)
})

test('neither head, coordinator, manager nor a colleague sees it, and their tries are no looks', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').contact(ticketId, { phone })
  for (const name of ['gulnar', 'kairat', 'marzhan', 'erlan'] as const) {
    expect(await refused(office.as(name).readContact(ticketId))).toMatchObject({ code: 'no-right' })
    expect(await refused(office.as(name).contact(ticketId, { phone: '1' }))).toMatchObject({ code: 'no-right' })
  }
  for (const name of ['tolkyn', 'hamit', 'olga', 'pavel'] as const) expect(await refused(office.as(name).readContact(ticketId))).toMatchObject({ code: 'not-found' })
  expect(await looks(office, ticketId)).toEqual([])
})

test('empty fields erase what was kept, and a ticket without contacts has none to read', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect(await refused(office.as('dana').readContact(ticketId))).toMatchObject({ code: 'not-found', what: 'contact' })
  await office.as('dana').contact(ticketId, { phone, more: 'кешке' })
  await office.as('aigul').contact(ticketId, { more: '  ' })
  expect(await office.as('dana').readContact(ticketId)).toMatchObject({ phone: null, more: null, name: null })
})
