// The scene of the tests of groups: a real engine in a folder of its own, whose commits fail when told to, and which counts what it was asked.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test as base } from 'vitest'
import type { Batch, Failure, GroupEngine } from '../../server/store/engine.ts'
import { makeTransact, type Transact } from '../../server/store/group.ts'
import { makeRead } from '../../server/store/read.ts'
import { readSource, type Ask } from '../../server/store/sqlite-read.ts'
import { preparer } from '../../server/store/sqlite-statements.ts'
import { prepareWriter } from '../../server/store/sqlite-schema.ts'
import { sqliteEngine } from '../../server/store/sqlite-write.ts'
import type { Read } from '../../server/store/store.ts'
import { notice, said, unit } from './documents.ts'

export class GivenFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(`given: ${failure}`)
    this.failure = failure
  }
}

export interface GroupScene {
  db: DatabaseSync
  read: Read
  /** Sizes of the groups that came to be written, in documents, failed ones too. */
  groups: number[]
  /** How many documents, and how many values of unique keys, were asked for at a time. */
  fetches: number[]
  keyFetches: number[]
}

/** A test with a scene of its own. */
export const test = base.extend<{ scene: GroupScene }>({
  // The first parameter names the fixtures that this one needs: none.

  scene: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'qulaq-group-'))
    const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
    prepareWriter(db, 'qulaq.sqlite')
    const here: Ask = async ({ sql, values }) => db.prepare(sql).all(...values).map(row => String(Object.values(row)[0]))
    await use({ db, read: makeRead(readSource(preparer(db), { lists: here, searches: here })), groups: [], fetches: [], keyFetches: [] })
    db.close()
    await rm(folder, { recursive: true })
  },
})

/** Fails instead of the true write when `faults` say so; one fault for each write, in order. */
export const engineWith = (scene: GroupScene, faults: (Failure | null)[], beforeWrite: (batch: Batch) => void = () => {}): GroupEngine => {
  const engine = sqliteEngine(scene.db)
  return {
    unindexed: engine.unindexed,
    failureOf: error => error instanceof GivenFailure ? error.failure : engine.failureOf(error),
    begin: async () => {
      const snapshot = await engine.begin()
      return {
        ...snapshot,
        documents: async (noun, ids) => {
          scene.fetches.push(ids.length)
          return await snapshot.documents(noun, ids)
        },
        byKeys: async (noun, key, values) => {
          scene.keyFetches.push(values.length)
          return await snapshot.byKeys(noun, key, values)
        },
        write: async (batch) => {
          scene.groups.push(batch.documents.length)
          const fault = faults.shift()
          if (fault) throw new GivenFailure(fault)
          beforeWrite(batch)
          await snapshot.write(batch)
        },
      }
    },
  }
}

export const transactOn = (engine: GroupEngine): Transact => makeTransact(engine, () => {})

/** Each keeps a notice under a new id and says so; remembers what every run was given. */
export const keepers = (transact: Transact['transact'], count: number, runs: string[][]) => Array.from({ length: count }, (_, index) =>
  transact(unit(async (tx) => {
    const id = tx.newId()
    runs[index] = [...runs[index] ?? [], `${id} ${tx.now}`]
    await tx.insert('notice', notice(id))
    tx.append(said(id))
    return { id, number: await tx.next('numbers') }
  })))
