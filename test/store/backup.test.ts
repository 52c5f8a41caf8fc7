// A backup of a desk at work is the desk of one moment, whichever engine it is made on and restored into. One that is not whole restores nothing.
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { backUp } from '../../server/store/backup.ts'
import { openFilling, openStore } from '../../server/store/open.ts'
import { restoreFrom } from '../../server/store/restore.ts'
import type { Store } from '../../server/store/store.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { atWork, startWriters, takeNumber } from './at-work.ts'
import { at, keep, notice, said, unit } from './documents.ts'
import { lacksMongod, meddle, startSet, type Server } from './mongod.ts'

const madeAt = '2026-11-22T06:00:00.000Z'

let root = ''
beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'qulaq-backup-')) })
afterEach(async () => await rm(root, { recursive: true }))

type Place = Parameters<typeof openStore>[0]
let folders = 0
const newFolder = (): Place => ({ folder: join(root, `desk${folders++}`) })

const allSeries = ['series0', 'series1', 'series2']

/** Trail, documents, counters and numbers of the restored desk are those of one moment, and the next number follows. */
const expectOneMoment = async (source: Store, restored: Store): Promise<void> => {
  const head = await restored.read.head()
  expect(await verifyTrail(restored.read)).toEqual({ lines: head.seq, head })
  expect(await restored.read.eventsAfter(0, head.seq + 1)).toEqual((await source.read.eventsAfter(0, head.seq)))
  const told = (await restored.read.eventsAfter(0, head.seq)).flatMap(({ event }) => event.type === 'user-changed' ? [event.userId] : [])
  for (const series of allSeries) {
    const numbers = told.filter(id => id.startsWith(`${series}:`))
    expect(numbers).toEqual(numbers.map((_, index) => `${series}:${index + 1}`))
    expect((await restored.read.get('setting', series))?.value).toBe(numbers.length)
    expect(await restored.read.many('setting', numbers)).toEqual(await source.read.many('setting', numbers))
    expect(await restored.read.get('setting', `${series}:${numbers.length + 1}`)).toBeUndefined()
    expect(await restored.transact(unit(takeNumber(series)))).toBe(`${series}:${numbers.length + 1}`)
  }
}

const makeAtWork = async (from: Place, to: Place): Promise<void> => {
  const source = await openStore(from)
  const file = join(root, 'desk.backup')
  const hash = await source.blobs.put(new Uint8Array(randomBytes(100_000)))
  const writers = startWriters(source)
  await writers.more(300)
  const facts = await backUp(atWork(source, writers), file, { madeAt })
  const acts = await writers.stop()
  expect(facts).toMatchObject({ madeAt, counts: { series: 3, blobs: 1 }, trail: { lines: facts.counts.lines } })
  expect(facts.counts.lines).toBeGreaterThanOrEqual(300)
  expect(facts.counts.lines).toBeLessThanOrEqual(acts - 120)
  expect((await stat(file)).mode & 0o777).toBe(0o600)

  expect(await restoreFrom(file, () => openFilling(to))).toEqual({ file, madeAt, counts: facts.counts, trail: facts.trail })
  const restored = await openStore(to)
  expect(await restored.transact(unit(takeNumber('series0'), { command: { key: '0-0', hash: 'h' } }))).toMatch(/^series0:[1-4]$/)
  await expectOneMoment(source, restored)
  expect(await restored.blobs.get(hash)).toEqual(await source.blobs.get(hash))
  await source.close()
  await restored.close()
}

/** A small desk and its backup. */
const smallBackup = async (): Promise<{ file: string, place: Place }> => {
  const place = newFolder()
  const store = await openStore(place)
  await keep(store, async (tx) => {
    for (let index = 1; index <= 50; index++) await tx.insert('notice', notice(`n${index}`))
    tx.append(said('n1'))
  })
  const file = join(root, 'small.backup')
  await backUp(store, file, { madeAt })
  await store.close()
  return { file, place }
}

const problemOf = async (file: string, place: Place): Promise<unknown> => {
  const error = await restoreFrom(file, () => openFilling(place)).then(() => 'restored', (thrown: unknown) => thrown)
  return error instanceof Refusal ? error.details.problem ?? error.code : error
}

test('a backup of a folder at work is the desk of one moment in another folder', async () => await makeAtWork(newFolder(), newFolder()))

test('a file that is there is not written over, and a backup that fails leaves nothing', async () => {
  const { file, place } = await smallBackup()
  const before = await readFile(file)
  const store = await openStore({ ...place, readOnly: true })
  await expect(backUp(store, file, { madeAt })).rejects.toMatchObject({ code: 'duplicate' })
  await expect(backUp(store, join(root, 'late.backup'), { madeAt, signal: AbortSignal.abort() })).rejects.toThrow()
  await expect(backUp(store, join(root, 'no', 'folder'), { madeAt })).rejects.toThrow(/no such file/)
  await store.close()
  expect(await readFile(file)).toEqual(before)
  expect((await readdir(root)).filter(name => name.includes('part') || name.includes('late'))).toEqual([])
})

test('a backup that is cut at any place, or has any byte changed, is refused in words and restores nothing', async () => {
  const { file } = await smallBackup()
  const whole = await readFile(file)
  const place = newFolder()
  const spoilt = join(root, 'spoilt.backup')
  const known = ['damaged', 'not-a-backup', 'newer']
  for (let index = 0; index < 60; index++) {
    const where = Math.floor(index / 60 * whole.length)
    await writeFile(spoilt, whole.subarray(0, where))
    expect(known, `cut at ${where}`).toContain(await problemOf(spoilt, place))
    const changed = Buffer.from(whole)
    changed.writeUInt8(changed.readUInt8(where) ^ 1, where)
    await writeFile(spoilt, changed)
    expect(known, `changed at ${where}`).toContain(await problemOf(spoilt, place))
  }
  await writeFile(spoilt, Buffer.concat([whole, Buffer.from('\n')]))
  expect(await problemOf(spoilt, place)).toBe('damaged')
  expect(await readdir(root)).not.toContain(place.folder)
  expect((await restoreFrom(file, () => openFilling(place))).counts.documents).toBe(50)
})

test('a foreign file and a backup of a newer program are refused in words', async () => {
  const { file } = await smallBackup()
  const other = join(root, 'other')
  for (const bytes of ['', '{"format":"zip"}\n', 'x'.repeat(50_000), randomBytes(50_000)]) {
    await writeFile(other, bytes)
    expect(await problemOf(other, newFolder())).toBe('not-a-backup')
  }
  await writeFile(other, (await readFile(file, 'latin1')).replace('"version":1', '"version":2'), 'latin1')
  await expect(restoreFrom(other, () => openFilling(newFolder()))).rejects.toThrow(/newer Qulaq \(format 2, this one knows 1\)/)
})

test('a desk on which something was done is not restored over, one that is running neither', async () => {
  const { file, place } = await smallBackup()
  expect(await problemOf(file, place)).toBe('duplicate')
  const store = await openStore(place)
  expect(await problemOf(file, place)).toBe('desk-is-running')
  expect(await store.read.count('notice', { where: { userId: 'aigerim' }, order: { by: 'at', direction: 'asc' } })).toBe(50)
  await store.close()
})

test('a folder in which a restore was cut off, or an empty desk was killed, is restored into', async () => {
  const { file } = await smallBackup()
  const place = newFolder()
  const cutOff = await openFilling(place)
  await cutOff.engine.begin().then(snapshot => snapshot.end())
  await cutOff.abandon()
  const empty = await openStore(place)
  await keep(empty, tx => tx.insert('notice', notice('from before')))
  await empty.close()
  await writeFile(`${join(place.folder, 'qulaq.sqlite')}.restoring`, 'half a file')
  await restoreFrom(file, () => openFilling(place))
  const store = await openStore(place)
  expect(await store.read.many('notice', ['from before', 'n1', 'n50'])).toHaveLength(2)
  expect((await readdir(place.folder)).filter(name => name.includes('restoring'))).toEqual([])
  await store.close()
})

test('a trail that was broken is copied as it is, and both ends say so', async () => {
  const place = newFolder()
  const store = await openStore(place)
  await keep(store, async (tx) => { for (let index = 1; index <= 5; index++) tx.append(said(`u${index}`)) })
  await store.close()
  const { DatabaseSync } = await import('node:sqlite')
  const db = new DatabaseSync(join(place.folder, 'qulaq.sqlite'))
  db.exec('UPDATE trail SET by = \'daniyar\' WHERE seq = 3')
  db.close()
  const again = await openStore({ ...place, readOnly: true })
  const file = join(root, 'broken.backup')
  expect((await backUp(again, file, { madeAt })).trail).toEqual({ brokenAt: 3, why: 'changed' })
  await again.close()
  const to = newFolder()
  expect((await restoreFrom(file, () => openFilling(to))).trail).toEqual({ brokenAt: 3, why: 'changed' })
  const restored = await openStore({ ...to, readOnly: true })
  expect(await verifyTrail(restored.read)).toEqual({ brokenAt: 3, why: 'changed' })
  await restored.close()
})

describe.skipIf(lacksMongod)('with a mongod', () => {
  let set: Server
  beforeAll(async () => { set = await startSet() })
  afterAll(async () => await set.stop())
  const newDatabase = (): Place & { mongodbUrl: string } => ({ folder: 'none', mongodbUrl: set.newUrl() })

  test('a backup of a folder at work is the desk of one moment in MongoDB', async () => await makeAtWork(newFolder(), newDatabase()))
  test('a backup of MongoDB at work is the desk of one moment in a folder', async () => await makeAtWork(newDatabase(), newFolder()))

  test('a restore into MongoDB that was cut off leaves no desk to open, and is done again', async () => {
    const { file } = await smallBackup()
    const place = newDatabase()
    const cutOff = await openFilling(place)
    const snapshot = await cutOff.engine.begin()
    const document = { noun: 'notice', id: 'half', version: 1, seen: 0, text: JSON.stringify({ ...notice('half'), version: 1 }), was: null } as const
    await snapshot.write({ before: snapshot.head, after: { ...snapshot.head, seq: 7, group: 'half' }, documents: [document], series: [], commands: [], lines: [], entries: [] })
    await snapshot.end()
    await expect(openStore(place)).rejects.toThrow(/is not finished/)
    await expect(openStore({ ...place, readOnly: true })).rejects.toThrow(/is not finished/)
    await restoreFrom(file, () => openFilling(place))
    const store = await openStore(place)
    expect(await store.read.many('notice', ['half', 'n1', 'n50'])).toHaveLength(2)
    expect(await problemOf(file, place)).toBe('duplicate')
    await store.close()
  })

  test('a desk that is open on an empty database writes nothing into a restore, and goes on with what was restored', async () => {
    const { file } = await smallBackup()
    const place = newDatabase()
    const running = await openStore(place)
    let refused: unknown = null
    await restoreFrom(file, async () => {
      const filling = await openFilling(place)
      refused = await keep(running, tx => tx.insert('notice', notice('between'))).catch((error: unknown) => error)
      return filling
    })
    expect(refused).toMatchObject({ code: 'storage-unavailable', message: expect.stringContaining('being restored') })
    await keep(running, tx => tx.insert('notice', notice('n51')))
    expect(await running.read.count('notice', { where: { userId: 'aigerim' }, order: { by: 'at', direction: 'asc' } })).toBe(51)
    await running.close()
  })

  test('of two restores at once one is refused in words, and the desk is that of the other', async () => {
    const { file } = await smallBackup()
    const place = newDatabase()
    const first = restoreFrom(file, async () => {
      const filling = await openFilling(place)
      await restoreFrom(file, () => openFilling(place))
      return filling
    })
    await expect(first).rejects.toMatchObject({ code: 'storage-unavailable' })
    const store = await openStore(place)
    expect(await store.read.many('notice', ['n1', 'n50'])).toHaveLength(2)
    await store.close()
  })

  test('when MongoDB does not keep its history long enough, the backup is refused with what to do', async () => {
    const place = newDatabase()
    const store = await openStore(place)
    await keep(store, tx => tx.insert('notice', notice('n1', { at })))
    const failing = (mode: unknown) => meddle(place.mongodbUrl, db => db.admin().command({ configureFailPoint: 'failCommand', mode, data: { failCommands: ['find'], errorCode: 239, appName: 'qulaq' } }))
    await failing({ times: 3 })
    await expect(backUp(store, join(root, 'old.backup'), { madeAt })).rejects.toThrow(/minSnapshotHistoryWindowInSeconds/)
    await failing('off')
    expect(await readdir(root)).not.toContain('old.backup')
    await store.close()
  })
})
