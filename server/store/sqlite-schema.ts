// Tables of the SQLite file: one for each noun, with columns and indexes made from `nouns.ts`.
import type { DatabaseSync } from 'node:sqlite'
import { Refusal } from '#domain/refusal.ts'
import { genesisHash } from './chain.ts'
import { nouns, type NounPlan } from './nouns.ts'
import { indexName } from './sqlite-list.ts'
import { searchChanges } from './sqlite-search-schema.ts'

const quoted = (names: readonly string[]) => names.map(name => `"${name}"`).join(', ')

/** Fields by which documents are found, except the id that is a column of its own. */
const indexedFields = ({ unique, lists }: NounPlan): string[] =>
  [...new Set([...Object.values(unique), ...lists].flat())].filter(field => field !== 'id')

/** Name → statement of every index that `nouns.ts` asks for. */
const plannedIndexes = (noun: string, { unique, lists }: NounPlan): [name: string, sql: string][] => [
  ...Object.entries(unique).map(([key, fields]): [string, string] => {
    const name = `${noun}_has_${key}_${fields.join('_')}`
    return [name, `CREATE UNIQUE INDEX "${name}" ON "${noun}" (${quoted(fields)})`]
  }),
  // The primary key is the list by id.
  ...lists.filter(fields => fields.length > 1 || fields[0] !== 'id').map((fields): [string, string] => {
    const name = indexName(noun, fields)
    return [name, `CREATE INDEX "${name}" ON "${noun}" (${quoted([...fields.filter(field => field !== 'id'), 'id'])})`]
  }),
]

const namesOf = (db: DatabaseSync, sql: string, noun: string): Set<string> => new Set(db.prepare(sql).all(noun).map(row => String(row['name'])))

/** What the table of a noun lacks, or has too much, compared with `nouns.ts`; everything for a table that is not there. */
const nounChanges = (db: DatabaseSync, noun: string, plan: NounPlan): string[] => {
  const columns = namesOf(db, 'SELECT name FROM pragma_table_xinfo(?)', noun)
  const indexes = namesOf(db, 'SELECT name FROM sqlite_schema WHERE type = \'index\' AND sql IS NOT NULL AND tbl_name = ?', noun)
  const planned = new Map(plannedIndexes(noun, plan))
  return [
    ...columns.size === 0 ? [`CREATE TABLE "${noun}" (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT`] : [],
    ...indexedFields(plan).filter(field => !columns.has(field)).map(field =>
      `ALTER TABLE "${noun}" ADD COLUMN "${field}" ANY GENERATED ALWAYS AS (json_extract(body, '$.${field}')) VIRTUAL`),
    ...[...indexes].filter(name => !planned.has(name)).map(name => `DROP INDEX "${name}"`),
    ...[...planned].filter(([name]) => !indexes.has(name)).map(([, sql]) => sql),
  ]
}

const ownTables = [
  // One row only: every group updates it first.
  `CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL, at TEXT, "group" TEXT NOT NULL) STRICT`,
  `INSERT INTO head (one, seq, hash, at, "group") VALUES (1, 0, '${genesisHash}', NULL, '')`,
  `CREATE TABLE trail (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, "ticketId" TEXT, "postId" TEXT, body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX trail_of_ticket ON trail ("ticketId") WHERE "ticketId" IS NOT NULL',
  'CREATE INDEX trail_of_post ON trail ("postId") WHERE "postId" IS NOT NULL',
  'CREATE TABLE series (series TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE command (by TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (by, key)) STRICT, WITHOUT ROWID',
]

const commandsByTime = ['CREATE INDEX IF NOT EXISTS command_by_at ON command (at)']

/** What brings a file from each schema to the next one, the first from nothing. Never changed once a file was written by it; a new one comes last. */
const migrations: readonly (readonly string[])[] = [ownTables, commandsByTime]

/** Raised with each migration (tables and indexes of nouns follow `nouns.ts` by themselves); a file of a newer one is not opened. */
export const schemaVersion = migrations.length

/** The schema of a file; 0 when nothing is in it yet. */
export const schemaOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version'])

/** Throws when the file is of a newer program. */
export const checkSchema = (db: DatabaseSync, file: string): number => {
  const version = schemaOf(db)
  if (version > schemaVersion) {
    throw new Refusal('storage-unavailable', `${file} was written by a newer Qulaq (schema ${version}, this one knows ${schemaVersion}): start the newer program`, { problem: 'newer-desk' })
  }
  return version
}

/** All that the file lacks, or has too much, in the eyes of this program. */
const changesOf = (db: DatabaseSync, version: number): string[] => [
  ...version === schemaVersion ? [] : [...migrations.slice(version).flat(), `PRAGMA user_version = ${schemaVersion}`],
  ...Object.entries(nouns).flatMap(([noun, plan]) => nounChanges(db, noun, plan)),
  ...searchChanges(db),
]

/** Throws when the file is of a newer program; Refusal `storage-unavailable` when only a writer can bring it up to this one. */
export const checkReadable = (db: DatabaseSync, file: string): void => {
  const changes = changesOf(db, checkSchema(db, file)).filter(sql => !sql.startsWith('DROP'))
  if (changes.length > 0) throw new Refusal('storage-unavailable', `${file} was written by an older Qulaq: start this desk once, it brings the file up to date`, { problem: 'older-desk' })
}

/**
 * Prepares the writer's connection: durable commits, an older file brought to the schema of today, and the indexes as `nouns.ts` has them.
 * All or none of it is done: whoever is killed meanwhile leaves the file as it was.
 */
export const prepareWriter = (db: DatabaseSync, file: string): void => {
  const version = checkSchema(db, file)
  // What is removed or written over is overwritten with zeros: an erased text must not lie in free pages.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
  const changes = changesOf(db, version)
  if (changes.length > 0) db.exec(['BEGIN IMMEDIATE', ...changes, 'COMMIT'].join(';\n'))
}
