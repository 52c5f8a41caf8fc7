// The write-ahead log as a power cut may leave it: ended at any byte, or with a damaged tail. What is left must be a state that once was.
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { triageActs } from '#domain/acts.ts'
import { openStore } from '../../../server/store/open.ts'
import { verifyTrail } from '../../../server/store/verify-trail.ts'
import { makeChance, type Chance } from '../../actions/chance.ts'
import { makeHistory } from '../../actions/history.ts'
import { sqliteGround } from './ground.ts'
import { makeJudge, type Faults, type Judge } from './judge.ts'
import { makeKilledDesk } from './killed-desk.ts'
import { makeStage, type Acknowledged } from './stage.ts'

const file = 'qulaq.sqlite'
const log = `${file}-wal`
/** So long a log was not yet poured into the file: from there on the file alone would know more than a shorter log. */
const longEnough = 2_500_000
const callers = 12
/** A damaged tail is at most a page and the head of its frame. */
const tailBytes = 4120

interface Left { base: Buffer, log: Buffer, acknowledged: Acknowledged[] }

/** Kills a desk at work and takes what it leaves: the file as it was before, and the log. */
const leftBy = async (seed: number, judge: Judge): Promise<Left> => {
  const ground = await sqliteGround()
  const base = await readFile(join(ground.folder, file))
  const desk = makeKilledDesk(words => judge.fault('bug', words))
  const stage = makeStage(desk, ground.cast, '2026-11-02T03:00:00.000Z')
  const history = makeHistory(stage, seed)
  await desk.start({ folder: ground.folder, fault: null })
  desk.release()
  // Callers whose question the dead desk never answers wait for ever, and are forgotten with it.
  const work = async (): Promise<void> => { for (;;) await history.step() }
  for (let caller = 0; caller < callers; caller++) void work()
  while ((await stat(join(ground.folder, log))).size < longEnough) await pause(5)
  await desk.close()
  const left = { base, log: await readFile(join(ground.folder, log)), acknowledged: [...stage.acknowledged] }
  if (!base.equals(await readFile(join(ground.folder, file)))) throw new Error('the log was poured into the file: a shorter one is no state of it')
  await ground.close()
  return left
}

/** Ended anywhere; every third time with one byte of the tail changed. */
const cut = (bytes: Buffer, { next }: Chance, turn: number): Buffer => {
  const ended = Buffer.from(bytes.subarray(0, Math.floor(next() * (bytes.length + 1))))
  if (turn % 3 !== 0 || ended.length === 0) return ended
  const at = ended.length - 1 - Math.floor(next() * Math.min(tailBytes, ended.length))
  ended[at] = (ended[at] ?? 0) ^ (1 + Math.floor(next() * 255))
  return ended
}

/** Acts whose answer has the version of something else than the ticket, or that leave the ticket as it is. */
const otherVersion: readonly string[] = [...triageActs, 'draft']

/** An answered act is there with all that it wrote, or with nothing. */
const demandWholeActs = (judge: Judge, folder: string, acknowledged: readonly Acknowledged[]) => {
  const db = new DatabaseSync(join(folder, file), { readOnly: true })
  const kept = new Set(db.prepare('SELECT key FROM command').all().map(row => String(row.key)))
  db.close()
  for (const { command, answer } of acknowledged) {
    const { ticketId, version } = answer as { ticketId?: string | null, version?: number }
    if (otherVersion.includes(command.name) || typeof ticketId !== 'string' || version === undefined || !('ticketId' in (command.input as object))) continue
    const isThere = (judge.tickets.get(ticketId)?.version ?? 0) >= version
    if (isThere !== kept.has(command.key)) judge.fault('half', `${command.name} ${command.key} is ${isThere ? 'there without its answer' : 'answered and not there'}`)
  }
}

const judgeCut = async (left: Left, bytes: Buffer, whole: Judge): Promise<{ faults: Faults, lines: number }> => {
  const judge = makeJudge()
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-cut-'))
  await mkdir(join(folder, 'blobs'))
  await writeFile(join(folder, file), left.base)
  await writeFile(join(folder, log), bytes)
  const store = await openStore({ folder })
  await judge.look(store.read, true)
  const verdict = await verifyTrail(store.read)
  if (!('lines' in verdict)) judge.fault('chain', JSON.stringify(verdict))
  if (!isDeepStrictEqual(judge.hashes, whole.hashes.slice(0, judge.hashes.length))) judge.fault('prefix', 'the lines are not those that were written first')
  demandWholeActs(judge, folder, left.acknowledged)
  await store.close()
  await rm(folder, { recursive: true })
  return { faults: judge.faults, lines: judge.hashes.length }
}

export interface CutReport { cuts: number, seed: number, acts: number, lines: number, states: number, faults: Faults }

/** `states`: how many different states the cuts left. */
export const examineCuts = async (cuts: number, seed: number): Promise<CutReport> => {
  const whole = makeJudge()
  const left = await leftBy(seed, whole)
  const chance = makeChance(seed ^ 0x10C)
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-cut-'))
  await writeFile(join(folder, file), left.base)
  await writeFile(join(folder, log), left.log)
  const store = await openStore({ folder })
  await whole.look(store.read, true)
  await store.close()
  await rm(folder, { recursive: true })
  const states = new Set<number>()
  for (let turn = 1; turn <= cuts; turn++) {
    const { faults, lines } = await judgeCut(left, cut(left.log, chance, turn), whole)
    states.add(lines)
    for (const [kind, { first }] of faults) whole.fault(kind, `cut ${turn}: ${first}`)
  }
  return { cuts, seed, acts: left.acknowledged.length, lines: whole.hashes.length, states: states.size, faults: whole.faults }
}
