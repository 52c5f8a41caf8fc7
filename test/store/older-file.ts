// The SQLite file as schema 1 made it, in the SQL of that program: never changed, so that every later program is held to read it.
import { DatabaseSync } from 'node:sqlite'
import { sealLines } from '../../server/store/chain.ts'
import { notice, said } from './documents.ts'

const tables = `
  CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL, at TEXT, "group" TEXT NOT NULL) STRICT;
  INSERT INTO head (one, seq, hash, at, "group") VALUES (1, 0, '${'0'.repeat(64)}', NULL, '');
  CREATE TABLE trail (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, "ticketId" TEXT, "postId" TEXT, body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX trail_of_ticket ON trail ("ticketId") WHERE "ticketId" IS NOT NULL;
  CREATE INDEX trail_of_post ON trail ("postId") WHERE "postId" IS NOT NULL;
  CREATE TABLE series (series TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE command (by TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (by, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE "notice" (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  ALTER TABLE "notice" ADD COLUMN "userId" ANY GENERATED ALWAYS AS (json_extract(body, '$.userId')) VIRTUAL;
  CREATE INDEX "notice_by_userId" ON "notice" ("userId", "id");
  PRAGMA user_version = 1;`

/** Notices, as many lines of the trail, a series and a kept command. */
export const writeSchema1 = (file: string, notices: number): void => {
  const db = new DatabaseSync(file)
  db.exec(`PRAGMA journal_mode = WAL; BEGIN; ${tables}`)
  const insertNotice = db.prepare('INSERT INTO notice (id, version, body) VALUES (?, 1, ?)')
  const insertLine = db.prepare('INSERT INTO trail (seq, at, by, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?)')
  const ids = Array.from({ length: notices }, (_, index) => `n${index + 1}`)
  for (const id of ids) insertNotice.run(id, JSON.stringify({ ...notice(id), version: 1 }))
  const at = '2026-11-20T05:00:00.000Z'
  const lines = sealLines({ seq: 0, hash: '0'.repeat(64), at: null }, ids.map(id => ({ at, by: 'aigerim', event: said(id) })))
  for (const { seq, at: sealedAt, by, event, prev, hash } of lines) insertLine.run(seq, sealedAt, by, JSON.stringify(event), prev, hash)
  db.prepare('UPDATE head SET seq = ?, hash = ?, at = ?, "group" = ?').run(notices, lines.at(-1)?.hash ?? '', at, 'g')
  db.exec(`INSERT INTO series VALUES ('numbers', ${notices}); INSERT INTO command VALUES ('aigerim', 'k', 'h', '"first"', '${at}'); COMMIT`)
  db.close()
}
