// Tables of the search index: for each searched noun its entries, and over them an FTS5 index that holds no text of its own.
import type { DatabaseSync } from 'node:sqlite'
import { nouns } from './nouns.ts'

/**
 * `place` orders the entries by their instant: FTS5 walks by it, newest first, without sorting. Terms are kept beside the index because it forgets a
 * term only when it is told it again; `secure-delete` takes it out of the index at once, so that nothing of an erased text stays there.
 * Whoever inserts a document without its entry has it wait in `unindexed`; whoever deletes one takes its entry along.
 */
const tablesOf = (noun: string, scopes: readonly string[]): string[] => [
  `CREATE TABLE "search_${noun}" (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, terms TEXT NOT NULL, ${scopes.map(scope => `"${scope}" TEXT`).join(', ')}) STRICT`,
  `CREATE VIRTUAL TABLE "words_${noun}" USING fts5(terms, content='search_${noun}', content_rowid='place', detail=none, columnsize=0, tokenize="ascii tokenchars '_'")`,
  `INSERT INTO "words_${noun}" ("words_${noun}", rank) VALUES ('secure-delete', 1)`,
  `CREATE TRIGGER "forget_words_${noun}" AFTER DELETE ON "search_${noun}" BEGIN
    INSERT INTO "words_${noun}" ("words_${noun}", rowid, terms) VALUES ('delete', old.place, old.terms);
    DELETE FROM search_over WHERE noun = '${noun}' AND id = old.id;
  END`,
  `CREATE TRIGGER "forget_${noun}" AFTER DELETE ON "${noun}" BEGIN
    DELETE FROM "search_${noun}" WHERE id = old.id;
    DELETE FROM search_unindexed WHERE noun = '${noun}' AND id = old.id;
  END`,
  `CREATE TRIGGER "await_${noun}" AFTER INSERT ON "${noun}" WHEN NOT EXISTS (SELECT 1 FROM "search_${noun}" WHERE id = new.id) BEGIN
    INSERT OR IGNORE INTO search_unindexed (noun, id) VALUES ('${noun}', new.id);
  END`,
]

const waitAll = (noun: string) => `INSERT OR REPLACE INTO search_unindexed (noun, id) SELECT '${noun}', id FROM "${noun}"`

const ownTables = [
  'CREATE TABLE search_unindexed (noun TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (noun, id)) STRICT, WITHOUT ROWID',
  'CREATE TABLE search_over ("postId" TEXT NOT NULL, noun TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY ("postId", noun, id)) STRICT, WITHOUT ROWID',
  'CREATE INDEX search_over_by_id ON search_over (noun, id)',
  // Which stems the terms in the index are of.
  'CREATE TABLE search_stems (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT',
]

const searched = Object.entries(nouns).flatMap(([noun, { search }]) => search ? [{ noun, scopes: search.scopes }] : [])

const isThere = (db: DatabaseSync, table: string): boolean => db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined

/** Terms of other stems are thrown away, and all documents wait. */
const forgetAll = ({ noun, scopes }: { noun: string, scopes: readonly string[] }): string[] => [
  `INSERT INTO "words_${noun}" ("words_${noun}") VALUES ('delete-all')`,
  `DROP TRIGGER "forget_words_${noun}"`,
  `DELETE FROM "search_${noun}"`,
  ...tablesOf(noun, scopes).filter(sql => sql.includes(`TRIGGER "forget_words_${noun}"`)),
  waitAll(noun),
]

/** What the search index of a file lacks. Comes after the tables of the nouns. */
export const searchChanges = (db: DatabaseSync): string[] => [
  ...isThere(db, 'search_unindexed') ? [] : ownTables,
  ...searched.filter(({ noun }) => !isThere(db, `search_${noun}`)).flatMap(({ noun, scopes }) => [...tablesOf(noun, scopes), waitAll(noun)]),
]

export const stemsIn = (db: DatabaseSync): number | null => {
  const version = db.prepare('SELECT version FROM search_stems').get()?.['version']
  return version === undefined ? null : Number(version)
}

/** From now on terms are of this version of the stems: when the index was made by another one, it starts from nothing. */
export const useStems = (db: DatabaseSync, version: number): void => {
  if (stemsIn(db) === version) return
  const note = `INSERT INTO search_stems (one, version) VALUES (1, ${Number(version)}) ON CONFLICT DO UPDATE SET version = excluded.version`
  db.exec(['BEGIN IMMEDIATE', ...searched.flatMap(forgetAll), 'DELETE FROM search_over', note, 'COMMIT'].join(';\n'))
}
