// `npm run exam:burst -- --posts 10000`: everybody writes at once, in a feed, in a table and on a stream: is nothing lost, does memory stay bounded, and does the desk answer people meanwhile?
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { byMachine } from '../../server/actions/act.ts'
import { createSource } from '../../server/actions/create-source.ts'
import { deskStems, makeLog, makeWorld } from '../../server/make-world.ts'
import { openStore } from '../../server/store/open.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { layOutOffice, password } from '../actions/tree.ts'
import { at, exchange } from '../bench/calls.ts'
import { heard, stop } from '../bench/process.ts'
import { startFeedServer } from '../collectors/feed-server.ts'
import { removed, startJetstream, written } from '../collectors/jetstream-server.ts'
import { asked, signInAs, type Person } from '../http/person.ts'
import type { DeskTask, Memory } from './soak/protocol.ts'

const { values } = parseArgs({ options: { posts: { type: 'string', default: '10000' } } })
const count = Number(values.posts)
/** As many as a table may have. */
const tableRows = 5_000
/** Longer, and a person thinks that the desk has died. */
const slowestMs = 500
/** A desk at rest holds 240. */
const mostMiB = 900

const streets = ['Абай', 'Сәтбаев', 'Әуезов', 'Байтұрсынұлы', 'Момышұлы', 'Сейфуллин', 'Жамбыл']
const textOf = (n: number) => `Әкімдік назарына! ${streets[n % streets.length]} көшесіндегі ${n}-үйде таңнан бері су жоқ, жөндеу қашан аяқталады? На улице нет воды с утра, ${n}.`

interface Burst { name: string, ms: number, kept: number, waits: number[], rss: number }

/** Asks for one's own facts ten times a second, and how much memory the desk holds, while something goes on. */
const meanwhile = async (name: string, desk: ReturnType<typeof fork>, url: string, person: Person, work: () => Promise<number>): Promise<Burst> => {
  const agent = new Agent({ keepAlive: true })
  const call = { method: 'GET', path: asked('me').path, headers: { cookie: person.cookie } }
  const [waits, began]: [number[], number] = [[], performance.now()]
  let [isOver, rss] = [false, 0]
  const asking = async () => {
    while (!isOver) {
      const from = performance.now()
      await exchange(url, agent, call)
      waits.push(performance.now() - from)
      desk.send('memory')
      rss = Math.max(rss, (await heard<Memory>(desk)).rss)
      await pause(100)
    }
  }
  const [kept] = await Promise.all([work().finally(() => { isOver = true }), asking()])
  agent.destroy()
  return { name, ms: performance.now() - began, kept, waits: waits.sort((a, b) => a - b), rss }
}

const [server, network, folder] = [await startFeedServer(), await startJetstream(), mkdtempSync(join(tmpdir(), 'qulaq-burst-'))]
const fetchAllow = [server.hostPort, network.hostPort]
server.posts.splice(0, Infinity, ...Array.from({ length: count }, (_, n) => ({ guid: `f-${n}`, title: `${n}-үй`, text: textOf(n) })))

const layOut = async () => {
  const store = await openStore({ folder, stems: deskStems })
  const world = makeWorld({ store, config: { fetchAllow, contact: '' }, log: makeLog('error') })
  const { places } = await layOutOffice(world)
  const koldi = places['koldi'] ?? ''
  const { id: feedId } = await createSource(world, byMachine, { url: `${server.origin}/feed`, organisationIds: [koldi], zone: 'Asia/Almaty' })
  const { id: streamId } = await createSource(world, byMachine, { url: network.url, organisationIds: [koldi], zone: 'UTC', words: ['су'] })
  await store.close()
  return { koldi, feedId, streamId }
}

const { koldi, feedId, streamId } = await layOut()
const desk = fork(new URL('soak/desk.ts', import.meta.url))
desk.send({ folder, fetchAllow } satisfies DeskTask)
const url = await heard<string>(desk)
const person = await signInAs(url, 'aigul', password)
/** What the store beside the running desk holds. */
const keptOf = async (sourceId: string): Promise<number> => {
  const store = await openStore({ folder, readOnly: true })
  try {
    return await store.read.count('post', { where: { sourceId }, order: { by: 'collectedAt', direction: 'asc' } })
  } finally {
    await store.close()
  }
}
const until = async (sourceId: string, wanted: number): Promise<number> => {
  for (let kept = 0, quiet = 0, last = -1; ; last = kept) {
    kept = await keptOf(sourceId)
    quiet = kept === last ? quiet + 1 : 0
    if (kept >= wanted || quiet > 20) return kept
    await pause(1000)
  }
}

/** What others write, and take away again, while one writes of us. */
const noise = (second: number, n: number) => n % 3 === 0 ? removed(second, `n${n}`) : written(second, `n${n}`, `good morning everybody, number ${n}`)
const bursts = [
  await meanwhile('feed', desk, url, person, () => until(feedId, count)),
  await meanwhile('table', desk, url, person, async () => {
    let kept = 0
    for (let from = 0; from < count; from += tableRows) {
      const rows = Array.from({ length: Math.min(tableRows, count - from) }, (_, n) => `${from + n},"${textOf(count + from + n)}"`)
      kept += (await person.ask('import-table', { organisationId: koldi, network: 'table', zone: 'Asia/Almaty', text: ['id,text', ...rows].join('\n'), columns: { id: 'id', text: 'text' } })).new
    }
    return kept
  }),
  await meanwhile('stream', desk, url, person, async () => {
    while (network.listening() === 0) await pause(100)
    for (let n = 0; n < count; n++) {
      network.tell(written(1 + n / 1000, `s${n}`, textOf(n + 3 * count)))
      for (let m = 0; m < 9; m++) network.tell(noise(1 + n / 1000, n * 9 + m))
    }
    return until(streamId, count)
  }),
]
await stop(desk)
const proof = await (async () => {
  const store = await openStore({ folder, readOnly: true })
  const verdict = await verifyTrail(store.read)
  await store.close()
  return verdict
})()
await Promise.all([server.close(), network.close()])
rmSync(folder, { recursive: true, force: true })

for (const { name, ms, kept, waits, rss } of bursts) {
  console.log(`${name}: ${kept} of ${count} kept, ${(ms / 1000).toFixed(1)} s; me ${waits.length} times: p50 ${at(waits, 0.5).toFixed(0)} ms, p99 ${at(waits, 0.99).toFixed(0)} ms, longest ${(waits.at(-1) ?? 0).toFixed(0)} ms; process at most ${rss.toFixed(0)} MiB`)
}
const faults = [
  ...bursts.filter(({ kept }) => kept !== count).map(({ name, kept }) => `${name}: ${count - kept} posts are lost`),
  ...bursts.filter(({ waits }) => (waits.at(-1) ?? 0) > slowestMs).map(({ name, waits }) => `${name}: somebody waited ${waits.at(-1)?.toFixed(0)} ms`),
  ...bursts.filter(({ rss }) => rss > mostMiB).map(({ name, rss }) => `${name}: ${rss.toFixed(0)} MiB`),
  ...'lines' in proof ? [] : [`the trail: ${JSON.stringify(proof)}`],
]
console.log(faults.length ? `FAULTS\n  ${faults.join('\n  ')}` : 'no fault')
process.exitCode = faults.length ? 1 : 0
