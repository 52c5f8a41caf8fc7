// A backup and a restore that are killed at any moment leave either a whole file and a whole desk, or none.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, watch } from 'node:fs'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoFolder } from '../demo-folder.ts'
import { openTerminal, type Terminal } from './terminal.ts'

const cli = resolve(import.meta.dirname, '../../server/cli.ts')
let demo = ''
let office: Terminal
beforeAll(async () => {
  demo = await demoFolder('2026-11-18T05:00:00.000Z')
  office = openTerminal({ DATA_DIR: demo })
})
afterAll(() => {
  office.close()
  rmSync(demo, { recursive: true, force: true })
})

/** Runs a command and kills it when the folder has changed `changes` times; false when it was done before that. */
const killedAfter = async (changes: number, folder: string, args: string[], dataDir: string): Promise<boolean> => {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, stdio: 'ignore' })
  let seen = 0
  const watcher = watch(folder, () => {
    seen += 1
    if (seen === changes) child.kill('SIGKILL')
  })
  const [code, signal] = await once(child, 'exit')
  watcher.close()
  if (signal === 'SIGKILL') return true
  expect(code, args.join(' ')).toBe(0)
  return false
}
const sentences = { SIGINT: [130, /^qulaq \w+: Пәрмен тоқтатылды, жартылай жасалған ештеңе қалған жоқ\..* \[stopped\]\n$/], SIGTERM: [143, /\[stopped\]\n$/] } as const

/** Runs a command and asks it to end at each change in the folder, as Ctrl-C under npm does more than once; false when it was done before it heard that. */
const stoppedBy = async (signal: keyof typeof sentences, folder: string, args: string[], dataDir: string): Promise<boolean> => {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent', LC_ALL: 'kk_KZ.UTF-8' }, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => { said += String(chunk) })
  const watcher = watch(folder, () => child.kill(signal))
  const [code] = await once(child, 'close')
  watcher.close()
  if (code === 0) return false
  const [exit, sentence] = sentences[signal]
  expect([code, said]).toEqual([exit, expect.stringMatching(sentence)])
  return true
}

/** More and more changes, until the command is quicker. */
const killEverywhere = async (run: (changes: number) => Promise<boolean>): Promise<number> => {
  let kills = 0
  for (let changes = 1; await run(changes); changes *= 5) kills += 1
  return kills
}
const lookOf = async (terminal: Terminal) => ({ trail: await terminal.one(['verify-trail']), board: { ...await terminal.one(['board']), asOf: null } })

test('a backup that is killed is not there, or is whole', async () => {
  const folder = join(office.folder, 'backups')
  mkdirSync(folder)
  let last = ''
  const kills = await killEverywhere(async (changes) => {
    last = join(folder, `${changes}.backup`)
    const wasKilled = await killedAfter(changes, folder, ['backup', last], demo)
    if (wasKilled && existsSync(last)) {
      const there = openTerminal()
      await there.one(['restore', last])
      there.close()
    }
    return wasKilled
  })
  expect(kills).toBeGreaterThan(1)
  expect(existsSync(last)).toBe(true)
}, 240_000)

test('a restore that is killed leaves no desk, and the next one fills the same folder', async () => {
  const file = join(office.folder, 'whole.backup')
  await office.one(['backup', file])
  const there = openTerminal()
  const folder = join(there.folder, 'data')
  mkdirSync(folder)
  const kills = await killEverywhere(async (changes) => {
    const wasKilled = await killedAfter(changes, folder, ['restore', file], folder)
    // Killed between the move and the last word it is a whole desk, and there is nothing more to kill.
    if (wasKilled && readdirSync(folder).includes('qulaq.sqlite')) return false
    return wasKilled
  })
  expect(kills).toBeGreaterThan(1)
  expect(await lookOf(there)).toEqual(await lookOf(office))
  there.close()
}, 240_000)

test('Ctrl-C and a system that stops services end a backup and a restore with a sentence in the language of the person, and with nothing half written', async () => {
  const [folder, file] = [join(office.folder, 'stopped'), join(office.folder, 'for-stopped.backup')]
  mkdirSync(folder)
  await office.one(['backup', file])
  const there = openTerminal()
  const data = join(there.folder, 'data')
  mkdirSync(data)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    expect(await stoppedBy(signal, folder, ['backup', join(folder, `${signal}.backup`)], demo), `backup ${signal}`).toBe(true)
    expect(readdirSync(folder)).toEqual([])
    expect(await stoppedBy(signal, data, ['restore', file], data), `restore ${signal}`).toBe(true)
    expect(readdirSync(data)).toEqual(['lock.sqlite'])
  }
  await there.one(['restore', file])
  expect(await lookOf(there)).toEqual(await lookOf(office))
  there.close()
}, 240_000)
