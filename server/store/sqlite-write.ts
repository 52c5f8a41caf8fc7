// The writer's connection: fresh state for a group, and the group itself in one synchronous transaction.
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Batch, Failure, GroupEngine, GroupHead, KeptCommand, StagedDocument } from './engine.ts'
import { entriesOver, unindexed, writeEntry } from './sqlite-search.ts'
import { documentSource, readHead } from './sqlite-read.ts'
import { preparer, type Prepare } from './sqlite-statements.ts'

/** Somebody else wrote on this file although the folder is locked, or a unique key that staging could not see was taken. */
class Conflict extends Error {}

/** Primary result codes of sqlite3.h. */
const constraint = 19
const full = 13
/** SQLITE_IOERR_SHMSIZE: a full disk leaves no room for the index of the log. */
const noRoomForIndex = 4874

const failureOf = (error: unknown): Failure => {
  if (error instanceof Conflict) return 'conflict'
  const code: unknown = error instanceof Error ? Reflect.get(error, 'errcode') : undefined
  if (typeof code !== 'number') return 'unavailable'
  if ((code & 0xff) === full || code === noRoomForIndex) return 'full'
  return (code & 0xff) === constraint ? 'conflict' : 'unavailable'
}

const changeOne = (prepare: Prepare, sql: string, ...values: SQLInputValue[]) => {
  if (prepare(sql).run(...values).changes !== 1) throw new Conflict(sql)
}

const moveHead = (prepare: Prepare, before: GroupHead, after: GroupHead) =>
  changeOne(prepare, 'UPDATE head SET seq = ?, hash = ?, at = ?, "group" = ? WHERE one = 1 AND "group" = ?', after.seq, after.hash, after.at, after.group, before.group)

const writeDocument = (prepare: Prepare, { noun, id, version, seen, text }: StagedDocument) => {
  if (text === null) changeOne(prepare, `DELETE FROM "${noun}" WHERE id = ? AND version = ?`, id, seen)
  else if (seen === 0) prepare(`INSERT INTO "${noun}" (id, version, body) VALUES (?, ?, ?)`).run(id, version, text)
  else changeOne(prepare, `UPDATE "${noun}" SET version = ?, body = ? WHERE id = ? AND version = ?`, version, text, id, seen)
}

const writeLine = (prepare: Prepare, { seq, at, by, event, prev, hash }: Batch['lines'][number]) => {
  const ticketId = 'ticketId' in event ? event.ticketId : null
  const postId = 'postId' in event ? event.postId : null
  prepare('INSERT INTO trail (seq, at, by, "ticketId", "postId", body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(seq, at, by, ticketId, postId, JSON.stringify(event), prev, hash)
}

const writeBatch = (prepare: Prepare, { before, after, documents, series, commands, lines, entries }: Batch) => {
  moveHead(prepare, before, after)
  for (const entry of entries) writeEntry(prepare, entry)
  for (const document of documents) writeDocument(prepare, document)
  for (const [name, value] of series) {
    prepare('INSERT INTO series (series, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value)
  }
  for (const { by, key, hash, answer, at } of commands) {
    prepare('INSERT INTO command (by, key, hash, answer, at) VALUES (?, ?, ?, ?, ?)').run(by, key, hash, answer, at)
  }
  for (const line of lines) writeLine(prepare, line)
}

const readCommands = (prepare: Prepare, keys: readonly { by: string, key: string }[]): KeptCommand[] =>
  prepare(`SELECT by, key, hash, answer, at FROM command WHERE (by, key) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`)
    .all(JSON.stringify(keys.map(({ by, key }) => [by, key])))
    .map(row => ({ by: String(row['by']), key: String(row['key']), hash: String(row['hash']), answer: String(row['answer']), at: String(row['at']) }))

/** Groups over the one connection that writes; `db` is prepared by `prepareWriter`. `told` hears of each group before anybody else does, failed ones too. */
export const sqliteEngine = (db: DatabaseSync, told: (batch: Batch) => void = () => {}): GroupEngine => {
  const prepare = preparer(db)
  const source = documentSource(prepare)
  const write = async (batch: Batch) => {
    db.exec('BEGIN IMMEDIATE')
    try {
      writeBatch(prepare, batch)
      db.exec('COMMIT')
    } catch (error) {
      // Some failures, a full disk among them, may have rolled back already.
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    } finally {
      told(batch)
    }
  }
  return {
    failureOf,
    unindexed: async (noun, _version, limit) => unindexed(prepare, noun, limit),
    begin: async () => ({
      ...source,
      head: readHead(prepare),
      series: async series => Number(prepare('SELECT value FROM series WHERE series = ?').get(series)?.['value'] ?? 0),
      commands: async keys => readCommands(prepare, keys),
      over: async (noun, postId) => entriesOver(prepare, noun, postId),
      write,
      stand: async () => {},
      end: async () => {},
    }),
  }
}
