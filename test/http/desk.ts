// A real desk for tests of its doors: the demo in a folder of its own, on a free port of loopback, with a clock that the test moves.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Log, World } from '../../server/actions/world.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { startDesk, type DeskParts } from '../../server/desk.ts'
import { deskStems } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Store } from '../../server/store/store.ts'
import { demoFolder } from '../demo-folder.ts'
import { personWith, signInAs, type Person } from './person.ts'

/** A Wednesday, ten in the morning in Almaty. */
export const openedAt: Instant = '2026-11-18T05:00:00.000Z'

export type Akimat = 'region' | 'burabay' | 'tselinograd'
const prefixes: Record<Akimat, string> = { region: 'АҚМ', burabay: 'БУР', tselinograd: 'ЦЕЛ' }

export interface TestDesk {
  url: string
  folder: string
  store: Store
  world: World
  /** What the desk's log warned of. */
  warned: object[]
  /** Moves the clock of the desk. */
  later: (minutes: number) => void
  as: (login: string) => Promise<Person>
  guest: Person
  akimat: (name: Akimat) => Promise<string>
  body: (akimat: Akimat, code: string) => Promise<string>
  user: (login: string) => Promise<string>
  /** Throws when the desk logged a bug meanwhile. */
  close: () => Promise<void>
}

const listeningLog = () => {
  const bugs: object[] = []
  const warned: object[] = []
  const log: Log = { info: () => {}, warn: (facts, sentence) => void warned.push({ sentence, ...facts }), error: (facts, sentence) => void bugs.push({ sentence, ...facts }) }
  return { bugs, warned, log }
}

const found = <T>(thing: T | undefined, name: string): T => {
  if (thing === undefined) throw new Error(`the demo has no ${name}`)
  return thing
}

/** Ids by the names that the demo's people use. */
export const castOf = ({ read }: Store) => {
  const akimat = async (name: Akimat) => found(await read.find('organisation', 'prefix', [prefixes[name]]), name).id
  return {
    akimat,
    body: async (name: Akimat, code: string) => {
      const bodies = await read.list('organisation', { where: { parentId: await akimat(name) }, order: { by: 'id', direction: 'asc' }, limit: 100 })
      return found(bodies.items.find(body => body.code === code), code).id
    },
    user: async (login: string) => found(await read.find('user', 'login', [login]), login).id,
  }
}

export interface DeskOptions extends Pick<DeskParts, 'clientDir' | 'patience' | 'linesAtMost' | 'connectionsAtMost'> { fetchAllow?: string[], publicUrl?: URL, /** Keeps fetched pictures in the folder, as a desk at work does. */ withPictures?: boolean }

export const openDesk = async ({ clientDir, patience, linesAtMost, connectionsAtMost, fetchAllow = [], publicUrl, withPictures = false }: DeskOptions = {}): Promise<TestDesk> => {
  const folder = await demoFolder(openedAt)
  const store = await openSqlite({ folder, stems: deskStems })
  const { bugs, warned, log } = listeningLog()
  let now = openedAt
  const desk = await startDesk({
    store, log, clientDir, patience, linesAtMost, connectionsAtMost, now: () => now, withJobs: false, fetchGapMs: 0, ...withPictures && { pictureDir: join(folder, 'pictures') }, config: { host: '127.0.0.1', port: 0, fetchAllow, contact: '', publicUrl },
  })
  return {
    url: desk.url, folder, store, world: desk.world, warned,
    later: (minutes) => { now = toInstant(toMs(now) + minutes * 60_000) },
    as: login => signInAs(desk.url, login, demoPassword),
    guest: personWith(desk.url, ''),
    ...castOf(store),
    close: async () => {
      await desk.close()
      await rm(folder, { recursive: true })
      if (bugs.length) throw new Error(`the desk met a bug: ${JSON.stringify(bugs[0], (_, value) => value instanceof Error ? value.stack : value)}`)
    },
  }
}

let pasted = 0
/** A new public post, put in by hand; waits for triage at this akimat. */
export const pastePost = async (press: Person, organisationId: string, text = 'На улице Ауэзова третий день нет воды, акимат, помогите'): Promise<string> => {
  pasted += 1
  const { postId } = await press.ask('paste-post', { organisationId, url: `https://social.example/${process.pid}/${pasted}`, text: `${text} (${pasted})`, author: 'Бағлан Т.' })
  return postId
}

export interface Registered { ticketId: string, number: string, postId: string }
/** A fresh post with its number; given to a body when one is named. */
export const registerPost = async (press: Person, organisationId: string, to: { bodyId?: string, officerId?: string } = {}): Promise<Registered> => {
  const postId = await pastePost(press, organisationId)
  const { ticketId, number } = await press.ask('register', { postId, organisationId, ...to })
  if (ticketId === null || number === null) throw new Error('a registered post has no number')
  return { ticketId, number, postId }
}
