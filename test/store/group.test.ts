// The group itself, over a real engine whose commits are made to fail from outside: conflicts, a full disk, a broken one.
import { expect } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { sqliteEngine } from '../../server/store/sqlite-write.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { at, notice, said, ticket, unit } from './documents.ts'
import { engineWith, GivenFailure, keepers, test, transactOn } from './group-scene.ts'

test('after a conflict all acts run again in the same order, with the ids and the time of their first run', async ({ scene }) => {
  const runs: string[][] = []
  const order: number[] = []
  const { transact } = transactOn(engineWith(scene, ['conflict']))
  const answers = keepers(transact, 5, runs).map(async (act, index) => {
    const answer = await act
    order.push(index)
    return answer
  })
  const made = await Promise.all(answers)
  expect(made.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  expect(order).toEqual([0, 1, 2, 3, 4])
  expect(scene.groups).toEqual([5, 5])
  for (const [index, { id }] of made.entries()) expect(runs[index]).toEqual([`${id} ${at}`, `${id} ${at}`])
  expect(await verifyTrail(scene.read)).toMatchObject({ lines: 5 })
})

test('from the third time each act is written alone', async ({ scene }) => {
  const runs: string[][] = []
  const { transact } = transactOn(engineWith(scene, ['conflict', 'conflict', null, 'conflict']))
  const made = await Promise.all(keepers(transact, 3, runs))
  expect(scene.groups).toEqual([3, 3, 1, 1, 1, 1])
  expect(made.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(runs.map(run => new Set(run).size)).toEqual([1, 1, 1])
})

test('the second run sees what the others wrote meanwhile, and the version that was expected still counts', async ({ scene }) => {
  const seen = (await transactOn(engineWith(scene, [])).transact(unit(async tx => await tx.insert('ticket', ticket('t1')))))
  const outside = transactOn(sqliteEngine(scene.db))
  let meanwhile: Promise<unknown> | null = null
  const engine = engineWith(scene, [])
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

test('an act that conflicts for ever is refused, and the queue goes on', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, Array.from({ length: 51 }, () => 'conflict' as const)))
  const runs: string[][] = []
  await expect(keepers(transact, 1, runs)[0]).rejects.toMatchObject({ code: 'storage-unavailable' })
  expect(runs[0]).toHaveLength(51)
  expect(await keepers(transact, 1, [])[0]).toMatchObject({ number: 1 })
})

test('refusals and mistakes wait for the commit too: when it fails, they are not told', async ({ scene }) => {
  const told: unknown[] = []
  let refusing = true
  const { transact } = transactOn(engineWith(scene, ['conflict'], () => told.push('written')))
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

test('a full disk refuses the whole group in words, nothing of it stays, and with room again the desk goes on', async ({ scene }) => {
  const { transact } = transactOn(sqliteEngine(scene.db))
  const big = (id: string) => transact(unit(async (tx) => {
    await tx.insert('notice', notice(id, { number: 'x'.repeat(50_000) }))
    tx.append(said(id))
    return await tx.next('numbers')
  }))
  expect(await big('before')).toBe(1)
  const pages = Number(scene.db.prepare('PRAGMA page_count').get()?.['page_count'])
  scene.db.exec(`PRAGMA max_page_count = ${pages + 10}`)
  const results = await Promise.allSettled([big('a'), transact(unit(async () => { throw new Refusal('no-right', 'refused anyhow') })), big('b')])
  expect(results.map(result => result.status === 'rejected' && result.reason.code)).toEqual(['storage-full', 'storage-full', 'storage-full'])
  expect(await scene.read.many('notice', ['a', 'b'])).toEqual([])
  scene.db.exec('PRAGMA max_page_count = 1000000')
  expect(await Promise.all([big('a'), big('b')])).toEqual([2, 3])
  expect(await verifyTrail(scene.read)).toMatchObject({ lines: 3 })
})

test('any other failure of the storage is said too, and the desk goes on', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, ['unavailable', 'full']))
  await expect(keepers(transact, 1, [])[0]).rejects.toMatchObject({ code: 'storage-unavailable', message: expect.stringContaining('given: unavailable') })
  await expect(keepers(transact, 1, [])[0]).rejects.toMatchObject({ code: 'storage-full' })
  expect(await keepers(transact, 1, [])[0]).toMatchObject({ number: 1 })
})

test('a storage that fails while an act reads fails the group, even when the act swallows it', async ({ scene }) => {
  const engine = engineWith(scene, [])
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

test('what queued while a group was written is the next group, and what its acts start from is fetched with one query', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, []))
  const ids = Array.from({ length: 100 }, (_, index) => `n${index}`)
  const acts = ids.map(id => transact(unit(async (tx) => {
    await tx.get('notice', id)
    await tx.find('ticket', 'number', [id])
    await tx.insert('notice', notice(id))
  }, { starts: [['notice', id]], startKeys: [['ticket', 'number', [id]]] })))
  await Promise.all(acts)
  expect(scene.groups).toEqual([100])
  expect([scene.fetches, scene.keyFetches]).toEqual([[100], [100]])
})

test('a group ends at 256 acts, or when about 8 MB are staged, and the rest follow in their order', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, []))
  await Promise.all(keepers(transact, 300, []))
  expect(scene.groups).toEqual([256, 44])
  const numbers = await Promise.all(Array.from({ length: 12 }, (_, index) => transact(unit(async (tx) => {
    await tx.insert('notice', notice(`big${index}`, { number: 'x'.repeat(1_000_000) }))
    return await tx.next('numbers')
  }))))
  expect(scene.groups.slice(2)).toEqual([8, 4])
  expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => 301 + index))
})

test('a group that wrote nothing is not written', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, []))
  await transact(unit(async tx => await tx.get('notice', 'n1')))
  expect(scene.groups).toEqual([])
})

test('a write that an act did not wait for comes too late', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, []))
  const told = Promise.withResolvers()
  let late: Promise<unknown> | null = null
  await transact(unit(async (tx) => { late = told.promise.then(() => tx.insert('notice', notice('n1'))).catch((error: unknown) => error) }))
  told.resolve(null)
  expect(await late).toBeInstanceOf(TypeError)
  expect(await scene.read.get('notice', 'n1')).toBeUndefined()
})
