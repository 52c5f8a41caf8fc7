// A desk killed at any moment: nothing that was answered is lost, no number is missing, the trail is whole, listeners hear each line once.
// The short form of `npm run exam:crash`; the long one and its results: docs/exams.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inWords, killDesk, runExam, type ExamPlan } from '../exam/crash/exam.ts'
import { mongoGround, sqliteGround, type Ground } from '../exam/crash/ground.ts'
import { lacksMongod, startSet, type Server } from './mongod.ts'

const seed = Math.floor(Math.random() * 2 ** 31)

/** The exam with what it found in words: a failure names its seed. */
const examine = async (ground: Ground, plan: Omit<ExamPlan, 'ground' | 'seed' | 'strike'>) => {
  try {
    const report = await runExam({ ...plan, ground, seed, strike: killDesk })
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
