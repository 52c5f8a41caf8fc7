// The group itself, over a real engine whose commits are made to fail from outside: conflicts, a full disk, a broken one.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import type { Batch, Failure, GroupEngine } from '../../server/store/engine.ts'
import { makeTransact, type Transact } from '../../server/store/group.ts'
import { makeRead } from '../../server/store/read.ts'
import { preparer, readSource } from '../../server/store/sqlite-read.ts'
import { prepareWriter } from '../../server/store/sqlite-schema.ts'
import { sqliteEngine } from '../../server/store/sqlite-write.ts'
import type { Read } from '../../server/store/store.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { at, notice, said, ticket, unit } from './documents.ts'

class GivenFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(`given: ${failure}`)
    this.failure = failure
  }
}

let folder = ''
let db: DatabaseSync
let read: Read
/** Sizes of the groups that came to be written, in documents, failed ones too. */
let groups: number[] = []
/** How often documents were asked for. */
let fetches: number[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qulaq-group-'))
  db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
  prepareWriter(db, 'qulaq.sqlite')
  read = makeRead(readSource(preparer(db)))
  groups = []
  fetches = []
})
afterEach(async () => {
  db.close()
  await rm(folder, { recursive: true })
})

/** Fails before or after the true write when `faults` say so; one fault for each write, in order. */
const engineWith = (faults: (Failure | null)[], beforeWrite: (batch: Batch) => void = () => {}): GroupEngine => {
  const engine = sqliteEngine(db)
  return {
    failureOf: error => error instanceof GivenFailure ? error.failure : engine.failureOf(error),
    begin: async () => {
      const snapshot = await engine.begin()
      return {
        ...snapshot,
        documents: async (noun, ids) => {
          fetches.push(ids.length)
          return await snapshot.documents(noun, ids)
        },
        write: async (batch) => {
          groups.push(batch.documents.length)
          const fault = faults.shift()
          if (fault) throw new GivenFailure(fault)
          beforeWrite(batch)
          await snapshot.write(batch)
        },
      }
    },
  }
}

const transactOn = (engine: GroupEngine): Transact => makeTransact(engine, () => {})

/** Each keeps a notice under a new id and says so; remembers what every run was given. */
const keepers = (transact: Transact['transact'], count: number, runs: string[][]) => Array.from({ length: count }, (_, index) =>
  transact(unit(async (tx) => {
    const id = tx.newId()
    runs[index] = [...runs[index] ?? [], `${id} ${tx.now}`]
    await tx.insert('notice', notice(id))
    tx.append(said(id))
    return { id, number: await tx.next('numbers') }
  })))

test('after a conflict all acts run again in the same order, with the ids and the time of their first run', async () => {
  const runs: string[][] = []
  const order: number[] = []
  const { transact } = transactOn(engineWith(['conflict']))
  const answers = keepers(transact, 5, runs).map(async (act, index) => {
    const answer = await act
    order.push(index)
    return answer
  })
  const made = await Promise.all(answers)
  expect(made.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  expect(order).toEqual([0, 1, 2, 3, 4])
  expect(groups).toEqual([5, 5])
  for (const [index, { id }] of made.entries()) expect(runs[index]).toEqual([`${id} ${at}`, `${id} ${at}`])
  expect(await verifyTrail(read)).toMatchObject({ lines: 5 })
})

test('from the third time each act is written alone', async () => {
  const runs: string[][] = []
  const { transact } = transactOn(engineWith(['conflict', 'conflict', null, 'conflict']))
  const made = await Promise.all(keepers(transact, 3, runs))
  expect(groups).toEqual([3, 3, 1, 1, 1, 1])
  expect(made.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(runs.map(run => new Set(run).size)).toEqual([1, 1, 1])
})

test('the second run sees what the others wrote meanwhile, and the version that was expected still counts', async () => {
  const seen = (await transactOn(engineWith([])).transact(unit(async tx => await tx.insert('ticket', ticket('t1')))))
  const outside = transactOn(sqliteEngine(db))
  let meanwhile: Promise<unknown> | null = null
  const engine = engineWith([])
  const { transact } = transactOn({
    ...engine,
    begin: async () => {
      const snapshot = await engine.begin()
      meanwhile ??= outside.transact(unit(async tx => await tx.put('ticket', { ...seen, state: 'assigned', changedBy: 'daniyar' })))
      await meanwhile
      return snapshot
    },
  })
  const answered = await Promise.allSettled([
    transact(unit(async tx => await tx.put('ticket', { ...seen, topic: 'roads' }))),
    transact(unit(async tx => (await tx.get('ticket', 't1'))?.state)),
  ])
  expect(answered).toMatchObject([{ reason: { code: 'stale-version', details: { by: 'daniyar' } } }, { value: 'assigned' }])
})

test('an act that conflicts for ever is refused, and the queue goes on', async () => {
  const { transact } = transactOn(engineWith(Array.from({ length: 51 }, () => 'conflict' as const)))
  const runs: string[][] = []
  await expect(keepers(transact, 1, runs)[0]).rejects.toMatchObject({ code: 'storage-unavailable' })
  expect(runs[0]).toHaveLength(51)
  expect(await keepers(transact, 1, [])[0]).toMatchObject({ number: 1 })
})

test('refusals and mistakes wait for the commit too: when it fails, they are not told', async () => {
  const told: unknown[] = []
  let refusing = true
  const { transact } = transactOn(engineWith(['conflict'], () => told.push('written')))
  const act = transact(unit(async (tx) => {
    if (await tx.get('notice', 'n1') && refusing) {
      refusing = false
      throw new Refusal('not-in-this-state', 'rests on what is only staged')
    }
    return 'fine'
  }))
  const first = transact(unit(async (tx) => { await tx.insert('notice', notice('n1')) }))
  const second = transact(unit(async (tx) => {
    if (!await tx.get('notice', 'n1')) return 'early'
    throw new Refusal('not-in-this-state', 'n1 is there')
  })).catch(() => told.push('refused'))
  const bug = transact(unit(async () => { throw new RangeError('a bug') })).catch(() => told.push('bug'))
  expect(await act).toBe('fine')
  await Promise.all([first, second, bug])
  expect(told).toEqual(['written', 'refused', 'bug'])
})

test('a full disk refuses the whole group in words, nothing of it stays, and with room again the desk goes on', async () => {
  const { transact } = transactOn(sqliteEngine(db))
  const big = (id: string) => transact(unit(async (tx) => {
    await tx.insert('notice', notice(id, { number: 'x'.repeat(50_000) }))
    tx.append(said(id))
    return await tx.next('numbers')
  }))
  expect(await big('before')).toBe(1)
  const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count'])
  db.exec(`PRAGMA max_page_count = ${pages + 10}`)
  const results = await Promise.allSettled([big('a'), transact(unit(async () => { throw new Refusal('no-right', 'refused anyhow') })), big('b')])
  expect(results.map(result => result.status === 'rejected' && result.reason.code)).toEqual(['storage-full', 'storage-full', 'storage-full'])
  expect(await read.many('notice', ['a', 'b'])).toEqual([])
  db.exec('PRAGMA max_page_count = 1000000')
  expect(await Promise.all([big('a'), big('b')])).toEqual([2, 3])
  expect(await verifyTrail(read)).toMatchObject({ lines: 3 })
})

test('any other failure of the storage is said too, and the desk goes on', async () => {
  const { transact } = transactOn(engineWith(['unavailable', 'full']))
  await expect(keepers(transact, 1, [])[0]).rejects.toMatchObject({ code: 'storage-unavailable', message: expect.stringContaining('given: unavailable') })
  await expect(keepers(transact, 1, [])[0]).rejects.toMatchObject({ code: 'storage-full' })
  expect(await keepers(transact, 1, [])[0]).toMatchObject({ number: 1 })
})

test('a storage that fails while an act reads fails the group, even when the act swallows it', async () => {
  const engine = engineWith([])
  let broken = true
  const { transact } = transactOn({
    ...engine,
    begin: async () => ({
      ...await engine.begin(),
      series: async () => {
        if (broken) throw new GivenFailure('unavailable')
        return 0
      },
    }),
  })
  const act = () => transact(unit(async tx => await tx.next('numbers').catch(() => 0)))
  await expect(act()).rejects.toMatchObject({ code: 'storage-unavailable' })
  broken = false
  expect(await act()).toBe(1)
})

test('what queued while a group was written is the next group, fetched with one query', async () => {
  const { transact } = transactOn(engineWith([]))
  const ids = Array.from({ length: 100 }, (_, index) => `n${index}`)
  const acts = ids.map(id => transact(unit(async (tx) => {
    await tx.get('notice', id)
    await tx.insert('notice', notice(id))
  }, { starts: [['notice', id]] })))
  await Promise.all(acts)
  expect(groups).toEqual([100])
  expect(fetches).toEqual([100])
})

test('a group ends at 256 acts, or when about 8 MB are staged, and the rest follow in their order', async () => {
  const { transact } = transactOn(engineWith([]))
  await Promise.all(keepers(transact, 300, []))
  expect(groups).toEqual([256, 44])
  const numbers = await Promise.all(Array.from({ length: 12 }, (_, index) => transact(unit(async (tx) => {
    await tx.insert('notice', notice(`big${index}`, { number: 'x'.repeat(1_000_000) }))
    return await tx.next('numbers')
  }))))
  expect(groups.slice(2)).toEqual([8, 4])
  expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => 301 + index))
})

test('a group that wrote nothing is not written', async () => {
  const { transact } = transactOn(engineWith([]))
  await transact(unit(async tx => await tx.get('notice', 'n1')))
  expect(groups).toEqual([])
})

test('a write that an act did not wait for comes too late', async () => {
  const { transact } = transactOn(engineWith([]))
  let late: Promise<unknown> | null = null
  await transact(unit(async (tx) => { late = tx.insert('notice', notice('n1')).catch((error: unknown) => error) }))
  expect(await late).toBeInstanceOf(TypeError)
  expect(await read.get('notice', 'n1')).toBeUndefined()
})
