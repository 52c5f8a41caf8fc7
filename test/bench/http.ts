// `npm run bench http`: pages and commands through the doors, beside bare Express 5 and node:http that send the same bytes.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deskStems } from '../../server/make-world.ts'
import { openStore } from '../../server/store/open.ts'
import { signInAs } from '../http/person.ts'
import { password } from '../actions/tree.ts'
import { exchange, hammer, type Call, type Pace } from './calls.ts'
import { load, openDesk, takePage } from './desk.ts'
import { heard, start, stop } from './process.ts'

const connections = 16
const callers = 32
/** Tickets that the commands change in turn, so that no two at once want the same one. */
const changed = 512
/** Posts that wait for a decision: a day's work, not a backlog of years. */
const waitingPosts = 400

interface Laid { folder: string, akimat: string, bodyId: string, tickets: string[] }

/** A desk on SQLite with so many tickets of the past, and a day's posts that wait. */
export const layDesk = async (rows: number): Promise<Laid> => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-bench-'))
  const store = await openStore({ folder, stems: deskStems })
  const desk = await openDesk(store)
  await load(desk, rows)
  for (let posts = 0; posts < waitingPosts; posts += 50) await takePage(desk, 50)
  const newest = await store.read.list('ticket', { where: { organisationId: desk.akimat }, order: { by: 'registeredAt', direction: 'desc' }, limit: changed })
  await store.close()
  return { folder, akimat: desk.akimat, bodyId: desk.bodies[0] ?? '', tickets: newest.items.map(({ id }) => id) }
}

const row = (name: string, ...cells: string[]) => console.log(`| ${[name.padEnd(34), ...cells.map(cell => cell.padStart(18))].join(' | ')} |`)
const pace = ({ perSecond, p50, p99 }: Pace) => `${Math.round(perSecond)}/s ${p50.toFixed(1)}/${p99.toFixed(1)}`

/** The same bytes sent by Express, by Express with the desk's headers and a look at the session, and by node:http. */
const bareWith = async (bytes: string, at: number, { method, headers, body }: Call): Promise<Pace[]> => {
  const { cookie = '' } = headers ?? {}
  const bare = start('bare-web.ts')
  bare.send([bytes, cookie])
  const paces: Pace[] = []
  for (const url of await heard<string[]>(bare)) paces.push(await hammer(url, at, () => ({ method, headers: { cookie }, body, path: '/' })))
  await stop(bare)
  return paces
}

const compare = async (name: string, url: string, at: number, callOf: (n: number) => Call): Promise<void> => {
  const agent = new Agent()
  const bytes = await exchange(url, agent, callOf(0))
  const alone = await hammer(url, 1, callOf)
  const ours = await hammer(url, at, callOf)
  const bare = await bareWith(bytes, at, callOf(0))
  const ratios = bare.slice(0, 2).map(({ perSecond }) => (ours.perSecond / perSecond).toFixed(2))
  row(name, `${(bytes.length / 1024).toFixed(0)} KiB`, pace(alone), pace(ours), ...bare.map(pace), ...ratios)
}

/** `rows`: posts with a ticket each that lie there. */
export const benchHttp = async ({ rows }: { rows: number }): Promise<void> => {
  const { folder, akimat, bodyId, tickets } = await layDesk(rows)
  const desk = start('served-desk.ts', { BENCH_FOLDER: folder })
  try {
    const url = await heard<string>(desk)
    const [coordinator, manager] = [await signInAs(url, 'kairat', password), await signInAs(url, 'marzhan', password)]
    const as = (cookie: string) => (path: string) => () => ({ method: 'GET', path, headers: { cookie } })
    const page = as(coordinator.cookie)
    console.log(`\nHTTP on SQLite, ${rows} posts with a ticket each: requests a second, p50/p99 in ms\n`)
    row('', 'answer', 'alone', 'at once', 'bare Express', 'dressed Express', 'node:http', 'ratio', 'ratio, dressed')
    row('---', ...Array.from({ length: 8 }, () => '---:'))
    await compare(`feed, newest 50, ${connections} at once`, url, connections, page(`/api/v1/posts?organisationId=${akimat}&limit=50`))
    await compare(`tickets, newest 50, ${connections} at once`, url, connections, page(`/api/v1/tickets?view=all&organisationId=${akimat}&limit=50`))
    await compare(`queue of a body, ${connections} at once`, url, connections, page(`/api/v1/tickets?view=all&bodyId=${bodyId}&state=in-work&limit=50`))
    await compare(`one ticket, ${connections} at once`, url, connections, n => page(`/api/v1/tickets/${tickets[n % changed] ?? ''}`)())
    await compare(`statistics of all, ${connections} at once`, url, connections, page(`/api/v1/statistics?organisationId=${akimat}`))
    await compare(`commands, ${callers} at once`, url, callers, n => ({
      method: 'POST', path: `/api/v1/tickets/${tickets[n % changed] ?? ''}/control`, headers: { 'cookie': manager.cookie, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ on: Math.floor(n / changed) % 2 === 0 }),
    }))
    desk.send('memory')
    console.log(`\nmemory of the desk afterwards: ${await heard<number>(desk)} MiB`)
  } finally {
    await stop(desk)
    rmSync(folder, { recursive: true, force: true })
  }
}
