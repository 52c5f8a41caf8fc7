// Who is looking at what: told to those who may read it, gone with the line, kept nowhere, and never in anybody's way.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Place } from '#domain/live.ts'
import { openDesk, pastePost, registerPost, type TestDesk } from '../http/desk.ts'
import { listen, type Listener } from './listener.ts'

let desk: TestDesk
const lines: Listener[] = []
beforeAll(async () => { desk = await openDesk() })
afterAll(async () => {
  lines.forEach(line => line.close())
  await desk.close()
})

const listenAs = async (login: string): Promise<Listener> => {
  const line = await listen(desk.url, { cookie: (await desk.as(login)).cookie, origin: desk.url })
  lines.push(line)
  return line
}
const looking = (place: Place) => ({ place, isWriting: false })
const nobody = (people: unknown[]) => people.length === 0
const has = (userId: string, isWriting = false) => (people: { userId: string, isWriting: boolean }[]) => people.some(one => one.userId === userId && one.isWriting === isWriting)

test('who looks at a ticket and who writes on it is told to those who read it, and to nobody else', async () => {
  const burabay = await desk.akimat('burabay')
  const { ticketId } = await registerPost(await desk.as('aigul'), burabay, { bodyId: await desk.body('burabay', 'energy_utilities'), officerId: await desk.user('zhanna') })
  const place = { ticketId }
  const [zhanna, head, otherBody, otherDistrict] = [await listenAs('zhanna'), await listenAs('bolat'), await listenAs('erlan'), await listenAs('dana')]
  zhanna.at(looking(place))
  await head.sees(place, has(await desk.user('zhanna')))
  zhanna.at({ place, isWriting: true })
  await head.sees(place, has(await desk.user('zhanna'), true))

  // What the others must hear is told later: once they have heard it, nothing earlier is on its way.
  const ofBody = await registerPost(await desk.as('aigul'), burabay, { bodyId: await desk.body('burabay', 'roads_transport'), officerId: await desk.user('erlan') })
  const ofDistrict = await registerPost(await desk.as('dana'), await desk.akimat('tselinograd'))
  await otherBody.hears(one => one.ticketId === ofBody.ticketId)
  await otherDistrict.hears(one => one.ticketId === ofDistrict.ticketId)
  expect([otherBody.peopleAt(place), otherDistrict.peopleAt(place)]).toEqual([undefined, undefined])

  // It holds nobody up: the head acts while the officer writes.
  expect(await (await desk.as('bolat')).codeOf('reassign', { ticketId, bodyId: await desk.body('burabay', 'energy_utilities'), officerId: await desk.user('sergey'), reason: 'осы аумақ' })).toBe('done')
})

test('whoever may not read a ticket cannot be seen on it, and a post is known at the akimat that has it', async () => {
  const burabay = await desk.akimat('burabay')
  const { ticketId } = await registerPost(await desk.as('aigul'), burabay)
  const postId = await pastePost(await desk.as('aigul'), burabay)
  const [press, otherDistrict, officer] = [await listenAs('aigul'), await listenAs('dana'), await listenAs('zhanna')]
  const [onTicket, onPost, made] = [{ ticketId }, { organisationId: burabay, postId }, { organisationId: burabay, postId: 'no-such-post' }]
  otherDistrict.at(looking(onTicket))
  officer.at(looking(onPost))
  press.at(looking(made))
  press.at(looking(onPost))
  const colleague = await listenAs('denis')
  await colleague.sees(onPost, has(await desk.user('aigul')))
  expect(colleague.peopleAt(onPost)).toHaveLength(1)
  expect([colleague.peopleAt(onTicket), colleague.peopleAt(made), officer.peopleAt(onPost)]).toEqual([undefined, undefined, undefined])
})

test('two windows of one person are one person; with the last of them the person is gone, and who comes later is told who is there', async () => {
  const { ticketId } = await registerPost(await desk.as('aigul'), await desk.akimat('burabay'))
  const place = { ticketId }
  const id = await desk.user('aigul')
  const watcher = await listenAs('kairat')
  const [first, second] = [await listenAs('aigul'), await listenAs('aigul')]
  first.at({ place, isWriting: true })
  second.at(looking(place))
  await watcher.sees(place, has(id, true))
  expect(watcher.peopleAt(place)).toHaveLength(1)
  first.close()
  await watcher.sees(place, has(id, false))
  const late = await listenAs('sabit')
  await late.sees(place, has(id))
  second.close()
  await Promise.all([watcher.sees(place, nobody), late.sees(place, nobody)])
  const seq = (await desk.store.read.head()).seq
  expect((await desk.store.read.eventsAfter(seq - 20, 20)).map(({ event }) => event.type)).not.toContain('present')
})

test('a ticket that leaves a body takes its people with it: those who may not read it any more are gone, and see nobody there', async () => {
  const burabay = await desk.akimat('burabay')
  const { ticketId } = await registerPost(await desk.as('aigul'), burabay, { bodyId: await desk.body('burabay', 'energy_utilities'), officerId: await desk.user('zhanna') })
  const place = { ticketId }
  const [zhanna, head, press] = [await listenAs('zhanna'), await listenAs('bolat'), await listenAs('aigul')]
  zhanna.at(looking(place))
  press.at(looking(place))
  await head.sees(place, people => people.length === 2)
  await (await desk.as('kairat')).ask('reassign', { ticketId, bodyId: await desk.body('burabay', 'roads_transport'), officerId: await desk.user('erlan'), reason: 'это дорога' })
  await head.sees(place, nobody)
  await press.sees(place, people => people.length === 1)
  expect(press.peopleAt(place)).toEqual([{ userId: await desk.user('aigul'), isWriting: false }])
})
