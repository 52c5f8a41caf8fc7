// One sitting of an exam of the collectors, as its command asks for it: `--kills N --seed S --fault NAME`. Ends with 1 when a fault is found.
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { isLack, type Lack, type Part } from '../../parts.ts'
import { runExam, tell } from './exam.ts'
import { faults } from './protocol.ts'
import type { Scene } from './scene.ts'

const say = (words: string) => console.log(words)

const readPlan = (command: string) => {
  const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' }, fault: { type: 'string' }, scene: { type: 'string' } } })
  const fault = faults.find(known => known === values.fault) ?? null
  const kills = Number(values.kills ?? 32)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  const isWrong = !Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed) || (values.fault !== undefined && fault === null)
  if (isWrong) throw new Error(`${command} -- [--kills N] [--seed S] [--scene NAME] [--fault ${faults.join('|')}]`)
  return { fault, kills, seed, scene: values.scene }
}

/** The path of a part; a machine that cannot give it ends the exam in words. */
export const demand = (part: Part | Lack): string => {
  if (isLack(part)) {
    say(`not examined: ${part.name} could not be had\n${part.why}`)
    process.exit(1)
  }
  say(`${part.name}: ${part.path} (${part.from})`)
  return part.path
}

/** Each scene with a server of its own, one after the other. */
export const sit = async (command: string, scenes: Record<string, () => Promise<Scene>>): Promise<void> => {
  const { scene: wanted, ...plan } = readPlan(command)
  say(`${plan.kills} kills, seed ${plan.seed}, ${plan.fault === null ? 'no fault switched in' : `fault ${plan.fault} switched in`}; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`)
  for (const [name, open] of Object.entries(scenes)) {
    if (wanted !== undefined && wanted !== name) continue
    const scene = await open()
    say(`\n== ${scene.name}`)
    const started = performance.now()
    try {
      if (!tell(await runExam({ scene, ...plan, say }), say)) process.exitCode = 1
    } finally {
      await scene.close()
    }
    say(`seconds ${Math.round((performance.now() - started) / 1000)}`)
  }
}
