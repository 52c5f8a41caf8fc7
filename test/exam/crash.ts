// `npm run exam:crash -- --engine sqlite|mongodb --kills N [--seed S] [--fault early|gaps]`: the crash exam at length. Ends with 1 when a fault is found.
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { startSet } from '../store/mongod.ts'
import { inWords, killDesk, runExam } from './crash/exam.ts'
import { engines, mongoGround, sqliteGround } from './crash/ground.ts'
import { faults } from './crash/protocol.ts'

const usage = 'npm run exam:crash -- --engine sqlite|mongodb --kills N [--seed S] [--fault early|gaps]'

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
console.log(`${engine}, ${kills} kills, seed ${seed}, ${fault ? `fault ${fault}` : 'no fault switched in'}; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`)
const set = engine === 'mongodb' ? await startSet() : null
const ground = set ? await mongoGround(set.newUrl()) : await sqliteGround()
const started = performance.now()
const report = await runExam({ ground, times: kills, seed, strike: killDesk, fault, say: words => console.log(words) })
console.log(`${inWords(report)}\nseconds ${Math.round((performance.now() - started) / 1000)}`)
await ground.close()
await set?.stop()
process.exitCode = report.faults.size > 0 ? 1 : 0
