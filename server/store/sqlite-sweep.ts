// Sweeping on SQLite: forgets old commands, and takes what was removed out of the file's log too. On the writer's connection, between two groups.
import type { DatabaseSync } from 'node:sqlite'
import { Refusal } from '#domain/refusal.ts'
import type { Store } from './store.ts'

/** `db` is prepared by `prepareWriter`: it overwrites what it frees with zeros. `timeoutMs` is how long it waits for others. */
export const makeSweeping = (db: DatabaseSync, timeoutMs: number): Pick<Store, 'scrub' | 'forgetCommands' | 'countCommands'> => ({
  scrub: async () => {
    // Nobody's act waits until a reader has done: it is tried again later.
    db.exec('PRAGMA busy_timeout = 0')
    const busy = Number(db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'])
    db.exec(`PRAGMA busy_timeout = ${timeoutMs}`)
    if (busy !== 0) throw new Refusal('storage-unavailable', 'somebody reads the log: it is emptied later')
  },
  forgetCommands: async (before, limit) => Number(db.prepare(
    'DELETE FROM command WHERE (by, key) IN (SELECT by, key FROM command WHERE at < ? ORDER BY at LIMIT ?)',
  ).run(before, limit).changes),
  countCommands: async before => Number(db.prepare('SELECT count(*) AS commands FROM command WHERE at < ?').get(before)?.['commands']),
})
