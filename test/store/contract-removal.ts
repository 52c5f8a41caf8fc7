// The contract of what must not be kept: documents, files and kept commands that are gone, and nothing else with them.
import { expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import type { Given } from './contract.ts'
import { after, at, keep, notice, organisation, said, unit } from './documents.ts'

export const removalContract = (given: Given): void => {
  const gone = (id: string, version = 1) => keep(given.store, tx => tx.remove('notice', { id, version }))

  test('a removed document is gone for every way of asking, also after a restart, and the trail stays whole', async () => {
    const { store } = given
    await keep(store, async (tx) => {
      await tx.insert('organisation', organisation('a', 'ӘЖ'))
      tx.append(said('a'))
    })
    await keep(store, tx => tx.remove('organisation', { id: 'a', version: 1 }))
    for (const reopened of [false, true]) {
      const { read } = reopened ? await given.reopen() : store
      expect(await read.get('organisation', 'a')).toBeUndefined()
      expect(await read.find('organisation', 'prefix', ['ӘЖ'])).toBeUndefined()
      expect((await read.list('organisation', { where: {}, order: { by: 'id', direction: 'asc' }, limit: 9 })).items).toEqual([])
      expect(await verifyTrail(read)).toMatchObject({ lines: 1 })
    }
  })

  test('what was removed is inserted again from version 1, in the same act or in a later one, and its unique key is free', async () => {
    const { store } = given
    await keep(store, tx => tx.insert('organisation', organisation('a', 'ӘЖ')))
    await keep(store, async (tx) => {
      await tx.remove('organisation', { id: 'a', version: 1 })
      expect([await tx.get('organisation', 'a'), await tx.find('organisation', 'prefix', ['ӘЖ'])]).toEqual([undefined, undefined])
      expect(await tx.insert('organisation', organisation('a', 'ӘЖ'))).toMatchObject({ version: 1 })
    })
    await keep(store, tx => tx.remove('organisation', { id: 'a', version: 1 }))
    await keep(store, tx => tx.insert('organisation', organisation('b', 'ӘЖ')))
    expect(await store.read.find('organisation', 'prefix', ['ӘЖ'])).toMatchObject({ id: 'b', version: 1 })
  })

  test('a key that is freed by removing is taken by a document that the same act wrote before', async () => {
    const { store } = given
    await keep(store, tx => tx.insert('organisation', organisation('a', 'ӘЖ')))
    await keep(store, async (tx) => {
      const b = await tx.insert('organisation', organisation('b', 'АҚ'))
      await tx.remove('organisation', { id: 'a', version: 1 })
      await tx.put('organisation', { ...b, prefix: 'ӘЖ' })
    })
    expect(await store.read.find('organisation', 'prefix', ['ӘЖ'])).toMatchObject({ id: 'b', version: 2 })
    expect(await store.read.get('organisation', 'a')).toBeUndefined()
  })

  test('what comes and goes within one group was never there', async () => {
    const { store } = given
    const coming = store.transact(unit(tx => tx.insert('notice', notice('n1'))))
    const going = store.transact(unit(tx => tx.remove('notice', { id: 'n1', version: 1 })))
    await Promise.all([coming, going])
    expect(await store.read.get('notice', 'n1')).toBeUndefined()
    await keep(store, tx => tx.insert('notice', notice('n1')))
    expect(await store.read.get('notice', 'n1')).toMatchObject({ version: 1 })
  })

  test('what a refused act removed stays, with its key', async () => {
    const { store } = given
    await keep(store, tx => tx.insert('organisation', organisation('a', 'ӘЖ')))
    const refused = store.transact(unit(async (tx) => {
      await tx.remove('organisation', { id: 'a', version: 1 })
      throw new Refusal('not-in-this-state', 'refused for the test')
    }))
    const after = store.transact(unit(async tx => await tx.find('organisation', 'prefix', ['ӘЖ'])))
    const [first, second] = await Promise.allSettled([refused, after])
    expect([first.status, second]).toMatchObject(['rejected', { value: { id: 'a', version: 1 } }])
    expect(await store.read.get('organisation', 'a')).toBeDefined()
  })

  test('of two who remove one document in one group, the second is refused; a stale remover too', async () => {
    const { store } = given
    await keep(store, tx => tx.insert('notice', notice('n1')))
    const [first, second] = await Promise.allSettled([gone('n1'), gone('n1')])
    expect([first.status, second]).toMatchObject(['fulfilled', { reason: { code: 'not-found' } }])
    await keep(store, tx => tx.insert('notice', notice('n2')))
    await keep(store, async tx => tx.put('notice', { ...notice('n2'), version: 1, read: true }))
    await expect(gone('n2')).rejects.toMatchObject({ code: 'stale-version' })
    expect(await store.read.get('notice', 'n2')).toMatchObject({ version: 2 })
    await gone('n2', 2)
    expect(await store.read.get('notice', 'n2')).toBeUndefined()
  })

  test('a file is removed by its hash, and may be kept again; another file stays', async () => {
    const { blobs } = given.store
    const [pipe, road] = [new TextEncoder().encode('a burst pipe'), new TextEncoder().encode('a broken road')]
    const [hash, other] = [await blobs.put(pipe), await blobs.put(road)]
    await blobs.remove(hash)
    await blobs.remove(hash)
    await blobs.remove(`../${other}`)
    expect([await blobs.get(hash), await blobs.get(other)]).toEqual([undefined, road])
    expect(await blobs.put(pipe)).toBe(hash)
    expect(await (await given.reopen()).blobs.get(hash)).toEqual(pipe)
  })

  test('kept commands are forgotten by their age, the oldest first; a forgotten key is a new one', async () => {
    const { store } = given
    const send = (key: string, now: string) => store.transact(unit(tx => tx.next('numbers'), { now, command: { key, hash: 'h' } }))
    for (const [index, key] of ['k0', 'k1', 'k2', 'k3'].entries()) await send(key, after(index))
    expect(await store.countCommands(after(3))).toBe(3)
    expect(await store.forgetCommands(after(3), 2)).toBe(2)
    expect([await send('k2', after(9)), await send('k3', after(9)), await send('k0', after(9))]).toEqual([3, 4, 5])
    expect([await store.forgetCommands(after(3), 9), await store.forgetCommands(after(3), 9), await store.countCommands(at)]).toEqual([1, 0, 0])
  })

  test('scrubbing beside acts hurts none of them', async () => {
    const { store } = given
    const acts = Array.from({ length: 20 }, (_, index) => keep(store, tx => tx.insert('notice', notice(`n${index}`))))
    await Promise.all([...acts, store.scrub(), store.scrub()])
    await store.scrub()
    expect(await store.read.count('notice', { where: { userId: 'aigerim' }, order: { by: 'at', direction: 'asc' } })).toBe(20)
  })
}
