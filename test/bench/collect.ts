// `npm run bench collect`: posts a second from servers on loopback through fetch, parsing, understanding and the store, beside Node's own fetch and the bare package `feedparser` on the same pages.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import FeedParser from 'feedparser'
import { byMachine } from '../../server/actions/act.ts'
import { collectSource } from '../../server/actions/collect.ts'
import { createSource } from '../../server/actions/create-source.ts'
import { deskStems, makeLog, makeWorld } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { feed } from '../../collectors/feed.ts'
import { layOutOffice } from '../actions/tree.ts'
import { heard, start, stop } from './process.ts'
import { newPosts, pagePosts } from './real-posts.ts'
import { perSecond } from './timing.ts'

const now = '2026-11-18T05:00:00.000Z'

const bareFetch = async (url: string): Promise<string> => (await fetch(url)).text()

const bareParse = (text: string): Promise<number> => new Promise((resolve, reject) => {
  let items = 0
  const parser = new FeedParser({})
  parser.on('data', () => { items += 1 })
  parser.on('error', reject).on('end', () => resolve(items))
  parser.end(text)
})

/** By the clock, and by the processor's time of this process, of which a busy machine takes no part. */
interface Rate { clock: number, core: number }

const tell = (name: string, { clock, core }: Rate, bare: Rate) =>
  console.log(`| ${name.padEnd(58)} | ${`${Math.round(clock)}/s`.padStart(9)} | ${`${Math.round(core)}/s`.padStart(9)} | ${(core / bare.core).toFixed(2).padStart(6)} |`)

/** Measures for some seconds each, whatever number of rows is asked for. */
export const benchCollect = async (): Promise<void> => {
  const pages = start('feed-pages.ts')
  const hosts = await heard<string[]>(pages)
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-bench-'))
  const store = await openSqlite({ folder, stems: deskStems })
  const world = makeWorld({ store, config: { fetchAllow: hosts, contact: '' }, log: makeLog('silent'), now: () => now, fetchGapMs: 0 })
  const { places } = await layOutOffice(world)
  const each = hosts.length * newPosts
  const everyHost = async (path: string, work: (url: string) => Promise<unknown>): Promise<Rate> => {
    const [before, started] = [process.cpuUsage(), performance.now()]
    const clock = await perSecond(each, () => Promise.all(hosts.map(host => work(`http://${host}${path}`))))
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(before)
    return { clock, core: clock * seconds / ((user + system) / 1e6) }
  }
  const cursors = new Map<string, unknown>()
  const read = async (url: string) => {
    const context = { source: { url, cursor: cursors.get(url) ?? null, zone: 'UTC' as const }, fetch: world.fetch, listen: world.listen, logins: world.logins, now: world.now, signal: new AbortController().signal, deep: false, once: true, wanted: () => true }
    for await (const page of feed.poll(context)) cursors.set(url, page.cursor)
  }
  const ids = new Map<string, string>()
  for (const host of hosts) ids.set(`http://${host}/desk`, (await createSource(world, byMachine, { url: `http://${host}/desk`, organisationIds: [places['koldi'] ?? ''], zone: 'UTC' })).id)
  let kept = 0
  const collect = async (url: string) => {
    const source = await store.read.get('source', ids.get(url) ?? '')
    const collected = source && await collectSource(world, byMachine, source, AbortSignal.timeout(60_000))
    kept += collected?.new ?? 0
  }
  await Promise.all([...ids.keys()].map(collect))
  const fetched = await everyHost('/fetched', bareFetch)
  const parsed = await everyHost('/parsed', async url => bareParse(await bareFetch(url)))
  const politely = await everyHost('/politely', read)
  const whole = await everyHost('/desk', collect)
  console.log(`${cpus()[0]?.model ?? ''}, Node ${process.versions.node}; ${hosts.length} hosts at once, pages of ${pagePosts} posts, ${newPosts} of them new; ${kept} posts kept; by the clock, by a second of one core, ratio of the latter\n`)
  tell('bare: Node\'s fetch', fetched, parsed)
  tell('bare: Node\'s fetch and `feedparser`', parsed, parsed)
  tell('politely fetched and read, nothing kept', politely, parsed)
  tell('the desk: fetched, read, understood and kept in SQLite', whole, parsed)
  await store.close()
  await stop(pages)
  rmSync(folder, { recursive: true, force: true })
}
