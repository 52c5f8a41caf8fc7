// `npm run exam:soak -- --minutes 10 --posts 50 --commands 20 --fault leak|slow|window`: a desk at work for a while: does its memory stay flat, is it quick, is nothing lost?
import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { at } from '../bench/calls.ts'
import { heard, stop } from '../bench/process.ts'
import { password } from '../actions/tree.ts'
import { signInAs } from '../http/person.ts'
import { openFeed, type Feed } from './soak/feeds.ts'
import { lostOf } from './soak/lost.ts'
import { judgeMemory, type Sample } from './soak/memory.ts'
import { layOut, type Office } from './soak/office.ts'
import { soakFaults, type CrowdReport, type CrowdTask, type DeskTask, type Memory } from './soak/protocol.ts'
import { makeWork, type Worker } from './soak/work.ts'

const { values } = parseArgs({ options: {
  minutes: { type: 'string', default: '10' }, posts: { type: 'string', default: '50' }, commands: { type: 'string', default: '20' }, fault: { type: 'string' },
} })
const [minutes, posts, commands] = [Number(values.minutes), Number(values.posts), Number(values.commands)]
const fault = soakFaults.find(known => known === values.fault)
/** Each is looked at in turn, one a second: the pause between two calls of one host is longer than that. */
const feedCount = 4
const socketsEach = 2
const slowestMs = 300
const sampleMs = 15_000
/** Within less than that, warming up is not told from growing. */
const fewestMinutes = 3

const start = (file: string, execArgv: string[] = []): ChildProcess => fork(new URL(`soak/${file}`, import.meta.url), { execArgv })

const signIn = async (url: string, { people }: Office): Promise<Worker[]> => {
  const workers: Worker[] = []
  const rest = [...people]
  const next = async () => {
    for (let person = rest.shift(); person; person = rest.shift()) workers.push({ ...person, cookie: (await signInAs(url, person.login, password)).cookie })
  }
  await Promise.all(Array.from({ length: 8 }, next))
  return workers
}

/** Every second a feed has its share of posts, and somebody of the press service reads it. */
const collecting = async (url: string, { sourceIds }: Office, feeds: readonly Feed[], press: Worker, until: number): Promise<string[]> => {
  const faults: string[] = []
  const person = await signInAs(url, press.login, password)
  /** A feed that is still being read is not read a second time: what it writes meanwhile waits for the next look, as far as it shows it. */
  const running = new Map<number, Promise<void>>()
  const look = async (index: number) => {
    const code = await person.codeOf('collect-now', { sourceId: sourceIds[index] })
    if (code !== 'done') faults.push(`a source could not be read: ${code}`)
    running.delete(index)
  }
  for (let second = 0, began = performance.now(); performance.now() < until; second++) {
    const index = second % feeds.length
    feeds[index]?.write(posts)
    if (!running.has(index)) running.set(index, look(index))
    await pause(Math.max(0, began + (second + 1) * 1000 - performance.now()))
  }
  await Promise.all(running.values())
  for (const index of feeds.keys()) await look(index)
  return faults
}

const remembering = async (desk: ChildProcess, until: number, say: (sample: Sample) => void): Promise<Sample[]> => {
  const samples: Sample[] = []
  for (const began = performance.now(); performance.now() < until; await pause(Math.min(sampleMs, Math.max(0, until - performance.now())))) {
    desk.send('memory')
    const sample: Sample = { ...await heard<Memory>(desk), minute: (performance.now() - began) / 60_000 }
    samples.push(sample)
    say(sample)
  }
  return samples
}

const feeds = await Promise.all(Array.from({ length: feedCount }, (_, n) => openFeed(`feed${n}`, fault === 'window' ? 10 : undefined)))
const folder = mkdtempSync(join(tmpdir(), 'qulaq-soak-'))
const office = await layOut(folder, feeds)
const desk = start('desk.ts', ['--expose-gc'])
desk.send({ folder, fetchAllow: feeds.map(({ hostPort }) => hostPort), fault } satisfies DeskTask)
const url = await heard<string>(desk)
const workers = await signIn(url, office)
const crowd = start('crowd.ts')
crowd.send({ url, cookies: workers.map(({ cookie }) => cookie), each: socketsEach } satisfies CrowdTask)
await heard(crowd)
console.log(`${workers.length} people, ${workers.length * socketsEach} sockets; ${minutes} minutes of ${posts} posts and ${commands} commands a second${fault ? `, fault ${fault} switched in` : ''}`)

const until = performance.now() + minutes * 60_000
const work = makeWork(url, office, workers)
const press = workers.find(({ role }) => role === 'press')
if (!press) throw new Error('the office has no press service')
const ticking = async () => {
  for (let n = 0, began = performance.now(); performance.now() < until; n++) {
    work.tick()
    await pause(Math.max(0, began + (n + 1) * 1000 / commands - performance.now()))
  }
  await work.settled()
}
const [samples, readingFaults] = await Promise.all([
  remembering(desk, until, ({ minute, heap, rss }) => console.log(`minute ${minute.toFixed(1)}: heap ${heap.toFixed(0)} MiB, process ${rss.toFixed(0)} MiB, ${work.commands.length} commands, ${work.lives.length} tickets`)),
  collecting(url, office, feeds, press, until), ticking(),
])
crowd.send('report')
const hearing = await heard<CrowdReport>(crowd)
await stop(crowd)
await stop(desk)
const written = feeds.reduce((sum, feed) => sum + feed.written(), 0)
const lost = await lostOf(folder, work.lives, { written, sourceIds: office.sourceIds })
await Promise.all(feeds.map(feed => feed.close()))
rmSync(folder, { recursive: true, force: true })

const [sorted, pages] = [work.commands.toSorted((a, b) => a - b), work.pages.toSorted((a, b) => a - b)]
const memory = judgeMemory(samples)
const [first, last] = [samples[0], samples.at(-1)]
console.log(`posts ${written} written; commands ${sorted.length}: p50 ${at(sorted, 0.5).toFixed(0)} ms, p99 ${at(sorted, 0.99).toFixed(0)} ms, slowest ${(sorted.at(-1) ?? 0).toFixed(0)} ms; pages p99 ${at(pages, 0.99).toFixed(0)} ms`)
console.log(`memory: heap ${first?.heap.toFixed(0)} → ${last?.heap.toFixed(0)} MiB, ${memory.heap.toFixed(2)} MiB a minute; process ${first?.rss.toFixed(0)} → ${last?.rss.toFixed(0)} MiB, ${memory.rss.toFixed(2)} a minute`)
console.log(`sockets: ${hearing.open} open at the end, ${hearing.cuts} cut, ${hearing.heard} happenings heard`)
const found = [
  ...lost, ...work.faults.slice(0, 10), ...readingFaults.slice(0, 10),
  ...memory.isFlat || minutes < fewestMinutes ? [] : ['memory grows'], ...at(sorted, 0.99) <= slowestMs ? [] : [`a command takes ${at(sorted, 0.99).toFixed(0)} ms at p99`],
  ...hearing.cuts === 0 ? [] : [`${hearing.cuts} sockets were cut`], ...sorted.length >= commands * minutes * 60 * 0.9 ? [] : [`only ${sorted.length} commands were done`],
]
console.log(found.length ? `FAULTS\n  ${found.join('\n  ')}` : 'no fault')
process.exitCode = found.length ? 1 : 0
