// Two desks on one replica set: what one does is seen at the other, numbers follow each other over both, and when one dies, or the server is away, the rest goes on.
import { once } from 'node:events'
import { fork, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { leaseMinutes } from '../../server/actions/lease.ts'
import { openStore } from '../../server/store/open.ts'
import type { Store } from '../../server/store/store.ts'
import { makeLog, makeWorld } from '../../server/make-world.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { layOutOffice, password, type Cast } from '../actions/tree.ts'
import { pastePost } from '../http/desk.ts'
import { problemIn } from '../http/exchange.ts'
import { signInAs, type Person } from '../http/person.ts'
import { impatient, isGivenSet, lacksMongod, startFragileSet } from '../store/mongod.ts'
import { listen, type Listener } from './listener.ts'

const script = new URL('../http/desk-process.ts', import.meta.url).pathname
/** The clock of the desks goes so much quicker: a lease of two minutes ends in six seconds. */
const pace = 20

interface DeskProcess { child: ChildProcess, url: string, leads: () => boolean }

describe.skipIf(lacksMongod || isGivenSet)('two desks on one replica set', () => {
  let set: Awaited<ReturnType<typeof startFragileSet>>
  let folder: string
  let url: string
  let store: Store
  let cast: Cast
  const desks: DeskProcess[] = []
  const startedMs = Date.now()

  const startOne = async (quick: number): Promise<DeskProcess> => {
    const child = fork(script, [folder, '0', url, String(quick)], { env: { ...process.env, CLOCK_STARTED_MS: String(startedMs) }, execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    if (!child.stdout) throw new Error('a desk says where it is')
    const lines = createInterface(child.stdout)
    const [address] = await once(lines, 'line')
    let leads = false
    lines.on('line', () => { leads = true })
    const desk = { child, url: String(address), leads: () => leads }
    desks.push(desk)
    return desk
  }
  const killAll = async () => {
    await Promise.all(desks.splice(0).filter(({ child }) => child.exitCode === null && child.signalCode === null).map(async ({ child }) => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }))
  }

  beforeAll(async () => {
    set = await startFragileSet()
    folder = await mkdtemp(join(tmpdir(), 'qulaq-two-'))
    url = impatient(set.newUrl())
    store = await openStore({ folder, mongodbUrl: url })
    cast = await layOutOffice(makeWorld({ store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => '2026-10-01T05:00:00.000Z' }))
  })
  afterAll(async () => {
    await killAll()
    await store.close()
    await set.stop()
    await rm(folder, { recursive: true })
  })

  const koldi = () => cast.places['koldi'] ?? ''
  const registerOne = async (press: Person) => {
    const { number, ticketId } = await press.ask('register', { postId: await pastePost(press, koldi()), organisationId: koldi() })
    return { number: number ?? '', ticketId: ticketId ?? '' }
  }
  const registered = (listener: Listener) => listener.happened.filter(({ type }) => type === 'register')
  const serial = (number: string | null) => Number(number?.split('-').at(-1))
  const inOrder = (values: number[]) => values.toSorted((a, b) => a - b)

  test('the desk that leads the jobs is killed, and the other leads as soon as the lease is over', async () => {
    const [one, two] = [await startOne(pace), await startOne(pace)]
    await vi.waitFor(() => expect([one, two].some(({ leads }) => leads())).toBe(true), { timeout: 60_000, interval: 50 })
    const [leader, other] = one.leads() ? [one, two] : [two, one]
    expect(other.leads()).toBe(false)
    const term = (await store.read.get('lease', 'jobs'))?.term ?? 0
    leader.child.kill('SIGKILL')
    // Its last renewal, the lease, and time for the desk that takes over to look.
    await vi.waitFor(() => expect(other.leads()).toBe(true), { timeout: leaseMinutes * 60_000 / pace + 60_000, interval: 50 })
    expect(await store.read.get('lease', 'jobs')).toMatchObject({ holder: String(other.child.pid), term: term + 1 })
    await killAll()
  })

  test('a hundred registrations at once over both take numbers that follow each other, and each is heard once at the sockets of both', async () => {
    const [one, two] = [await startOne(0), await startOne(0)]
    const press = [await signInAs(one.url, 'aigul', password), await signInAs(two.url, 'bolat', password)]
    const coordinator = [await signInAs(one.url, 'kairat', password), await signInAs(two.url, 'kairat', password)]
    const sockets = await Promise.all([one, two].map((desk, index) => listen(desk.url, { cookie: coordinator[index]?.cookie })))
    const taken = (await Promise.all(press.map(person => Promise.all(Array.from({ length: 50 }, () => registerOne(person)))))).flat()
    expect(inOrder(taken.map(({ number }) => serial(number)))).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
    for (const socket of sockets) {
      await Promise.all(taken.map(({ number }) => socket.hears(({ type, number: heard }) => type === 'register' && heard === number)))
      expect(registered(socket).map(({ number }) => serial(number))).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
      socket.close()
    }
    expect(await verifyTrail(store.read)).toMatchObject({ lines: (await store.read.head()).seq })
    await killAll()
  })

  test('while the server is out of reach requests are refused in words; it comes back by itself, nothing is lost, and the sockets are whole', async () => {
    const desk = await startOne(0)
    const press = await signInAs(desk.url, 'aigul', password)
    const coordinator = await signInAs(desk.url, 'kairat', password)
    const socket = await listen(desk.url, { cookie: coordinator.cookie })
    const before = await registerOne(press)
    const postId = await pastePost(press, koldi())
    const insist = async (): Promise<string | null> => {
      const answer = await press.send('register', { postId, organisationId: koldi() }, { 'idempotency-key': 'through-it' })
      if (answer.status === 200) return (answer.body as { number: string }).number
      expect(problemIn(answer).code).toBe('storage-unavailable')
      return await insist()
    }

    set.pause(true)
    onTestFinished(() => set.pause(false))
    const written = insist()
    const refusals = await Promise.all((['kk', 'ru', 'en'] as const).map(language => press.send('tickets', {}, { 'accept-language': language })))
    for (const refusal of refusals) expect([refusal.status, problemIn(refusal).code]).toEqual([503, 'storage-unavailable'])
    expect(new Set(refusals.map(refusal => problemIn(refusal).title)).size).toBe(3)
    await expect(listen(desk.url, { cookie: coordinator.cookie })).rejects.toThrow('storage-unavailable')
    expect(socket.isOpen()).toBe(true)
    set.pause(false)

    const number = await written
    expect(serial(number)).toBe(serial(before.number) + 1)
    await socket.hears(one => one.type === 'register' && one.number === number)
    const after = await registerOne(press)
    expect(serial(after.number)).toBe(serial(number) + 1)
    await socket.hears(one => one.number === after.number)
    expect(registered(socket).map(one => one.number)).toEqual([before.number, number, after.number])
    expect(new Set(socket.happened.map(({ seq }) => seq)).size).toBe(socket.happened.length)
    expect(await verifyTrail(store.read)).toMatchObject({ lines: (await store.read.head()).seq })
    socket.close()
  }, 180_000)
})
