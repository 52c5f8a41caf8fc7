// A folder with the demo in it. Making one takes seconds, so that a run of tests makes it once and each desk gets a copy of its own.
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '#domain/time.ts'
import type { Log } from '../server/actions/world.ts'
import { makeDemo } from '../server/demo/make-demo.ts'
import { deskStems } from '../server/make-world.ts'
import { openSqlite } from '../server/store/sqlite.ts'

/** Set by the run (vitest.config.ts) to a folder that all its workers share. */
const sharedFolder = 'QULAQ_TEST_DEMOS'
const madeAtMostMs = 90_000

/** For `globalSetup`: makes the shared folder, and takes it away when all tests are done. */
export const setup = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-demos-'))
  process.env[sharedFolder] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Anything that the making warns of is a fault: a life that was cut short, a source that could not be read. */
const strictLog: Log = {
  info: () => {},
  warn: (facts, sentence) => { throw new Error(`${sentence} ${JSON.stringify(facts)}`) },
  error: (facts, sentence) => { throw new Error(`${sentence} ${JSON.stringify(facts)}`) },
}

const make = async (folder: string, openedAt: Instant) => {
  const store = await openSqlite({ folder, stems: deskStems, isMaking: true })
  try {
    await makeDemo(store, openedAt, strictLog)
  } finally {
    await store.close()
  }
}

/** One worker makes it, the others wait for it to get its name. */
const shared = async (base: string, openedAt: Instant): Promise<string> => {
  const made = join(base, openedAt.replaceAll(/\W/g, ''))
  if (existsSync(made)) return made
  try {
    mkdirSync(`${made}.making`)
  } catch {
    const until = Date.now() + madeAtMostMs
    while (!existsSync(made) && existsSync(`${made}.making`) && Date.now() < until) await sleep(50)
    if (!existsSync(made)) throw new Error('the worker that makes the demo did not finish')
    return made
  }
  try {
    await make(`${made}.making`, openedAt)
    renameSync(`${made}.making`, made)
  } finally {
    rmSync(`${made}.making`, { recursive: true, force: true })
  }
  return made
}

/** A new folder with the demo as it stands at `openedAt`; its owner removes it. */
export const demoFolder = async (openedAt: Instant): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-demo-'))
  const base = process.env[sharedFolder]
  if (base === undefined) await make(folder, openedAt)
  else cpSync(await shared(base, openedAt), folder, { recursive: true })
  return folder
}
