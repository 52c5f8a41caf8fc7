// A desk killed at any moment: nothing that was answered is lost, no number is missing, the trail is whole, listeners hear each line once.
// The short form of `npm run exam:crash`; the long one and its results: docs/exams.md.
import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examineCuts } from '../exam/crash/cut-log.ts'
import { inWords, killDesk, runExam, type ExamPlan, type Strike } from '../exam/crash/exam.ts'
import { mongoGround, sqliteGround, type Ground } from '../exam/crash/ground.ts'
import { killPrimary } from '../exam/crash/mongo-strikes.ts'
import { isGivenSet, lacksMongod, startSet, startThree, type Server } from './mongod.ts'

const seed = Math.floor(Math.random() * 2 ** 31)

/** May a small disk be mounted here, by root or in a namespace of its own? */
const mounting = (): readonly string[] | null => {
  if (process.platform !== 'linux') return null
  if (process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0) return []
  return spawnSync('unshare', ['-rm', 'true']).status === 0 ? ['unshare', '-rm'] : null
}
const mounts = mounting()
if (mounts === null) console.warn('NOT TESTED on this machine: a full disk (no small disk may be mounted: root, or unshare -rm, is needed)')

/** The exam with what it found in words: a failure names its seed. */
const examine = async (ground: Ground, plan: Omit<ExamPlan, 'ground' | 'seed' | 'strike'> & { strike?: Strike }) => {
  try {
    const report = await runExam({ strike: killDesk, ...plan, ground, seed })
    return { ...report, words: `seed ${seed}: ${inWords(report)}`, found: [...report.faults.keys()] }
  } finally {
    await ground.close()
  }
}

describe('on SQLite', () => {
  test('of a desk killed twenty times nothing that was answered is lost or changed', async () => {
    const { words, found, acts, askedAgain, tickets } = await examine(await sqliteGround(), { times: 20 })
    expect(found, words).toEqual([])
    expect([acts > 200, askedAgain > 20, tickets > 10], words).toEqual([true, true, true])
  }, 300_000)

  test('the same exam finds a desk that answers before the commit', async () => {
    const { words, found } = await examine(await sqliteGround(), { times: 15, fault: 'early', untilFault: true })
    expect(found, words).toContain('lost')
  }, 180_000)

  test('the same exam finds numbers that are drawn outside the unit of work', async () => {
    const { words, found } = await examine(await sqliteGround(), { times: 15, fault: 'gaps', untilFault: true })
    expect(found, words).toContain('number')
  }, 180_000)

  test('a log that ends anywhere, or has a damaged tail, leaves a state that once was', async () => {
    const { faults, states } = await examineCuts(40, seed)
    expect([...faults], `seed ${seed}`).toEqual([])
    expect(states).toBeGreaterThan(5)
  })

  test.skipIf(mounts === null)('a disk that is full refuses in words and loses nothing, and with room again the desk goes on as it is', async () => {
    const script = fileURLToPath(new URL('../exam/crash/full-disk.ts', import.meta.url))
    const [command = '', ...rest] = [...mounts ?? [], process.execPath, script, '2', String(seed)]
    const { stdout } = await promisify(execFile)(command, rest)
    const report: { faults: string[], words: string, unanswered: Record<string, number> } = JSON.parse(stdout)
    expect(report.faults, `seed ${seed}: ${report.words}`).toEqual([])
    expect(Object.keys(report.unanswered)).toEqual(['storage-full'])
  })
})

describe.skipIf(lacksMongod || isGivenSet)('on three members of MongoDB', () => {
  test('the primary is killed in mid-work: the desk goes on by itself, and nothing that was answered is lost or done twice', async () => {
    const set = await startThree()
    const { words, found, acts } = await examine(await mongoGround(set.newUrl()), { times: 1, strike: killPrimary(set) })
    await set.stop()
    expect(found, words).toEqual([])
    expect(acts, words).toBeGreaterThan(15)
  }, 180_000)
})

describe.skipIf(lacksMongod)('on MongoDB', () => {
  let set: Server
  beforeAll(async () => { set = await startSet() })
  afterAll(async () => await set.stop())

  test('of a desk killed five times nothing that was answered is lost or changed, and another desk hears each line once', async () => {
    const { words, found, acts, askedAgain } = await examine(await mongoGround(set.newUrl()), { times: 5 })
    expect(found, words).toEqual([])
    expect([acts > 20, askedAgain > 5], words).toEqual([true, true])
  }, 180_000)
})
