// `doctor`: looks at the installation and says, a line each, what is well and what is not, with what to do.
import { existsSync, statfsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nextListWarning } from '#domain/calendar.ts'
import { eachOf } from '../actions/each-of.ts'
import type { World } from '../actions/world.ts'
import { readConfig } from '../config.ts'
import { verifyTrail } from '../store/verify-trail.ts'
import { say } from './say.ts'
import { withWorld } from './with-world.ts'

interface Finding { check: string, ok: boolean, detail: string }

const enoughBytes = 512 * 1024 * 1024

const ofMachine = (folder: string): Finding[] => {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '.')
  const free = bavail * bsize
  const dist = fileURLToPath(new URL('../../dist/index.html', import.meta.url))
  return [
    { check: 'node', ok: Number(process.versions.node.split('.')[0]) >= 24, detail: process.versions.node },
    { check: 'disk', ok: free > enoughBytes, detail: `${Math.round(free / 1024 / 1024)} MB free${free > enoughBytes ? '' : ': make room before the desk refuses writes'}` },
    { check: 'client', ok: existsSync(dist), detail: existsSync(dist) ? 'built' : 'not built: npm run build, or npm start builds it' },
  ]
}

const ofDesk = async (world: World): Promise<Finding[]> => {
  const verdict = await verifyTrail(world.store.read)
  const year = nextListWarning(world.calendar, world.now())
  const sick: string[] = []
  for await (const { name, health } of eachOf(world.store.read, 'source', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    if (health.state === 'broken' || health.state === 'blocked') sick.push(`${name}: ${health.reason}${health.detail ? ` ${health.detail}` : ''}`)
  }
  const installation = await world.store.read.get('setting', 'installation')
  return [
    { check: 'installation', ok: installation !== undefined, detail: installation ? 'there' : 'none: run init, or npm start on an empty folder for the demo' },
    { check: 'trail', ok: !('brokenAt' in verdict), detail: 'brokenAt' in verdict ? `broken at line ${verdict.brokenAt}: ${verdict.why}` : `${verdict.lines} lines verify` },
    { check: 'calendar', ok: year === null, detail: year === null ? 'lists are confirmed' : `the list of ${year} is missing or not confirmed` },
    { check: 'sources', ok: sick.length === 0, detail: sick.join('; ') || 'all answer' },
  ]
}

export const doctor = async (): Promise<void> => {
  const { dataDir, mongodbUrl } = readConfig(process.env)
  const folder = resolve(dataDir)
  const findings = ofMachine(folder)
  if (mongodbUrl || existsSync(resolve(folder, 'qulaq.sqlite'))) findings.push(...await withWorld('read', ofDesk))
  else findings.push({ check: 'installation', ok: false, detail: `no data in ${folder}: run init, or npm start for the demo` })
  for (const finding of findings) await say(finding)
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
}
