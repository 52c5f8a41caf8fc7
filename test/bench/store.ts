// `npm run bench store`: what the desk does in a second, on both engines, each beside the bare engine in the same run and the same database.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { showFeed } from '../../server/actions/show/feed.ts'
import { showSearch } from '../../server/actions/show/search.ts'
import { showStatistics } from '../../server/actions/show/statistics.ts'
import { showTickets } from '../../server/actions/show/tickets.ts'
import { viewerOf } from '../../server/actions/show/viewer.ts'
import { deskStems } from '../../server/make-world.ts'
import { openStore } from '../../server/store/open.ts'
import type { Cast } from '../actions/tree.ts'
import { lacksMongod, meddle, startSet } from '../store/mongod.ts'
import { bareMongo } from './bare-mongo.ts'
import { bareSqlite } from './bare-sqlite.ts'
import type { Bare, Names, Scope } from './bare.ts'
import { callers, changesPerSecond, load, oneOfEach, openDesk, pageSize, registerTogether, takePage, type Desk, type Waiting } from './desk.ts'
import { latency, perSecond } from './timing.ts'

/** Pages of different sources that come in at once. */
const pagesAtOnce = 8

/** Where a desk lies, and what stands beside it. */
interface Place {
  folder: string
  mongodbUrl?: string
  bare(names: Names, scope: Scope): Bare | Promise<Bare>
}

const measureWrites = async (desk: Desk) => {
  const waiting: Waiting = []
  const take = async (count: number, size: number) => void waiting.push(...(await Promise.all(Array.from({ length: count }, () => takePage(desk, size)))).flat())
  return {
    pages: await perSecond(pagesAtOnce * pageSize, () => take(pagesAtOnce, pageSize)),
    postAlone: await perSecond(1, () => take(1, 1)),
    posts: await perSecond(callers, () => take(callers, 1)),
    actAlone: await perSecond(1, () => registerTogether(desk, waiting, 1)),
    acts: await perSecond(callers, () => registerTogether(desk, waiting, callers)),
    changes: await changesPerSecond(desk),
  }
}

const measureBareWrites = async (bare: Bare): Promise<Awaited<ReturnType<typeof measureWrites>>> => ({
  pages: await perSecond(pagesAtOnce * pageSize, () => bare.pages(pagesAtOnce, pageSize)),
  postAlone: await perSecond(1, () => bare.pages(1, 1)),
  posts: await perSecond(callers, () => bare.pages(callers, 1)),
  actAlone: await perSecond(1, () => bare.acts(1)),
  acts: await perSecond(callers, () => bare.acts(callers)),
  changes: await perSecond(callers, () => bare.changes(callers)),
})

/** What a coordinator's screens ask, as the doors do it. */
const measureReads = async (desk: Desk, { akimat, bodyId }: Scope) => {
  const { world, cast } = desk
  const user = await world.store.read.get('user', cast.users['kairat'] ?? '')
  if (!user) throw new Error('nobody looks')
  const viewer = await viewerOf(world, user)
  return {
    queue: await latency(() => showTickets(world, viewer, { view: 'all', bodyId, state: 'in-work', limit: 50 })),
    feed: await latency(() => showFeed(world, viewer, { organisationId: akimat, folded: 'no', limit: 50 })),
    body: await latency(() => showStatistics(world, viewer, { organisationId: bodyId })),
    common: await latency(() => showSearch(world, viewer, { of: 'all', words: 'диспетчер су', limit: 50 })),
    rare: await latency(() => showSearch(world, viewer, { of: 'all', words: 'көшесі 777-үйде', limit: 50 })),
    all: await latency(() => showStatistics(world, viewer, { organisationId: akimat })),
  }
}

/** Two other processes on the same desk, which begin together: what they do together, first registrations and then changes. */
const perSecondOfTwo = async (mongodbUrl: string, cast: Cast): Promise<[registrations: number, changes: number]> => {
  const others = [0, 1].map(() => fork(new URL('other-desk.ts', import.meta.url), { env: { ...process.env, BENCH_DESK: JSON.stringify({ mongodbUrl, cast }) } }))
  const heard = async () => await Promise.all(others.map(async other => (await once(other, 'message'))[0]))
  const together = async () => {
    for (const other of others) other.send('go')
    return (await heard()).reduce((sum, rate) => sum + Number(rate), 0)
  }
  await heard()
  return [await together(), await together()]
}

const line = (name: string, ours: string, bare = '', ratio = '') => console.log(`| ${name.padEnd(54)} | ${ours.padStart(16)} | ${bare.padStart(16)} | ${ratio.padStart(5)} |`)
const rate = (name: string, ours: number, bare: number) => line(name, `${Math.round(ours)}/s`, `${Math.round(bare)}/s`, (ours / bare).toFixed(2))
const ms = ([p50, p95]: readonly [number, number]) => `${p50.toFixed(1)} / ${p95.toFixed(1)} ms`
const wait = (name: string, ours: readonly [number, number], bare: readonly [number, number]) => line(name, ms(ours), ms(bare), (bare[0] / ours[0]).toFixed(2))

const measure = async (name: string, { folder, mongodbUrl, bare: openBare }: Place, rows: number): Promise<void> => {
  const store = await openStore({ folder, mongodbUrl, stems: deskStems })
  try {
    const desk = await openDesk(store)
    const scope: Scope = { akimat: desk.akimat, bodyId: desk.bodies[0] ?? '' }
    const started = performance.now()
    await load(desk, rows)
    const seconds = (performance.now() - started) / 1000
    console.log(`\n${name}: ${rows} posts, each with a ticket, loaded by the desk's own units in ${seconds.toFixed(0)} s (${Math.round(rows / seconds)}/s)\n`)
    line('', name, 'bare', 'ratio')
    line('---', '---:', '---:', '---:')
    const writes = await measureWrites(desk)
    const reads = await measureReads(desk, scope)
    // Last: what it writes is no part of the desk's trail.
    const bare = await openBare(await oneOfEach(desk), scope)
    const found = [await bare.queuePage(), await bare.feedPage()]
    if (found.some(count => count !== 50)) throw new Error(`pages of ${found.join(' and ')} instead of 50: take 5000 rows at least`)
    const [bareQueue, bareFeed, bareWrites] = [await latency(bare.queuePage), await latency(bare.feedPage), await measureBareWrites(bare)]
    await bare.close()
    rate(`posts, ${pagesAtOnce} pages of ${pageSize} at once`, writes.pages, bareWrites.pages)
    rate('posts, one by one', writes.postAlone, bareWrites.postAlone)
    rate(`posts, one each by ${callers} callers`, writes.posts, bareWrites.posts)
    rate('registrations, one by one', writes.actAlone, bareWrites.actAlone)
    rate(`registrations by ${callers} callers`, writes.acts, bareWrites.acts)
    rate(`changes of a ticket by ${callers} callers`, writes.changes, bareWrites.changes)
    wait('queue of a body, a page of 50 (p50 / p95)', reads.queue, bareQueue)
    wait('feed of an akimat, a page of 50 (p50 / p95)', reads.feed, bareFeed)
    line('search of two words that all posts hold (p50 / p95)', ms(reads.common))
    line('search of a word that few hold (p50 / p95)', ms(reads.rare))
    line('statistics of one body (p50 / p95)', ms(reads.body))
    line('statistics of all (p50 / p95)', ms(reads.all))
    if (mongodbUrl !== undefined) {
      const [registrations, changes] = await perSecondOfTwo(mongodbUrl, desk.cast)
      line(`registrations by ${callers} callers in each of two processes`, `${Math.round(registrations)}/s`)
      line(`changes of a ticket by ${callers} callers in each of two processes`, `${Math.round(changes)}/s`)
    }
  } finally {
    await store.close()
  }
}

const onSqlite = async (rows: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-bench-'))
  try {
    await measure('SQLite', { folder, bare: (names, scope) => bareSqlite(folder, names, scope) }, rows)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const onMongo = async (rows: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-bench-'))
  const set = await startSet()
  const mongodbUrl = set.newUrl()
  try {
    await measure('MongoDB', { folder, mongodbUrl, bare: (names, scope) => bareMongo(mongodbUrl, names, scope) }, rows)
  } finally {
    await meddle(mongodbUrl, db => db.dropDatabase())
    await set.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `rows`: posts, and as many tickets, that lie there before anything is measured. `engine`: both when it is not named. */
export const benchStore = async ({ rows, engine }: { rows: number, engine?: 'sqlite' | 'mongodb' }): Promise<void> => {
  console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`)
  if (engine !== 'mongodb') await onSqlite(rows)
  if (engine !== 'sqlite' && !lacksMongod) await onMongo(rows)
}
