// The kept figures against the trail while many people act at once: each answer names its place in the trail, and is counted again from the lines up to there.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { TrailLine } from '#domain/trail.ts'
import type { Instant } from '#domain/time.ts'
import { ticketFigures } from '#domain/statistics.ts'
import { eachOf } from '../../server/actions/each-of.ts'
import { showStatistics } from '../../server/actions/show/statistics.ts'
import { viewerOf } from '../../server/actions/show/viewer.ts'
import { makeLog, makeWorld } from '../../server/make-world.ts'
import { openMongo } from '../../server/store/mongo.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Store } from '../../server/store/store.ts'
import { lacksMongod, meddle, startSet, type Server } from '../store/mongod.ts'
import { makeHistory } from './history.ts'
import { at, officeOf, type Office } from './office.ts'
import { recount, tell } from './recount.ts'
import { layOutOffice } from './tree.ts'

const worldOf = (store: Store, clock: { now: Instant }) =>
  makeWorld({ store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => clock.now, fetchGapMs: 0 })

const seeds = [1, 2, 3, 4, 5, 6]
/** Counting again from the trail is slow: so many answers of a run are. */
const countedAgain = 120

type Board = Awaited<ReturnType<typeof showStatistics>>

const ticketFiguresOf = ({ collectedToday, triagedToday, waitingTriage, oldestWaitingAt, ...tickets }: Board['today']) =>
  ({ posts: { collectedToday, triagedToday, waitingTriage }, tickets, nothingWaits: oldestWaitingAt === null })

/** What the lines up to the board's place tell. */
const expectTold = (trail: readonly TrailLine[], board: Board, calendar: Office['world']['calendar']) => {
  const { seq, asOf, organisationId } = board
  const story = tell(trail.slice(0, seq))
  const { nothingWaits, ...figures } = ticketFiguresOf(board.today)
  expect({ seq, ...figures }).toEqual({ seq, ...recount(story, { organisationId }, asOf, calendar) })
  expect(nothingWaits).toBe(figures.posts.waitingTriage === 0)
  for (const { bodyId, figures } of board.bodies) {
    expect({ seq, bodyId, tickets: ticketFiguresOf(figures).tickets }).toEqual({ seq, bodyId, tickets: recount(story, { organisationId, bodyId }, asOf, calendar).tickets })
  }
}

/** `stores`: as many processes over one desk; the first ones act, all of them are asked. */
const actAndAsk = async (stores: Store[], actors: number, rounds: number) => {
  const clock = { now: at('2026-11-16', '09:00') }
  const [first, ...rest] = stores.map(store => worldOf(store, clock))
  if (!first) throw new Error('a desk needs a store')
  const cast = await layOutOffice(first)
  const worlds = [first, ...rest]
  const offices = worlds.slice(0, actors).map(world => officeOf(world, cast, clock))
  const office = officeOf(first, cast, clock)
  let acting = true
  const boards: Board[] = []
  const ask = async (world: typeof first) => {
    const user = await world.store.read.get('user', cast.users['murat'] ?? '')
    if (!user) throw new Error('murat is not known')
    const viewer = await viewerOf(world, user)
    while (acting) {
      for (const slug of ['koldi', 'taudy']) boards.push(await showStatistics(world, viewer, { organisationId: cast.places[slug] }))
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  const histories = seeds.map(seed => makeHistory(offices[seed % offices.length] ?? office, seed))
  const asking = Promise.all(worlds.map(ask))
  // The clock stands while they act: a line never bears an earlier instant than the one before it, so of two desks whose clocks differ one would be put right.
  for (let round = 0; round < rounds; round += 1) {
    histories[0]?.pass()
    await Promise.all(histories.map(async ({ deed }) => {
      for (let step = 0; step < 3; step += 1) await deed()
    }))
  }
  acting = false
  await asking
  return { office, worlds, boards, done: histories.map(({ done }) => done), calendar: first.calendar }
}

const expectTrue = async ({ office, worlds, boards, done, calendar }: Awaited<ReturnType<typeof actAndAsk>>) => {
  const trail = await office.trail()
  const every = Math.ceil(boards.length / countedAgain)
  for (const board of boards.filter((_, index) => index % every === 0)) expectTold(trail, board, calendar)
  const places = new Set(boards.map(({ seq }) => seq))
  expect(places.size).toBeGreaterThan(20)
  for (const deed of ['register', 'assign', 'publish', 'close', 'return']) expect([deed, done.some(one => (one[deed] ?? 0) > 0)]).toEqual([deed, true])
  // And at rest, against every ticket that is kept.
  for (const world of worlds) {
    const tickets = await Array.fromAsync(eachOf(world.store.read, 'ticket', { where: { organisationId: office.place('koldi') }, order: { by: 'registeredAt', direction: 'asc' } }))
    const { tickets: figures } = ticketFiguresOf((await officeOf(world, { places: { koldi: office.place('koldi') }, users: { murat: office.user('murat') } }, office.clock).sees('murat').statistics('koldi')).today)
    expect(figures).toEqual(ticketFigures(tickets, office.clock.now, calendar))
  }
}

test('on SQLite every answer equals the trail up to its place, in the desk and in a reader beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-load-'))
  const store = await openSqlite({ folder })
  const beside = await openSqlite({ folder, readOnly: true })
  onTestFinished(async () => {
    await beside.close()
    await store.close()
    await rm(folder, { recursive: true })
  })
  await expectTrue(await actAndAsk([store, beside], 1, 40))
})

describe.skipIf(lacksMongod)('with a mongod', () => {
  let set: Server
  let url = ''
  beforeAll(async () => {
    set = await startSet()
    url = set.newUrl()
  })
  afterAll(async () => {
    await meddle(url, db => db.dropDatabase())
    await set.stop()
  })

  test('on MongoDB two processes act at once, and each answer of either equals the trail up to its place', async () => {
    const stores = [await openMongo({ url }), await openMongo({ url })]
    onTestFinished(async () => void await Promise.all(stores.map(store => store.close())))
    await expectTrue(await actAndAsk(stores, 2, 15))
  })
})
