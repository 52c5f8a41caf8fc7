// What is SQLite's own: the folder, its lock, reading beside a server, the plans of its lists, and a trail changed with another program.
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ListPlan, Stretch } from '../../server/store/engine.ts'
import { nouns } from '../../server/store/nouns.ts'
import { countQuery, stretchQuery } from '../../server/store/sqlite-list.ts'
import { prepareWriter } from '../../server/store/sqlite-schema.ts'
import { hitsQuery } from '../../server/store/sqlite-search.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { FieldValue, Noun } from '../../server/store/store.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { at, keep, notice, post, said, unit } from './documents.ts'
import { searches } from './search-plans.ts'

let root = ''
let folder = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'qulaq-folder-'))
  folder = join(root, 'data')
})
afterEach(async () => await rm(root, { recursive: true }))

test('the data folder is made for its owner only', async () => {
  const store = await openSqlite({ folder })
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  for (const name of ['qulaq.sqlite', 'qulaq.sqlite-wal']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  await store.close()
})

test('a second server on the folder is refused in words, until the first one closes', async () => {
  const store = await openSqlite({ folder })
  await expect(openSqlite({ folder })).rejects.toMatchObject({ code: 'desk-is-running', details: { folder } })
  await keep(store, tx => tx.insert('notice', notice('n1')))
  await store.close()
  const second = await openSqlite({ folder })
  expect(await second.read.get('notice', 'n1')).toBeDefined()
  await second.close()
})

test('the lock of another process counts, and dies with it however it ends', async () => {
  const code = `import { openSqlite } from ${JSON.stringify(new URL('../../server/store/sqlite.ts', import.meta.url).href)}
    await openSqlite({ folder: process.argv[1] }); console.log('open'); setInterval(() => {}, 1000)`
  const server = spawn(process.execPath, ['--input-type=module', '-e', code, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(server.stdout, 'data')
  await expect(openSqlite({ folder })).rejects.toMatchObject({ code: 'desk-is-running' })
  server.kill('SIGKILL')
  await once(server, 'exit')
  await (await openSqlite({ folder })).close()
})

test('a reader beside a running server sees what is written, and is refused to write', async () => {
  await expect(openSqlite({ folder, readOnly: true })).rejects.toMatchObject({ code: 'not-found' })
  const store = await openSqlite({ folder })
  const reader = await openSqlite({ folder, readOnly: true })
  await keep(store, tx => tx.insert('notice', notice('n1')))
  expect(await reader.read.get('notice', 'n1')).toMatchObject({ id: 'n1' })
  await expect(reader.transact(unit(async tx => tx.append(said('n1'))))).rejects.toMatchObject({ code: 'storage-unavailable' })
  await expect(reader.blobs.put(new Uint8Array())).rejects.toMatchObject({ code: 'storage-unavailable' })
  await reader.close()
  await store.close()
})

test('a file of a newer program is not touched', async () => {
  await (await openSqlite({ folder })).close()
  const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
  db.exec('PRAGMA user_version = 99')
  db.close()
  await expect(openSqlite({ folder })).rejects.toThrow(/newer Qulaq \(schema 99/)
  await expect(openSqlite({ folder, readOnly: true })).rejects.toThrow(/newer Qulaq/)
})

test('the file is written with a log and a full sync', async () => {
  const db = new DatabaseSync(join(root, 'one.sqlite'))
  prepareWriter(db, 'one.sqlite')
  expect([db.prepare('PRAGMA journal_mode').get(), db.prepare('PRAGMA synchronous').get()]).toEqual([{ journal_mode: 'wal' }, { synchronous: 2 }])
  db.close()
})

test('indexes follow the plan of the program: a missing one is made, one of the past is dropped, documents stay', async () => {
  const store = await openSqlite({ folder })
  await keep(store, tx => tx.insert('notice', notice('n1')))
  await store.close()
  meddle(`DROP INDEX notice_by_userId_read_at; ALTER TABLE notice DROP COLUMN read; CREATE INDEX old ON notice (version)`)
  const again = await openSqlite({ folder })
  const query = { where: { userId: 'aigerim', read: false }, order: { by: 'at', direction: 'asc' }, limit: 1 } as const
  expect((await again.read.list('notice', query)).items).toMatchObject([{ id: 'n1' }])
  await again.close()
  const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
  expect(db.prepare('SELECT name FROM sqlite_schema WHERE name = ?').get('old')).toBeUndefined()
  db.close()
})

/** Every byte of the folder, files of the log among them. */
const bytesOf = async (of: string): Promise<Buffer> => Buffer.concat(await Promise.all((await readdir(of, { recursive: true, withFileTypes: true }))
  .filter(entry => entry.isFile()).map(entry => readFile(join(entry.parentPath, entry.name)))))

test('what was removed or written over is in no file of the folder after scrubbing: not in the table, its indexes, free pages or the log', async () => {
  const store = await openSqlite({ folder })
  const planted = (word: string, size: number) => `${word} ${'а'.repeat(size)}`
  const texts = { removed: planted('Алмагүлдің-сөзі', 40), long: planted('Сейілханның-сөзі', 30_000), before: planted('Бірінші-нұсқа', 9_000) }
  const versionsOf = (text: string) => [{ text, title: null, salt: '', hash: '', seenAt: at }]
  await keep(store, async (tx) => {
    await tx.insert('post', post('p1', { versions: versionsOf(texts.removed), key: 'almagul/1' }))
    await tx.insert('post', post('p2', { versions: versionsOf(texts.long) }))
    await tx.insert('post', post('p3', { versions: versionsOf(texts.before) }))
    for (let index = 0; index < 200; index++) await tx.insert('post', post(`other${index}`))
  })
  const secrets = ['Алмагүлдің-сөзі', 'Сейілханның-сөзі', 'Бірінші-нұсқа', 'almagul/1']
  const found = async () => {
    const bytes = await bytesOf(folder)
    return secrets.filter(secret => bytes.includes(secret))
  }
  expect(await found()).toEqual(secrets)
  await keep(store, async (tx) => {
    for (const id of ['p1', 'p2']) await tx.remove('post', { id, version: 1 })
    await tx.put('post', { ...post('p3', { versions: versionsOf('') }), version: 1 })
  })
  await store.scrub()
  expect(await found()).toEqual([])
  await store.close()
  expect(await found()).toEqual([])
})

test('the log is not emptied under somebody who reads: scrubbing is refused, and succeeds later', async () => {
  const store = await openSqlite({ folder })
  await keep(store, tx => tx.insert('notice', notice('n1')))
  const reader = new DatabaseSync(join(folder, 'qulaq.sqlite'), { readOnly: true })
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM notice').get()
  await keep(store, tx => tx.insert('notice', notice('n2')))
  await expect(store.scrub()).rejects.toMatchObject({ code: 'storage-unavailable' })
  reader.exec('COMMIT')
  await store.scrub()
  expect((await stat(join(folder, 'qulaq.sqlite-wal'))).size).toBe(0)
  reader.close()
  await store.close()
})

test('no draft of a file stays beside it', async () => {
  const store = await openSqlite({ folder })
  const hash = await store.blobs.put(new Uint8Array([1, 2, 3]))
  expect(await readdir(join(folder, 'blobs', hash.slice(0, 2)))).toEqual([hash])
  await store.close()
})

const combosOf = (fields: readonly string[], count: number): FieldValue[][] => Array.from({ length: count }, (_, index) => fields.map(() => `${index}`))
const stretches: Stretch[] = [
  { nulls: false }, { nulls: false, from: at }, { nulls: false, to: at }, { nulls: false, after: [at, 'a'] }, { nulls: false, from: at, to: at, after: [at, 'a'] },
  { nulls: true }, { nulls: true, afterId: 'a' },
]
const plans = Object.entries(nouns).flatMap(([noun, { lists }]) => lists.flatMap(list => ['asc', 'desc'].flatMap(direction => (list.length > 1 ? [1, 3] : [1]).map(count => ({
  noun, plan: { fields: list.slice(0, -1), combos: combosOf(list.slice(0, -1), count), order: { by: list.at(-1), direction } },
})))))

test('every declared list and count is a walk on an index: no table is scanned, a page of one combination is not even sorted', () => {
  const db = new DatabaseSync(':memory:')
  prepareWriter(db, ':memory:')
  const explain = (query: { sql: string, values: SQLInputValue[] }) => db.prepare(`EXPLAIN QUERY PLAN ${query.sql}`).all(...query.values).map(row => String(row['detail']))
  const scans = (details: string[]) => details.filter(detail => detail.startsWith('SCAN') && !detail.startsWith('SCAN combo VIRTUAL TABLE'))
  for (const { noun, plan } of plans as { noun: Noun, plan: ListPlan }[]) {
    for (const stretch of stretches.filter(({ nulls }) => !(nulls && plan.order.by === 'id'))) {
      const details = explain(stretchQuery(noun, plan, stretch, 50))
      expect(scans(details), JSON.stringify({ noun, plan, stretch })).toEqual([])
      if (plan.combos.length === 1) expect(details.filter(detail => detail.includes('B-TREE'))).toEqual([])
      if (!stretch.nulls && stretch.after && plan.order.by !== 'id') expect(details.join()).toContain(`(${plan.order.by},id)`)
    }
    if (plan.fields.length > 0) expect(scans(explain(countQuery(noun, plan, {})))).toEqual([])
    expect(scans(explain(countQuery(noun, plan, { from: at, to: at })))).toEqual([])
  }
})

test('every search walks the words newest first: no table is scanned, and no page is sorted after it was found', () => {
  const db = new DatabaseSync(':memory:')
  prepareWriter(db, ':memory:')
  for (const { noun, plan, hits } of searches) {
    const { sql, values } = hitsQuery(noun, plan, hits, 50)
    const details = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values).map(row => String(row['detail']))
    const name = JSON.stringify({ noun, plan, hits, details })
    expect(details.filter(detail => detail.startsWith('SCAN') && !/^SCAN (?:w|combo) VIRTUAL TABLE/.test(detail)), name).toEqual([])
    expect(details.filter(detail => detail.includes('B-TREE')), name).toEqual([])
    if (plan.fields.length > 1) expect(details.join(), name).toMatch(/SEARCH i (?:EXISTS )?USING (?:COVERING )?INDEX \w+_by_\w+ \([^)]*id=\?\)/)
  }
})

/** Changes the file with another program while the desk is closed. */
const meddle = (sql: string) => {
  const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
  db.exec(sql)
  db.close()
}

test('a trail changed with another program is found, with the number of the first wrong line', async () => {
  const verdict = async () => {
    const store = await openSqlite({ folder, readOnly: true })
    const found = await verifyTrail(store.read)
    await store.close()
    return found
  }
  const store = await openSqlite({ folder })
  await keep(store, async (tx) => { for (let index = 1; index <= 40; index++) tx.append(said(`u${index}`)) })
  await store.close()
  expect(await verdict()).toMatchObject({ lines: 40 })
  meddle(`UPDATE trail SET seq = 41 WHERE seq = 40`)
  expect(await verdict()).toEqual({ brokenAt: 40, why: 'missing' })
  meddle(`UPDATE trail SET body = 'no JSON' WHERE seq = 30`)
  expect(await verdict()).toEqual({ brokenAt: 30, why: 'unreadable' })
  meddle(`UPDATE trail SET by = 'daniyar' WHERE seq = 20`)
  expect(await verdict()).toEqual({ brokenAt: 20, why: 'changed' })
  meddle(`DELETE FROM trail WHERE seq = 10`)
  expect(await verdict()).toEqual({ brokenAt: 10, why: 'missing' })
})
