// What a person hears follows the rights of today without a new sign-in, and a client that does not read holds up nobody.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { TrailEvent } from '#domain/trail.ts'
import { machine } from '#domain/user.ts'
import { byMachine } from '../../server/actions/act.ts'
import { setSecurity } from '../../server/actions/set-security.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { makeSessionCookie } from '../../server/http/session-cookie.ts'
import { letIn, type Lines, type LinesAtMost } from '../../server/live/line.ts'
import { openDesk, registerPost, type TestDesk } from '../http/desk.ts'
import { listen, type Listener } from './listener.ts'

let desk: TestDesk
const lines: Listener[] = []
beforeAll(async () => { desk = await openDesk() })
afterAll(async () => {
  lines.forEach(line => line.close())
  await desk.close()
})
const listenAs = async (login: string, comesBack = false): Promise<Listener> => {
  const line = await listen(desk.url, { cookie: (await desk.as(login)).cookie, origin: desk.url, comesBack })
  lines.push(line)
  return line
}

test('a client that does not read is cut with the reason while the others hear all, and is let in again', async () => {
  const aigul = await desk.as('aigul')
  const burabay = await desk.akimat('burabay')
  const [slow, quick] = [await listenAs('kairat'), await listenAs('sabit')]
  const readOn = slow.stopReading()
  // More than the buffers of any kernel hold: ten times a packet of some two megabytes.
  const danger: TrailEvent = { type: 'danger', postId: crypto.randomUUID(), organisationId: burabay, dueAt: null }
  let isCut = false
  void slow.cut.then(() => { isCut = true })
  for (let burst = 0; burst < 10; burst++) {
    const before = quick.happened.length
    await desk.store.transact({ by: machine, now: desk.world.now(), starts: [], run: async (tx) => { for (let line = 0; line < 8000; line++) tx.append(danger) } })
    await quick.hears(one => one.seq > 0 && quick.happened.length >= before + 8000 && one === quick.happened.at(-1))
  }
  expect(isCut).toBe(false)
  readOn()
  expect(await slow.cut).toBe('too-slow')
  await slow.closed
  expect(slow.happened.length).toBeLessThan(80_000)
  expect(quick.happened.filter(({ type }) => type === 'danger')).toHaveLength(80_000)
  const again = await listenAs('kairat')
  const { ticketId } = await registerPost(aigul, burabay)
  await again.hears(one => one.type === 'register' && one.ticketId === ticketId)
})

test('a deputy is seated anew the moment the head goes on leave, and again when the head is back, without signing in', async () => {
  const talgat = await desk.as('talgat')
  const userId = await desk.user('talgat')
  const deputy = await listenAs('erlan')
  const erlan = await desk.as('erlan')
  const roles = async () => (await erlan.ask('me')).user.grants.map(({ role }) => role)
  const gone = deputy.seated()
  await talgat.ask('set-leave', { userId, fromOn: '2026-11-18', toOn: '2026-11-20' })
  await gone
  expect(await roles()).toEqual(['officer', 'head'])
  const back = deputy.seated()
  await talgat.ask('end-leave', { userId })
  await back
  expect(await roles()).toEqual(['officer'])
  expect(deputy.isOpen()).toBe(true)
})

test('the deputy of a head who is away loses the headship when the head is blocked, and has it again when the head is let in', async () => {
  const timur = await desk.as('timur')
  const userId = await desk.user('talgat')
  await (await desk.as('talgat')).ask('set-leave', { userId, fromOn: '2026-11-18', toOn: '2026-11-20' })
  const deputy = await listenAs('erlan')
  const erlan = await desk.as('erlan')
  const roles = async () => (await erlan.ask('me')).user.grants.map(({ role }) => role)
  expect(await roles()).toEqual(['officer', 'head'])
  const lost = deputy.seated()
  await timur.ask('block-user', { userId, reason: 'тексеру жүріп жатыр' })
  await lost
  expect(await roles()).toEqual(['officer'])
  const regained = deputy.seated()
  const { path } = await timur.ask('unblock-user', { userId, reason: 'тексеру аяқталды' })
  await regained
  expect(await roles()).toEqual(['officer', 'head'])
  await desk.guest.ask('accept-invitation', { token: path.replace('/invitation#', ''), password: demoPassword })
  const back = deputy.seated()
  await (await desk.as('talgat')).ask('end-leave', { userId })
  await back
})

test('a head who must set a second factor first hears nothing of what happens after the demand', async () => {
  const aigul = await desk.as('aigul')
  const [burabay, bodyId] = [await desk.akimat('burabay'), await desk.body('burabay', 'energy_utilities')]
  const [head, officer] = [await listenAs('bolat'), await listenAs('zhanna')]
  const before = await registerPost(aigul, burabay, { bodyId })
  for (const line of [head, officer]) await line.hears(one => one.ticketId === before.ticketId)
  await setSecurity(desk.world, byMachine, { secondFactor: true })
  const after = await registerPost(aigul, burabay, { bodyId })
  await officer.hears(one => one.ticketId === after.ticketId)
  expect(await head.ended).toBe('owes')
  await head.closed
  expect(head.happened.filter(one => one.ticketId === after.ticketId)).toEqual([])
  await setSecurity(desk.world, byMachine, { secondFactor: false })
})

test('who looks after a region hears of a district from the day it stands on the tree', async () => {
  const region = await desk.akimat('region')
  const press = await desk.as('aigerim')
  const line = await listenAs('aigerim')
  const seated = line.seated()
  const { id: organisationId } = await (await desk.as('timur')).ask('create-organisation', {
    kind: 'akimat', parentId: region, names: { kk: 'Зеренді ауданының әкімдігі', ru: 'Акимат Зерендинского района', en: 'Akimat of Zerendi District' }, prefix: 'ЗЕР',
  })
  await seated
  const { ticketId } = await registerPost(press, organisationId)
  await line.hears(one => one.type === 'register' && one.ticketId === ticketId)
})

test('a leave that begins at midnight is heard at the first line of the new day', async () => {
  desk.later(11 * 60)
  await (await desk.as('talgat')).ask('set-leave', { userId: await desk.user('talgat'), fromOn: '2026-11-19', toOn: '2026-11-20' })
  const deputy = await listenAs('erlan')
  const seated = deputy.seated()
  desk.later(4 * 60)
  await registerPost(await desk.as('aigul'), await desk.akimat('burabay'))
  await seated
  expect((await (await desk.as('erlan')).ask('me')).user.grants.map(({ role }) => role)).toEqual(['officer', 'head'])
})

/** A door before which two wait for each other, and then ask in the same moment; answers what each was told. */
const comeTogether = async (cookies: readonly [string, string], atMost: LinesAtMost): Promise<string[]> => {
  const server = createServer()
  const lines: Lines = new Server(server)
  const waiting: (() => Promise<void>)[] = []
  lines.use((line, next) => {
    const token = makeSessionCookie(false).tokenIn(line.handshake.headers.cookie)
    waiting.push(() => letIn(desk.world, token, line, atMost).then(() => next(), next))
    if (waiting.length === cookies.length) for (const ask of waiting) void ask()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const told = await Promise.all(cookies.map(cookie => listen(`http://127.0.0.1:${port}`, { cookie }).then((line) => {
    line.close()
    return 'in'
  }, (error: Error) => error.message)))
  await lines.close()
  return told.sort()
}

test('of two who ask for the last place at the same moment one is let in, of one person as of the whole desk', async () => {
  const [aigul, sabit] = [(await desk.as('aigul')).cookie, (await desk.as('sabit')).cookie]
  const one = ['in', 'too many lines are open']
  expect(await comeTogether([aigul, aigul], { person: 1, all: 9 })).toEqual(one)
  expect(await comeTogether([aigul, sabit], { person: 9, all: 1 })).toEqual(one)
  expect(await comeTogether([aigul, sabit], { person: 1, all: 2 })).toEqual(['in', 'in'])
})

test('a person has so many windows that hear and a desk so many lines; who comes beyond is told so, and let in when one is closed', async () => {
  const small = await openDesk({ linesAtMost: { person: 2, all: 3 } })
  onTestFinished(() => small.close())
  const open = async (login: string) => await listen(small.url, { cookie: (await small.as(login)).cookie })
  const { cookie } = await small.as('aigul')
  const atOnce = await Promise.allSettled(Array.from({ length: 3 }, () => listen(small.url, { cookie })))
  const [one, two] = atOnce.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  expect(atOnce.flatMap(outcome => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))).toEqual([expect.stringContaining('too-many-lines')])
  const other = await vi.waitFor(() => open('sabit'), 60_000)
  await expect(open('bolat')).rejects.toThrow('too-many-lines')
  one?.close()
  const again = await vi.waitFor(() => open('aigul'), 60_000)
  for (const line of [two, other, again]) line?.close()
})
