// What a group asks the engine for, what it presumes instead, and what the next group need not ask again.
import { expect, vi } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import type { Transact } from '../../server/store/group.ts'
import { sqliteEngine } from '../../server/store/sqlite-write.ts'
import { notice, ticket, unit } from './documents.ts'
import { engineWith, GivenFailure, test, transactOn } from './group-scene.ts'

test('what new documents take is asked with one query for the whole group, and for ids drawn in it not at all', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, []))
  await Promise.all(Array.from({ length: 30 }, (_, index) => transact(unit(async (tx) => { await tx.insert('ticket', ticket(tx.newId(), { number: `N-${index}` })) }))))
  expect([scene.fetches, scene.keyFetches]).toEqual([[], [30]])
  await Promise.all(Array.from({ length: 30 }, (_, index) => transact(unit(async (tx) => { await tx.insert('notice', notice(`n${index}`)) }))))
  expect([scene.fetches, scene.keyFetches]).toEqual([[30], [30]])
})

test('when one of them is taken after all, the acts run once more, only the one that took it is refused, and the others are answered as before', async ({ scene }) => {
  const kept = transactOn(sqliteEngine(scene.db))
  await kept.transact(unit(async (tx) => { await tx.insert('ticket', ticket('old', { number: 'N-2' })) }))
  const { transact } = transactOn(engineWith(scene, []))
  const runs: string[][] = []
  const add = (number: string, index: number) => transact(unit(async (tx) => {
    const id = tx.newId()
    runs[index] = [...runs[index] ?? [], id]
    await tx.insert('ticket', ticket(id, { number }))
    return await tx.next('numbers')
  }))
  expect(await Promise.allSettled(['N-1', 'N-2', 'N-3', 'N-3'].map(add))).toMatchObject([
    { value: 1 }, { reason: { code: 'duplicate' } }, { value: 2 }, { reason: { code: 'duplicate' } },
  ])
  expect(runs.map(run => [run.length, new Set(run).size])).toEqual([[2, 1], [2, 1], [2, 1], [2, 1]])
  expect(scene.groups).toEqual([2])
})

test('what a group learnt or left, the next one does not ask again', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, []))
  const change = () => transact(unit(async (tx) => {
    const known = await tx.get('notice', 'n1')
    return known ? await tx.put('notice', { ...known, read: !known.read }) : await tx.insert('notice', notice('n1'))
  }))
  for (const version of [1, 2, 3]) expect(await change()).toMatchObject({ version })
  expect(scene.fetches).toEqual([1])
})

test('what another process wrote in between is asked anew, and so is what a failed group left', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, [null, 'unavailable']))
  const outside = transactOn(sqliteEngine(scene.db))
  const read = async () => (await transact(unit(async tx => await tx.get('ticket', 't1'))))?.state
  const move = (by: Transact, state: 'assigned' | 'in-work') => by.transact(unit(async (tx) => {
    const known = await tx.get('ticket', 't1')
    return known && await tx.put('ticket', { ...known, state })
  }))
  await transact(unit(async (tx) => { await tx.insert('ticket', ticket('t1')) }))
  await move(outside, 'assigned')
  expect(await read()).toBe('assigned')
  await expect(move({ ...outside, transact }, 'in-work')).rejects.toMatchObject({ code: 'storage-unavailable' })
  expect(await read()).toBe('assigned')
})

test('what was removed is not remembered', async ({ scene }) => {
  const { transact } = transactOn(engineWith(scene, []))
  const kept = await transact(unit(async tx => await tx.insert('ticket', ticket('t1', { number: 'N-1' }))))
  await transact(unit(async (tx) => { await tx.remove('ticket', kept) }))
  expect(await transact(unit(async tx => [await tx.get('ticket', 't1'), await tx.find('ticket', 'number', ['N-1'])]))).toEqual([undefined, undefined])
  expect(await transact(unit(async tx => await tx.insert('ticket', ticket('t1', { number: 'N-1' }))))).toMatchObject({ version: 1 })
})

test('refusals are told only when what they rest on still stands', async ({ scene }) => {
  const engine = engineWith(scene, [])
  const stands = [false, true]
  const runs = vi.fn()
  const { transact } = transactOn({
    ...engine,
    begin: async () => ({ ...await engine.begin(), stand: async () => { if (!stands.shift()) throw new GivenFailure('conflict') } }),
  })
  const act = transact(unit(async () => {
    runs()
    throw new Refusal('not-in-this-state', 'refused for the test')
  }))
  await expect(act).rejects.toMatchObject({ code: 'not-in-this-state' })
  expect(runs).toHaveBeenCalledTimes(2)
})
