// The crash exam: twelve callers work at a desk that is struck at random moments, and after each time everything that was answered must stand.
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { Refusal } from '#domain/refusal.ts'
import type { Head } from '../../../server/store/store.ts'
import { verifyTrail } from '../../../server/store/verify-trail.ts'
import { makeChance } from '../../actions/chance.ts'
import { makeHistory } from '../../actions/history.ts'
import { follow } from './follower.ts'
import type { Ground } from './ground.ts'
import { makeHearing, type Hearing } from './hearing.ts'
import { makeJudge, type Faults, type Judge } from './judge.ts'
import { makeKilledDesk, type KilledDesk } from './killed-desk.ts'
import type { Fault, Question } from './protocol.ts'
import { makeStage, type Acknowledged, type ExamStage } from './stage.ts'

const callers = 12
/** A listener that has not heard a line by then never will. */
const toldAtMostMs = 60_000
/** Acts that are one line each, whoever does them: told exactly as often as they were answered. */
const onceEach = ['register', 'accept', 'submit', 'approve', 'reject', 'note', 'control', 'grade', 'formal-number', 'co-executors', 'correct', 'hand-over']

/** Something dies or is away, and the desk is to answer again, by itself or because `start` starts it again. Returns when its silence began to count (`performance.now`). */
export type Strike = (desk: KilledDesk, start: () => Promise<void>, stage: ExamStage) => Promise<number>

/** The client is killed, and started again. */
export const killDesk: Strike = async (desk, start) => {
  const struckAt = performance.now()
  await desk.kill()
  await start()
  return struckAt
}

export interface ExamPlan {
  ground: Ground
  /** How often it is struck. */
  times: number
  seed: number
  strike: Strike
  fault?: Fault
  /** The service answers again within this time. Not asked where the machine is shared: a busy machine is slow, not wrong. */
  silentAtMostMs?: number
  /** Stops when the first fault is found. */
  untilFault?: boolean
  /** One line a strike. */
  say?: (words: string) => void
}

export interface ExamReport {
  times: number
  acts: number
  refused: number
  /** Codes with which the storage could not answer, and how often. */
  unanswered: Record<string, number>
  askedAgain: number
  lines: number
  tickets: number
  /** From the strike to the next answer, in milliseconds. */
  slowestAnswerMs: number
  faults: Faults
}

interface Exam { judge: Judge, desk: KilledDesk, stage: ExamStage, hearings: Hearing[], ground: Ground, silentAtMostMs: number }

const headOf = async (desk: KilledDesk) => await insist(desk, { head: true }) as Head

/** What the storage cannot answer yet is asked again. */
const insist = async (desk: KilledDesk, question: Question): Promise<unknown> => {
  for (;;) {
    try {
      return await desk.probe(question)
    } catch (error) {
      if (!(error instanceof Refusal && (error.code === 'storage-unavailable' || error.code === 'storage-full'))) return String(error)
      await pause(50)
    }
  }
}

/** A desk that answers can write: its clock and its storage are there. */
const firstAnswer = async ({ desk, ground }: Exam): Promise<void> => {
  probes += 1
  const by = ground.cast.users['aigul'] ?? ''
  // Nothing is read by it, and it tells nothing to the trail.
  await insist(desk, { act: { now: '2026-11-02T03:00:00.000Z', by, key: `probe-${probes}`, name: 'read-notices', input: { ids: [`probe-${probes}`] } } })
}
let probes = 0

/** Their answers are not kept, for they hold what is kept apart: asked again they look again, and say so. */
const looksAgain: readonly string[] = ['read-contact']

/** Asked again by the same key, an answered act gives the first answer and does nothing. */
const demandKept = async ({ judge, desk }: Pick<Exam, 'judge' | 'desk'>, acknowledged: readonly Acknowledged[]): Promise<void> => {
  const before = await headOf(desk)
  await Promise.all(acknowledged.filter(({ command }) => !looksAgain.includes(command.name)).map(async ({ command, answer }) => {
    const again = await insist(desk, { act: command })
    if (!isDeepStrictEqual(again, answer)) judge.fault('lost', `${command.name} was answered ${JSON.stringify(answer)}, and now ${JSON.stringify(again)}`)
  }))
  const after = await headOf(desk)
  if (after.seq !== before.seq) judge.fault('lost', `acts that were answered wrote ${after.seq - before.seq} lines when they were asked again`)
}

/** Everything that can be said of the whole, when all work is done. */
const judgeWhole = async ({ judge, desk, stage, hearings, ground }: Exam): Promise<void> => {
  await demandKept({ judge, desk }, stage.acknowledged)
  await ground.reading(async (read) => {
    await judge.look(read, true)
    const verdict = await verifyTrail(read)
    if (!('lines' in verdict) || verdict.lines !== judge.hashes.length) judge.fault('chain', JSON.stringify(verdict))
  })
  for (const name of onceEach) {
    const answered = stage.acknowledged.filter(({ command }) => command.name === name).length
    if (judge.timesTold(name) !== answered) judge.fault('once', `${name} was answered ${answered} times and done ${judge.timesTold(name)} times`)
  }
  const deadline = performance.now() + toldAtMostMs
  while (hearings.some(hearing => hearing.heard().length < judge.hashes.length) && performance.now() < deadline) await pause(20)
  for (const hearing of hearings) hearing.judge(judge, true)
  const damage = ground.damage()
  if (damage !== null) judge.fault('file', damage)
}

/** Strikes once at a random moment, and looks at what is left. Returns how long there was no answer, in milliseconds. */
const strikeOnce = async (exam: Exam, strike: () => Promise<number>, afterMs: number, checked: number): Promise<number> => {
  const { judge, desk, stage, hearings, ground, silentAtMostMs } = exam
  const answered = stage.acknowledged.length
  while (stage.acknowledged.length === answered) await pause(2)
  await pause(afterMs)
  const struckAt = await strike()
  await firstAnswer(exam)
  const tookMs = Math.round(performance.now() - struckAt)
  if (tookMs > silentAtMostMs) judge.fault('silent', `the desk answered again after ${tookMs} ms`)
  await desk.hold()
  await demandKept(exam, stage.acknowledged.slice(checked))
  await ground.reading(read => judge.look(read))
  for (const hearing of hearings) hearing.judge(judge, false)
  return tookMs
}

/** Runs one exam on a ground that it has for itself. */
export const runExam = async ({ ground, times, seed, strike, fault, silentAtMostMs = Infinity, untilFault = false, say = () => {} }: ExamPlan): Promise<ExamReport> => {
  const judge = makeJudge()
  const desk = makeKilledDesk(words => judge.fault('bug', words))
  const stage = makeStage(desk, ground.cast, '2026-11-02T03:00:00.000Z')
  const beside = makeHearing()
  const stopFollowing = ground.beside ? follow(ground.beside, 0, beside.hear) : null
  const exam: Exam = { judge, desk, stage, ground, silentAtMostMs, hearings: [makeHearing(desk.told), ...stopFollowing ? [beside] : []] }
  const start = () => desk.start({ folder: ground.folder, mongodbUrl: ground.mongodbUrl, fault: fault ?? null })
  const history = makeHistory(stage, seed)
  const chance = makeChance(seed ^ 0x5EED)
  let stopped = false
  const work = async (): Promise<void> => { while (!stopped) await history.step() }
  let slowestAnswerMs = 0
  let checked = 0

  await start()
  desk.release()
  const working = Promise.all(Array.from({ length: callers }, work))
  for (let turn = 1; turn <= times && !(untilFault && judge.faults.size > 0); turn++) {
    const tookMs = await strikeOnce(exam, () => strike(desk, start, stage), 5 + chance.next() * 400, checked)
    checked = stage.acknowledged.length
    slowestAnswerMs = Math.max(slowestAnswerMs, tookMs)
    say(`${turn}: answers again after ${tookMs} ms; ${checked} acts answered, ${judge.hashes.length} lines, ${judge.faults.size === 0 ? 'no fault' : `faults: ${[...judge.faults.keys()].join(', ')}`}`)
    desk.release()
  }
  stopped = true
  await working
  await judgeWhole(exam)
  stopFollowing?.()
  await desk.close()
  const { length: lines } = judge.hashes
  return { times, acts: stage.acknowledged.length, ...stage.counts, askedAgain: desk.askedAgain(), lines, tickets: judge.tickets.size, slowestAnswerMs, faults: judge.faults }
}

/** The report in a few lines. */
export const inWords = ({ faults, ...report }: ExamReport): string => {
  const found = [...faults].map(([kind, { times, first }]) => `  ${kind} × ${times}: ${first.slice(0, 400)}`)
  return [Object.entries(report).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(', '), ...found.length ? ['FAULTS', ...found] : ['no fault']].join('\n')
}
