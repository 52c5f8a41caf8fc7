// A desk of an older program is brought up to date when it is opened: all of it or nothing, however often it is killed meanwhile.
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../server/store/open.ts'
import { schemaVersion } from '../../server/store/sqlite-schema.ts'
import type { Store } from '../../server/store/store.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { keep, notice, said, unit } from './documents.ts'
import { lacksMongod, meddle, startSet, type Server } from './mongod.ts'
import { writeSchema1 } from './older-file.ts'

let root = ''
let folder = ''
const file = () => join(folder, 'qulaq.sqlite')
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'qulaq-migration-'))
  folder = join(root, 'data')
  await mkdir(folder)
})
afterEach(async () => await rm(root, { recursive: true }))

const ofAigerim = { where: { userId: 'aigerim', read: false }, order: { by: 'at', direction: 'asc' } } as const

/** All that schema 1 kept is there, found by the indexes of today, and work goes on. */
const expectWhole = async (store: Store, notices: number): Promise<void> => {
  expect(await store.read.count('notice', ofAigerim)).toBe(notices)
  expect(await verifyTrail(store.read)).toMatchObject({ lines: notices })
  const first = await store.transact(unit(async () => 'second', { command: { key: 'k', hash: 'h' } }))
  expect(first).toBe('first')
  expect(await store.transact(unit(async (tx) => {
    tx.append(said('new'))
    return await tx.next('numbers')
  }))).toBe(notices + 1)
}

const sketchOf = (): string => {
  const db = new DatabaseSync(file(), { readOnly: true })
  const rows = db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all()
  const version = db.prepare('PRAGMA user_version').get()
  db.close()
  return JSON.stringify([version, rows])
}

test('a file of the first schema is brought up to date, and a second opening changes nothing', async () => {
  writeSchema1(file(), 100)
  const store = await openStore({ folder })
  await expectWhole(store, 100)
  expect(await store.about()).toMatchObject({ schema: schemaVersion })
  await store.close()
  const sketch = sketchOf()
  await (await openStore({ folder })).close()
  expect(sketchOf()).toBe(sketch)
})

test('who only reads an older file is told that the desk must be started once, and the file stays as it is', async () => {
  writeSchema1(file(), 1)
  const sketch = sketchOf()
  await expect(openStore({ folder, readOnly: true })).rejects.toThrow(/written by an older Qulaq: start this desk once/)
  expect(sketchOf()).toBe(sketch)
})

/** Starts the opening, and kills it so long after it began. Was it still at it? */
const openAndKill = async (afterMs: number, args: string[]): Promise<boolean> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('opens-old-desk.ts', import.meta.url)), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  await pause(afterMs)
  child.kill('SIGKILL')
  await closed
  return !said.includes('open\n')
}

test('a desk killed while it brings its file up to date leaves it all old or all new, and the next start ends well', async () => {
  const notices = 60_000
  const old = join(root, 'old')
  await mkdir(old)
  writeSchema1(join(old, 'qulaq.sqlite'), notices)
  const before = new DatabaseSync(join(old, 'qulaq.sqlite'), { readOnly: true })
  before.close()
  let cut = 0
  const sketches = new Set<string>()
  for (let round = 0; round < 8; round++) {
    await rm(folder, { recursive: true, force: true })
    await cp(old, folder, { recursive: true })
    if (await openAndKill(round * 60, [folder])) cut += 1
    sketches.add(sketchOf())
  }
  expect(cut).toBeGreaterThan(1)
  expect(sketches.size).toBeLessThanOrEqual(2)
  const store = await openStore({ folder })
  await expectWhole(store, notices)
  await store.close()
}, 180_000)

describe.skipIf(lacksMongod)('with a mongod', () => {
  let set: Server
  beforeAll(async () => { set = await startSet() })
  afterAll(async () => await set.stop())

  test('a desk in MongoDB whose rows lack the fields and indexes of today gets them, though it is killed meanwhile', async () => {
    const url = set.newUrl()
    const notices = 20_000
    const store = await openStore({ folder, mongodbUrl: url })
    for (let from = 0; from < notices; from += 2000) {
      await keep(store, async (tx) => { for (let index = from; index < from + 2000; index++) await tx.insert('notice', notice(`n${index}`)) })
    }
    await store.close()
    await meddle(url, async (db) => {
      await db.collection('notice').dropIndexes()
      await db.collection('notice').updateMany({}, { $unset: { userId: 1, at: 1, read: 1 } })
    })
    let cut = 0
    for (let round = 0; round < 4; round++) if (await openAndKill(300 + round * 150, [folder, url])) cut += 1
    expect(cut).toBeGreaterThan(0)
    const again = await openStore({ folder, mongodbUrl: url })
    expect(await again.read.count('notice', ofAigerim)).toBe(notices)
    await again.close()
    await meddle(url, db => db.dropDatabase())
  }, 180_000)
})
