// A desk in a process of its own, for tests that kill it. Its arguments: folder, port, and for a desk among several the replica set and how quickly
// its clock goes: then it does its jobs by itself, and says `leads` when it holds their lease.
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '#domain/refusal.ts'
import { toInstant, toMs } from '#domain/time.ts'
import { startDesk } from '../../server/desk.ts'
import { runJobs } from '../../server/jobs.ts'
import { deskStems } from '../../server/make-world.ts'
import { openStore } from '../../server/store/open.ts'
import { openedAt } from './desk.ts'

const [folder = '', port = '', mongodbUrl = '', pace = '0'] = process.argv.slice(2)
/** When the clock of the test began: the same for all processes. */
const startedMs = Number(process.env.CLOCK_STARTED_MS ?? Date.now())
const now = () => toInstant(toMs(openedAt) + Math.floor((Date.now() - startedMs) * Number(pace)))
const say = (facts: object, sentence: string) => console.error(sentence, facts)
const desk = await startDesk({
  store: await openStore({ folder, mongodbUrl, stems: deskStems }), log: { info: () => {}, warn: () => {}, error: mongodbUrl ? () => {} : say }, now, withJobs: false,
  config: { host: '127.0.0.1', port: Number(port), fetchAllow: [], contact: '' },
})
console.log(desk.url)

const holder = String(process.pid)
while (Number(pace) > 0) {
  await runJobs(desk.world, holder, new AbortController().signal).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === 'lease-lost')) throw error
  })
  if ((await desk.world.store.read.get('lease', 'jobs'))?.holder === holder) console.log('leads')
  await pause(100)
}
