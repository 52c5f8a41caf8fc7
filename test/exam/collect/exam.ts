// An exam of the collectors: somebody writes on a real server, the desk that collects from it is killed again and again, and in the end it must hold what was written.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Post } from '#domain/post.ts'
import { byMachine } from '../../../server/actions/act.ts'
import { createSource } from '../../../server/actions/create-source.ts'
import { eachOf } from '../../../server/actions/each-of.ts'
import { deskStems, makeLog, makeWorld } from '../../../server/make-world.ts'
import { openStore } from '../../../server/store/open.ts'
import type { Read } from '../../../server/store/store.ts'
import { makeChance } from '../../actions/chance.ts'
import { layOutOffice } from '../../actions/tree.ts'
import { makeCollectingDesk, type CollectingDesk } from './killed-desk.ts'
import type { Fault } from './protocol.ts'
import { hourMs, type Scene } from './scene.ts'
import { judge, type Verdict } from './truth.ts'
import { makeWriter, type Writer } from './writer.ts'

/** A day of the desk: a little more, so that each has its deep look. The last one still reaches back to everything, a week at most. */
const days = 4
const dayMs = 24.5 * hourMs
const burstEvery = 8
const limitAtTurn = 3
const longestRunMs = 4000
const hearsAtMostMs = 60_000

export interface ExamPlan { scene: Scene, kills: number, seed: number, fault: Fault | null, say: (words: string) => void }
export interface ExamReport {
  kills: number
  /** Kills of the server. */
  strikes: number
  /** Kills in the middle of a look. */
  midLook: number
  looks: number
  counts: Writer['counts']
  verdicts: Verdict[]
  limit: { refused: number, hurried: number } | null
}

const layOut = async (folder: string, { sources, words, fetchAllow }: Scene) => {
  const store = await openStore({ folder, stems: deskStems })
  const world = makeWorld({ store, config: { fetchAllow, contact: '' }, log: makeLog('silent') })
  const { places } = await layOutOffice(world)
  for (const url of sources) await createSource(world, byMachine, { url, organisationIds: [places['koldi'] ?? ''], zone: 'UTC', words })
  await store.close()
}

const allPosts = async (read: Read): Promise<Post[]> => {
  const posts: Post[] = []
  for await (const { id } of eachOf(read, 'source', { where: {}, order: { by: 'nextRunAt', direction: 'asc' } })) {
    for await (const post of eachOf(read, 'post', { where: { sourceId: id }, order: { by: 'collectedAt', direction: 'asc' } })) posts.push(post)
  }
  return posts
}

/** The server's limit is used up: the desk is told to wait, dies twice over it, and may not call before its time. */
const spendLimit = async (desk: CollectingDesk, restart: () => Promise<void>, { limit }: Scene, say: ExamPlan['say']) => {
  if (!limit) return
  const told = desk.until(({ reason }) => reason === 'slow-down')
  await limit.spend()
  await told
  say(`the limit is used up, the desk was told so ${limit.refused()} times`)
  for (let i = 0; i < 2; i += 1) {
    await restart()
    await pause(longestRunMs)
  }
  const since = performance.now()
  await desk.until(({ waits }) => !waits)
  say(`it waited ${Math.round((performance.now() - since) / 1000)} s more and called ${limit.hurried()} times before its time`)
}

type Kept = (key: string) => Promise<Post | undefined>
const lastOf = ({ truth }: Writer): string => [...truth.keys()].at(-1) ?? ''

/** What was written before anybody listened is not the truth of a stream. */
const untilHeard = async (writer: Writer, kept: Kept) => {
  const deadline = performance.now() + hearsAtMostMs
  do {
    writer.truth.clear()
    await writer.burst(1)
    await pause(500)
  } while (await kept(lastOf(writer)) === undefined && performance.now() < deadline)
}

/** What is written now is the last thing of the stream: who holds it has heard everything before it. */
const hearToTheEnd = async (desk: CollectingDesk, writer: Writer, kept: Kept) => {
  await writer.burst(1)
  const last = lastOf(writer)
  const deadline = performance.now() + hearsAtMostMs
  while (await kept(last) === undefined && performance.now() < deadline) await desk.until(() => true)
}

/** After the deep look so many more at every source: a feed's walk through the week goes on in them, ten pages each. */
const looksAfterDeep = 6

const lookToTheEnd = async (desk: CollectingDesk, sources: number) => {
  const deepLooks = new Set<string>()
  await desk.until(({ looked, deep }) => {
    if (deep) deepLooks.add(looked)
    return deepLooks.size === sources
  })
  for (let i = 0; i < looksAfterDeep * sources; i += 1) await desk.until(() => true)
}

export const runExam = async ({ scene, kills, seed, fault, say }: ExamPlan): Promise<ExamReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-collect-'))
  await layOut(folder, scene)
  const chance = makeChance(seed)
  const { read, close } = await openStore({ folder, readOnly: true })
  const kept = async (key: string) => (await Promise.all(scene.networks.map(({ network }) => read.find('post', 'key', [network, key])))).find(post => post !== undefined)
  const writer = makeWriter(scene, chance, kept)
  const desk = makeCollectingDesk()
  let [midLook, day, strikes] = [0, 0, 0]
  let turns = 0
  // A stream that broke is opened again after a pause, which has passed when the next desk starts.
  const start = () => desk.start({ folder, fetchAllow: scene.fetchAllow, fault, aheadMs: day * dayMs + (scene.strike ? turns * hourMs / 60 : 0) })
  const restart = async () => {
    midLook += await desk.kill() ? 1 : 0
    await start()
  }
  if (!scene.strike) await writer.burst(5)
  await scene.settled()
  await start()
  await desk.until(() => true)
  if (scene.strike) await untilHeard(writer, kept)
  writer.start()
  for (let turn = 1; turn <= kills; turn += 1) {
    await pause(chance.next() * longestRunMs)
    // Every other desk dies while it listens, the others while the stream is away.
    if (scene.strike && turn % 2 === 1) {
      await scene.strike()
      strikes += 1
      await pause(chance.next() * longestRunMs / 4)
    }
    midLook += await desk.kill() ? 1 : 0
    turns = turn
    if (turn % burstEvery === 0) await writer.burst(scene.burst)
    day = Math.floor(turn * days / (kills + 1))
    await start()
    if (turn === limitAtTurn && scene.limit && (fault === null || fault === 'impatient')) {
      await writer.rest()
      await spendLimit(desk, restart, scene, say)
      writer.start()
    }
    say(`${turn}: ${JSON.stringify(writer.counts)}, ${desk.looks()} looks`)
  }
  await writer.rest()
  await scene.settled()
  await desk.kill()
  day = days
  await start()
  if (fault === 'no-deep-look' || fault === 'cursor-first') await pause(15_000)
  else await (scene.strike ? hearToTheEnd(desk, writer, kept) : lookToTheEnd(desk, scene.sources.length))
  await desk.close()
  await close()
  const atEnd = await openStore({ folder, readOnly: true })
  const posts = await allPosts(atEnd.read)
  await atEnd.close()
  await rm(folder, { recursive: true })
  const verdicts = scene.networks.map(({ network, showsDeletions }) => judge(network, writer.truth, posts.filter(post => post.network === network), showsDeletions))
  return {
    kills, strikes, midLook, looks: desk.looks(), counts: writer.counts, verdicts,
    limit: scene.limit ? { refused: scene.limit.refused(), hurried: scene.limit.hurried() } : null,
  }
}

/** The report in a few lines; true when nothing is wrong. */
export const tell = ({ verdicts, limit, counts, ...report }: ExamReport, say: ExamPlan['say']): boolean => {
  say(`${JSON.stringify({ ...report, ...counts })}${limit ? `, limit ${JSON.stringify(limit)}` : ''}`)
  for (const { faults, ...verdict } of verdicts) {
    say(`${JSON.stringify(verdict)}, ${faults.length === 0 ? 'no fault' : 'FAULTS'}`)
    for (const kind of new Set(faults.map(fault => fault.kind))) {
      const ofKind = faults.filter(fault => fault.kind === kind)
      say(`  ${kind} × ${ofKind.length}: ${ofKind[0]?.words}`)
    }
  }
  if (limit && limit.hurried > 0) say(`  hurried × ${limit.hurried}: the desk called before its time`)
  return verdicts.every(({ faults }) => faults.length === 0) && (limit?.hurried ?? 0) === 0
}
