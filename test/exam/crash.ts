// `npm run exam:crash -- --engine sqlite|mongodb --kills N [--seed S] [--fault early|gaps]`: the crash exams at length. Ends with 1 when a fault is found.
import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startFragileSet, startSet, startThree } from '../store/mongod.ts'
import { examineCuts } from './crash/cut-log.ts'
import { inWords, killDesk, runExam, type ExamPlan } from './crash/exam.ts'
import { engines, mongoGround, sqliteGround, type Ground } from './crash/ground.ts'
import type { Faults } from './crash/judge.ts'
import { killPrimary, outOfReach } from './crash/mongo-strikes.ts'
import { faults } from './crash/protocol.ts'

const usage = 'npm run exam:crash -- --engine sqlite|mongodb --kills N [--seed S] [--fault early|gaps]'
const awayMs = 30_000
const silentAtMostMs = 15_000

const readPlan = () => {
  const { values } = parseArgs({ options: { engine: { type: 'string' }, kills: { type: 'string' }, seed: { type: 'string' }, fault: { type: 'string' } } })
  const engine = engines.find(known => known === (values.engine ?? 'sqlite'))
  const fault = faults.find(known => known === values.fault)
  const kills = Number(values.kills ?? 200)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  if (!engine || !Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed) || (values.fault !== undefined && !fault)) throw new Error(usage)
  return { engine, fault, kills, seed }
}

const { engine, fault, kills, seed } = readPlan()
const say = (words: string) => console.log(words)

/** One part of the exam under its heading. */
const part = async (heading: string, work: () => Promise<{ words: string, faults: Faults | readonly string[] }>) => {
  say(`\n== ${heading}`)
  const started = performance.now()
  const { words, faults } = await work()
  say(`${words}\nseconds ${Math.round((performance.now() - started) / 1000)}`)
  if (('size' in faults ? faults.size : faults.length) > 0) process.exitCode = 1
}
const examine = async (ground: Ground, plan: Omit<ExamPlan, 'ground' | 'seed' | 'silentAtMostMs' | 'say'>) => {
  const report = await runExam({ ...plan, ground, seed, silentAtMostMs, say })
  await ground.close()
  return { words: inWords(report), faults: report.faults }
}

const onSqlite = async () => {
  await part('the desk is killed', async () => await examine(await sqliteGround(), { times: kills, strike: killDesk, fault }))
  if (fault) return
  await part('the log is cut', async () => {
    const { faults: found, ...report } = await examineCuts(kills * 5, seed)
    return { words: JSON.stringify({ ...report, faults: [...found] }), faults: found }
  })
  await part('a disk of 16 MB is full', async () => JSON.parse(execFileSync(process.execPath, [fileURLToPath(new URL('crash/full-disk.ts', import.meta.url)), '4', String(seed)], { encoding: 'utf8' })))
}

const onMongo = async () => {
  const one = await startSet()
  await part('the desk is killed', async () => await examine(await mongoGround(one.newUrl()), { times: kills, strike: killDesk, fault }))
  await one.stop()
  if (fault) return
  const three = await startThree()
  await part('the primary of three is killed', async () => await examine(await mongoGround(three.newUrl()), { times: Math.ceil(kills / 20), strike: killPrimary(three) }))
  await three.stop()
  const fragile = await startFragileSet()
  await part(`the server is out of reach for ${awayMs / 1000} s`, async () => await examine(await mongoGround(fragile.newUrl()), { times: 2, strike: outOfReach(fragile, awayMs) }))
  await fragile.stop()
}

say(`${engine}, ${kills} kills, seed ${seed}, ${fault ? `fault ${fault} switched in` : 'no fault switched in'}; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`)
await (engine === 'sqlite' ? onSqlite() : onMongo())
