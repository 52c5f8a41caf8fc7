// A desk that is killed in the middle of work: whoever repeats the press gets the first answer, and nothing that was answered is lost.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { listen } from '../live/listener.ts'
import { demoFolder } from '../demo-folder.ts'
import { castOf, openedAt } from './desk.ts'
import type { Answer } from './exchange.ts'
import { signInAs, type Person } from './person.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
let folder: string
let port: number
let burabay: string
let child: ChildProcess

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: free } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return free
}

const startChild = async () => {
  child = spawn(process.execPath, [here('desk-process.ts'), folder, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.stdout) await once(child.stdout, 'data')
}
const killChild = async () => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

beforeAll(async () => {
  folder = await demoFolder(openedAt)
  port = await freePort()
  const store = await openSqlite({ folder, readOnly: true })
  burabay = await castOf(store).akimat('burabay')
  await store.close()
  await startChild()
})
afterAll(async () => {
  await killChild()
  await rm(folder, { recursive: true })
})

const url = () => `http://127.0.0.1:${port}`

/** Presses again with the same key until the desk answers, as the client does. */
const insist = async (press: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await press()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    await pause(30)
    return await insist(press)
  }
}

interface Acknowledged { postId: string, number: string }
const perWriter = 8

const writeAll = async (person: Person, writer: number, onNumber: (one: Acknowledged) => void) => {
  for (let turn = 0; turn < perWriter; turn++) {
    const name = `${writer}-${turn}`
    const pasted = await insist(() => person.send('paste-post', { organisationId: burabay, url: `https://social.example/${name}`, text: `Свет мигает третий вечер, дом ${name}` }, { 'idempotency-key': `paste-${name}` }))
    const { postId } = pasted.body as { postId: string }
    const registered = await insist(() => person.send('register', { postId, organisationId: burabay }, { 'idempotency-key': `register-${name}` }))
    expect([registered.status, registered.text]).toEqual([200, expect.any(String)])
    onNumber({ postId, number: (registered.body as Acknowledged).number })
  }
}

test('of a desk killed three times in mid-work nothing acknowledged is lost, numbers follow each other, and screens come back by themselves', async () => {
  const people = await Promise.all(['aigul', 'denis', 'aigul', 'denis'].map(login => signInAs(url(), login, demoPassword)))
  const manager = await listen(url(), { cookie: (await signInAs(url(), 'sabit', demoPassword)).cookie, comesBack: true })
  const acknowledged: Acknowledged[] = []
  let restarting: Promise<void> = Promise.resolve()
  await Promise.all(people.map((person, writer) => writeAll(person, writer, (one) => {
    acknowledged.push(one)
    if (acknowledged.length % 8 === 0 && acknowledged.length < 32) restarting = restarting.then(killChild).then(startChild)
  })))
  await restarting

  expect(acknowledged).toHaveLength(people.length * perWriter)
  const store = await openSqlite({ folder, readOnly: true })
  for (const { postId, number } of acknowledged) expect((await store.read.find('ticket', 'number', [number]))?.posts.map(post => post.postId)).toEqual([postId])
  const all = await store.read.list('ticket', { where: { organisationId: burabay }, order: { by: 'registeredAt', direction: 'asc' }, limit: 1000 })
  const serials = all.items.map(({ number }) => Number(number.split('-').at(-1))).sort((a, b) => a - b)
  expect(serials).toEqual(serials.map((_, index) => index + 1))
  const posts = all.items.flatMap(({ posts }) => posts.map(({ postId }) => postId))
  expect(new Set(posts).size).toBe(posts.length)
  expect(await verifyTrail(store.read)).toMatchObject({ lines: (await store.read.head()).seq })
  await store.close()

  await manager.hears(() => manager.connections() >= 2)
  const last = await people[0]?.ask('paste-post', { organisationId: burabay, url: 'https://social.example/after', text: 'Снег не убран во дворе, акимат' })
  const { number } = await people[0]?.ask('register', { postId: last?.postId ?? '', organisationId: burabay }) ?? {}
  await manager.hears(one => one.number === number)
  manager.close()
})

test('a second desk on the same folder is refused in words', async () => {
  const second = spawn(process.execPath, [here('../../server/main.ts')], { env: { ...process.env, DATA_DIR: folder, PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  second.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
  const [code] = await once(second, 'close')
  expect(code).toBe(1)
  expect(said).toMatch(/^Qulaq cannot start: another desk writes in /)
  expect(said).not.toMatch(/\n\s+at /)
  expect((await signInAs(url(), 'aigul', demoPassword)).cookie).not.toBe('')
})
