// The life of one post as the desk tells it: who acts does so over HTTP, who watches hears it over the socket.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openDesk, pastePost, registerPost, type TestDesk } from '../http/desk.ts'
import { listen, type Listener } from './listener.ts'

let desk: TestDesk
beforeAll(async () => { desk = await openDesk() })
afterAll(async () => await desk.close())

const lines: Listener[] = []
const listenAs = async (login: string): Promise<Listener> => {
  const listener = await listen(desk.url, { cookie: (await desk.as(login)).cookie, origin: desk.url })
  lines.push(listener)
  return listener
}
afterAll(() => lines.forEach(line => line.close()))

const id = z.string().regex(/^[\w-]{8,80}$/)
const numberShape = /[\p{L}\d]{1,8}-\d{4}-\d{6,}/u
const happening = z.strictObject({
  seq: z.number().int().positive(), at: z.iso.datetime(), type: z.string().regex(/^[a-z-]{4,20}$/), by: id.or(z.literal('machine')),
  organisationId: id.nullable(), ticketId: id.nullable(), number: z.string().regex(new RegExp(`^${numberShape.source}$`, 'u')).nullable(), postId: id.nullable(),
})

test('the manager hears each step of a post from its arrival to its close, another district and another body hear nothing of it', async () => {
  const burabay = await desk.akimat('burabay')
  const bodyId = await desk.body('burabay', 'energy_utilities')
  const [aigul, zhanna, bolat, sabit, dana] = [await desk.as('aigul'), await desk.as('zhanna'), await desk.as('bolat'), await desk.as('sabit'), await desk.as('dana')]
  const [manager, otherDistrict, otherBody] = [await listenAs('sabit'), await listenAs('dana'), await listenAs('erlan')]
  const before = (await sabit.ask('statistics', { organisationId: burabay })).today

  const postId = await pastePost(aigul, burabay)
  const { ticketId, number } = await aigul.ask('register', { postId, organisationId: burabay })
  if (ticketId === null) throw new Error('a registered post has its ticket')
  await aigul.ask('assign', { ticketId, bodyId, officerId: await desk.user('zhanna') })
  await zhanna.ask('accept', { ticketId })
  expect(await zhanna.codeOf('draft', { ticketId, text: 'Здравствуйте! Бригада уже на месте' })).toBe('done')
  await zhanna.ask('submit', { ticketId, kind: 'final', result: 'solved', text: 'Здравствуйте! Вода подана в 15:00. Отдел ЖКХ' })
  await bolat.ask('approve', { ticketId })
  await aigul.ask('publish', { ticketId, permalink: 'https://social.example/answer/1' })
  const closed = await aigul.ask('close', { ticketId })
  expect(closed).toMatchObject({ number, state: 'closed' })

  await manager.hears(({ type }) => type === 'close')
  const steps = ['register', 'assign', 'accept', 'draft', 'submit', 'approve', 'publish', 'close']
  expect(manager.happened.filter(one => one.ticketId === ticketId).map(({ type }) => type)).toEqual(steps)
  expect(manager.happened.find(({ type }) => type === 'register')).toMatchObject({ number, postId, organisationId: burabay, by: await desk.user('aigul') })
  expect(manager.happened.map(({ seq }) => seq)).toEqual(manager.happened.map(({ seq }) => seq).sort((a, b) => a - b))
  const after = (await sabit.ask('statistics', { organisationId: burabay })).today
  expect([after.registeredToday, after.answeredToday, after.open]).toEqual([before.registeredToday + 1, before.answeredToday + 1, before.open])

  // What these two must hear comes later in the trail: once they have heard it, nothing earlier is still on its way.
  const ofDistrict = await registerPost(dana, await desk.akimat('tselinograd'))
  const ofBody = await registerPost(aigul, burabay, { bodyId: await desk.body('burabay', 'roads_transport'), officerId: await desk.user('erlan') })
  await otherDistrict.hears(({ ticketId }) => ticketId === ofDistrict.ticketId)
  await otherBody.hears(({ type, ticketId }) => type === 'assign' && ticketId === ofBody.ticketId)
  expect(otherDistrict.happened.map(({ organisationId }) => organisationId ?? '')).not.toContain(burabay)
  expect(otherDistrict.happened.map(one => one.postId)).not.toContain(postId)
  const ownSignIn = ({ type }: { type: string }) => type === 'signed-in'
  expect(new Set(otherBody.happened.filter(one => !ownSignIn(one)).map(one => one.ticketId))).toEqual(new Set([ofBody.ticketId]))

  const all = lines.flatMap(line => line.happened)
  expect(z.array(happening).safeParse(all).error).toBeUndefined()
  const said = lines.flatMap(line => line.packets).join('\n')
  expect(said).toContain(number)
  expect(said.replaceAll(new RegExp(numberShape.source, 'gu'), '')).not.toMatch(/\p{Script=Cyrillic}/u)
})

test('a ticket that is returned is told to the body that it left', async () => {
  const aigul = await desk.as('aigul')
  const zhanna = await desk.as('zhanna')
  const { ticketId } = await registerPost(aigul, await desk.akimat('burabay'), { bodyId: await desk.body('burabay', 'energy_utilities'), officerId: await desk.user('zhanna') })
  const colleague = await listenAs('sergey')
  await zhanna.ask('return', { ticketId, reason: 'это дороги, а не вода' })
  await colleague.hears(one => one.type === 'return' && one.ticketId === ticketId)
  expect(await (await desk.as('sergey')).codeOf('ticket', { ticketId })).toBe('not-found')
})

test('a ticket that a body had before the desk was started is told to that body when it leaves', async () => {
  const kairat = await desk.as('kairat')
  const bodies = new Map([['energy_utilities', 'bolat'], ['roads_transport', 'talgat'], ['improvement_dept', 'saule'], ['education_dept', 'gulnar']])
  const codes = new Map(await Promise.all([...bodies.keys()].map(async code => [await desk.body('burabay', code), code] as const)))
  const { items } = await kairat.ask('tickets', { state: 'in-work', limit: 200 })
  const ticket = items.find(one => one.registeredAt < '2026-11-18' && codes.has(one.bodyId ?? ''))
  if (!ticket) throw new Error('the demo has no old ticket in work')
  const left = codes.get(ticket.bodyId ?? '') ?? ''
  const head = await listenAs(bodies.get(left) ?? '')
  await kairat.ask('reassign', { ticketId: ticket.id, bodyId: await desk.body('burabay', left === 'land_dept' ? 'social_dept' : 'land_dept'), reason: 'другой отдел' })
  expect(await head.hears(one => one.ticketId === ticket.id)).toMatchObject({ type: 'reassign', number: ticket.number })
})

test('a burst of acts comes as few packets, complete and in the order of the trail', async () => {
  const aigul = await desk.as('aigul')
  const burabay = await desk.akimat('burabay')
  const manager = await listenAs('sabit')
  const tickets = await Promise.all(Array.from({ length: 20 }, () => registerPost(aigul, burabay)))
  await Promise.all(tickets.map(({ ticketId }) => manager.hears(one => one.type === 'register' && one.ticketId === ticketId)))
  const registered = manager.happened.filter(({ type }) => type === 'register')
  expect(registered.map(({ number }) => number)).toEqual(tickets.map(({ number }) => number).sort())
  expect(manager.packets.filter(text => text.startsWith('["happened"')).length).toBeLessThan(20)
})
