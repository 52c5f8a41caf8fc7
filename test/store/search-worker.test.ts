// What is SQLite's own about heavy reads and the search: the threads that answer them, and an index that survives a kill.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeRead } from '../../server/store/read.ts'
import { readSource, type Ask } from '../../server/store/sqlite-read.ts'
import { preparer } from '../../server/store/sqlite-statements.ts'
import { makeReader } from '../../server/store/sqlite-reader.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { answered } from './contract-index.ts'
import { arrive, idsOf } from './contract-search.ts'
import { after, keep, notice } from './documents.ts'

let folder = ''
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'qulaq-search-')) })
afterEach(async () => await rm(folder, { recursive: true }))

const firstLetters = (version: number) => ({ version, of: (text: string) => [text.slice(0, 3)] })
/** Counts for a second or two. */
const heavy = { sql: 'WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4000000) SELECT count(*) FROM n', values: [] }

test('while a heavy question is being answered, acts are written and told', async () => {
  const store = await openSqlite({ folder })
  const reader = makeReader(join(folder, 'qulaq.sqlite'), 1000)
  const order: string[] = []
  const asked = reader.ask(heavy).then(([count]) => order.push(`counted ${count}`))
  for (let index = 0; index < 5; index++) {
    await keep(store, tx => tx.insert('notice', notice(`n${index}`)))
    order.push('written')
  }
  await asked
  expect(order).toEqual([...Array.from({ length: 5 }, () => 'written'), 'counted 4000000'])
  await reader.close()
  await store.close()
})

test('searches, long lists and great counts are asked of other threads, and what is small is read at once', async () => {
  const store = await openSqlite({ folder, stems: firstLetters(1) })
  await keep(store, async (tx) => {
    for (let index = 0; index < 6000; index++) await tx.insert('notice', notice(`n${index}`, { at: after(index) }))
    await arrive(tx, 'p1', 'мектеп')
  })
  await store.close()
  const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
  const asked: string[] = []
  const noting = (name: string): Ask => async ({ sql, values }) => {
    asked.push(name)
    return db.prepare(sql).all(...values).map(row => String(Object.values(row)[0]))
  }
  const read = makeRead(readSource(preparer(db), { lists: noting('lists'), searches: noting('searches') }), firstLetters(1))
  const order = { by: 'at', direction: 'asc' } as const
  const list = async (limit: number, from?: string) => (await read.list('notice', { where: { userId: 'aigerim' }, order, from, limit })).items.map(({ id }) => id)
  const count = async (to: string) => await read.count('notice', { where: { userId: 'aigerim' }, order, to })

  expect(await list(99)).toHaveLength(99)
  expect(await list(5000, after(5950))).toHaveLength(50)
  expect(await count(after(4999))).toBe(4999)
  expect(await read.get('notice', 'n1')).toBeDefined()
  expect(asked).toEqual([])
  expect(await list(5500)).toEqual(Array.from({ length: 5500 }, (_, index) => `n${index}`))
  expect([await count(after(5000)), await count(after(5001)), await count(after(7000))]).toEqual([5000, 5001, 6000])
  expect(asked).toEqual(['lists', 'lists', 'lists', 'lists'])
  expect((await read.search('triage', { words: 'мектеп', where: { organisationId: 'almaty' }, limit: 1 })).items).toHaveLength(1)
  expect(asked.slice(4)).toEqual(['searches'])
  db.close()
})

test('a question that is wrong is refused alone, and one that is cut off by the closing too', async () => {
  await (await openSqlite({ folder })).close()
  const reader = makeReader(join(folder, 'qulaq.sqlite'), 1000)
  const [wrong, right] = await Promise.allSettled([reader.ask({ sql: 'SELECT missing', values: [] }), reader.ask({ sql: 'SELECT 7', values: [] })])
  expect(wrong).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('no such column') } })
  expect(right).toEqual({ status: 'fulfilled', value: ['7'] })
  const cut = reader.ask(heavy)
  await Promise.all([expect(cut).rejects.toMatchObject({ code: 'storage-unavailable' }), reader.close()])
  await expect(reader.ask({ sql: 'SELECT 7', values: [] })).rejects.toMatchObject({ code: 'storage-unavailable' })
})

test('a reader that finds no file refuses, and the next question is asked anew', async () => {
  const reader = makeReader(join(folder, 'qulaq.sqlite'), 1000)
  await expect(reader.ask({ sql: 'SELECT 7', values: [] })).rejects.toMatchObject({ code: 'storage-unavailable' })
  await (await openSqlite({ folder })).close()
  expect(await reader.ask({ sql: 'SELECT 7', values: [] })).toEqual(['7'])
  await reader.close()
})

test('an index whose building was killed again and again is built to its end, and says so until then', async () => {
  const store = await openSqlite({ folder, stems: firstLetters(1) })
  await keep(store, async (tx) => { for (let index = 0; index < 2000; index++) await arrive(tx, `p${index}`, 'мектеп') })
  await store.close()
  for (let kills = 0; kills < 3; kills++) {
    const builder = spawn(process.execPath, [fileURLToPath(new URL('index-builder.ts', import.meta.url)), folder, '2'], { stdio: 'inherit' })
    expect(await once(builder, 'exit')).toEqual([null, 'SIGKILL'])
  }
  const again = await openSqlite({ folder, stems: firstLetters(2) })
  const { answer, refused } = await answered(() => idsOf(again, 'triage', 'мек', { limit: 5000 }))
  expect(answer).toHaveLength(2000)
  expect(refused).toBeGreaterThan(0)
  await again.close()
  const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
  db.exec(`INSERT INTO words_triage (words_triage, rank) VALUES ('integrity-check', 1)`)
  db.close()
})

test('a row that another program inserts waits to be indexed, and one that it deletes is no longer found', async () => {
  const stems = firstLetters(1)
  const store = await openSqlite({ folder, stems })
  await keep(store, async (tx) => { for (const id of ['p1', 'p2']) await arrive(tx, id, 'мектеп') })
  await store.close()
  const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
  db.exec(`INSERT INTO triage (id, version, body) SELECT 'copy', 1, json_set(body, '$.id', 'copy') FROM triage WHERE id = 'almaty:p1'; DELETE FROM triage WHERE id = 'almaty:p2'`)
  db.exec(`INSERT INTO words_triage (words_triage, rank) VALUES ('integrity-check', 1)`)
  db.close()
  const again = await openSqlite({ folder, stems })
  expect((await answered(() => idsOf(again, 'triage', 'мектеп'))).answer.toSorted()).toEqual(['copy', 'p1'])
  await again.close()
})
