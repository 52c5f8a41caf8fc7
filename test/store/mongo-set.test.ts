// What is MongoDB's own: who is let in, several desks on one replica set, commits of which nobody knows, and a server that goes away.
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openMongo } from '../../server/store/mongo.ts'
import { openStore } from '../../server/store/open.ts'
import type { Store, Tx } from '../../server/store/store.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { keep, notice, said, unit } from './documents.ts'
import { impatient, isGivenSet, lacksMongod, meddle, startAlone, startFragileSet, startSet, type Server } from './mongod.ts'

const takeNumber = async (tx: Tx): Promise<number> => {
  const number = await tx.next('numbers')
  await tx.insert('setting', { id: `numbers:${number}`, value: number })
  tx.append(said(`numbers:${number}`))
  return number
}
const inOrder = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
const firstNumbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe.skipIf(lacksMongod)('with a replica set', () => {
  let set: Server
  beforeAll(async () => { set = await startSet() })
  afterAll(async () => await set.stop())

  const withStores = async (count: number, work: (stores: Store[], url: string) => Promise<void>): Promise<void> => {
    const url = set.newUrl()
    const stores = await Promise.all(Array.from({ length: count }, () => openStore({ folder: 'none', mongodbUrl: url })))
    try {
      await work(stores, url)
    } finally {
      await Promise.all(stores.map(store => store.close()))
      await meddle(url, db => db.dropDatabase())
    }
  }

  test('two desks opened at once on a new database give one hundred numbers without a gap, and one whole trail', async () => {
    await withStores(2, async (stores) => {
      const numbers = await Promise.all(Array.from({ length: 50 }, () => stores.map(store => store.transact(unit(takeNumber)))).flat())
      expect(inOrder(numbers)).toEqual(firstNumbers(100))
      for (const { read } of stores) expect(await verifyTrail(read)).toEqual({ lines: 100, head: await read.head() })
    })
  })

  test('what one desk answered, the other reads and builds on at once', async () => {
    await withStores(2, async ([one, two]) => {
      if (!one || !two) throw new Error('two stores were opened')
      for (let round = 1; round <= 20; round++) {
        const [writer, reader] = round % 2 ? [one, two] : [two, one]
        expect(await writer.transact(unit(takeNumber))).toBe(round)
        expect(await reader.read.get('setting', `numbers:${round}`)).toMatchObject({ value: round })
      }
    })
  })

  test('what two desks change in turn and at once loses no change, whoever was alone before', async () => {
    await withStores(2, async ([one, two]) => {
      if (!one || !two) throw new Error('two stores were opened')
      const add = async (store: Store) => await store.transact(unit(async (tx) => {
        const counter = await tx.get('setting', 'counter')
        return (counter ? await tx.put('setting', { ...counter, value: Number(counter.value) + 1 }) : await tx.insert('setting', { id: 'counter', value: 1 })).value
      }))
      const order = [one, one, one, two, one, two, two, two, one, one]
      for (const [index, store] of order.entries()) expect(await add(store)).toBe(index + 1)
      await Promise.all(Array.from({ length: 40 }, () => [add(one), add(two)]).flat())
      expect(await one.read.get('setting', 'counter')).toMatchObject({ value: 90, version: 90 })
    })
  })

  test('a desk that was alone refuses by what another one wrote since', async () => {
    await withStores(2, async ([one, two]) => {
      const look = async () => await one?.transact(unit(async tx => (await tx.get('setting', 'open'))?.value))
      await one?.transact(unit(async (tx) => { await tx.insert('setting', { id: 'open', value: true }) }))
      expect([await look(), await look()]).toEqual([true, true])
      await two?.transact(unit(async (tx) => {
        const open = await tx.get('setting', 'open')
        if (open) await tx.put('setting', { ...open, value: false })
      }))
      expect(await look()).toBe(false)
    })
  })

  test('a process that wrote nothing for a day is forgotten beside the head, the others are not', async () => {
    await withStores(1, async ([store], url) => {
      await store?.transact(unit(takeNumber))
      const writers = async () => await meddle(url, async db => Object.keys((await db.collection('head').findOne())?.['writers']))
      const [own] = await writers()
      await meddle(url, db => db.collection('head').updateOne({}, { $set: { 'writers.old': { group: 'g', at: new Date(Date.now() - 86_500_000) } } }))
      await (await openMongo({ url })).close()
      expect(await writers()).toEqual([own])
    })
  })

  test('a commit in one desk rings in the other, and once in its own', async () => {
    await withStores(2, async ([one, two]) => {
      const [here, there] = [vi.fn(), vi.fn()]
      one?.subscribe(here)
      two?.subscribe(there)
      await one?.transact(unit(takeNumber))
      await vi.waitFor(() => expect(there).toHaveBeenCalledTimes(1), 20_000)
      await two?.transact(unit(takeNumber))
      await vi.waitFor(() => expect(here).toHaveBeenCalledTimes(2), 20_000)
      await vi.waitFor(() => expect(there).toHaveBeenCalledTimes(2), 20_000)
    })
  })

  test('a desk that died in the middle of a group holds the others up for seconds, not until the server forgets it', async () => {
    await withStores(1, async ([store], url) => {
      const dead = new MongoClient(url, { appName: 'qulaq' })
      const session = dead.startSession()
      session.startTransaction()
      await dead.db().collection('head').updateOne({}, { $inc: { taken: 1 } }, { session })
      const started = performance.now()
      expect(await store?.transact(unit(takeNumber))).toBe(1)
      expect(performance.now() - started).toBeLessThan(10_000)
      // What it would have written afterwards is not written.
      await expect(session.commitTransaction()).rejects.toMatchObject({ codeName: 'NoSuchTransaction' })
      await dead.close()
    })
  })

  test('a reader beside running desks sees what is written, and is refused to write', async () => {
    await expect(openMongo({ url: set.newUrl(), readOnly: true })).rejects.toMatchObject({ code: 'not-found' })
    await withStores(1, async ([store], url) => {
      const reader = await openMongo({ url, readOnly: true })
      await store?.transact(unit(takeNumber))
      expect(await reader.read.get('setting', 'numbers:1')).toMatchObject({ value: 1 })
      await expect(reader.transact(unit(takeNumber))).rejects.toMatchObject({ code: 'storage-unavailable' })
      await expect(reader.blobs.put(new Uint8Array())).rejects.toMatchObject({ code: 'storage-unavailable' })
      await reader.close()
    })
  })

  test('a desk of a newer program is not touched', async () => {
    await withStores(1, async (_, url) => {
      await meddle(url, db => db.collection('head').updateOne({}, { $set: { schema: 99 } }))
      await expect(openMongo({ url })).rejects.toThrow(/newer Qulaq \(schema 99/)
      await expect(openMongo({ url, readOnly: true })).rejects.toThrow(/newer Qulaq/)
    })
  })

  test('indexes follow the plan of the program: a missing one is made with its field, one of the past is dropped, documents stay', async () => {
    await withStores(1, async ([store], url) => {
      if (store) await keep(store, tx => tx.insert('notice', notice('n1')))
      await meddle(url, async (db) => {
        await db.collection('notice').dropIndex('by_userId_read_at')
        await db.collection('notice').updateMany({}, { $unset: { read: 1 } })
        await db.collection('notice').createIndex({ version: 1 }, { name: 'old' })
      })
      const again = await openMongo({ url })
      const query = { where: { userId: 'aigerim', read: false }, order: { by: 'at', direction: 'asc' }, limit: 1 } as const
      expect((await again.read.list('notice', query)).items).toMatchObject([{ id: 'n1' }])
      await again.close()
      expect(await meddle(url, db => db.collection('notice').indexExists('old'))).toBe(false)
    })
  })

  test('a file larger than a document of MongoDB is kept whole', async () => {
    await withStores(1, async ([store]) => {
      const bytes = new Uint8Array(17_000_000).map((_, index) => index * 7)
      const hash = await store?.blobs.put(bytes) ?? ''
      expect(Buffer.compare(await store?.blobs.get(hash) ?? new Uint8Array(), bytes)).toBe(0)
    })
  })

  describe.skipIf(isGivenSet)('whose commits fail on purpose', () => {
    const failCommits = async (url: string, times: number, how: object) => await meddle(url, db =>
      db.admin().command({ configureFailPoint: 'failCommand', mode: { times }, data: { failCommands: ['commitTransaction'], ...how } }))

    test('a commit that came through, but of which nobody said so, is not done again', async () => {
      await withStores(1, async ([store], url) => {
        await failCommits(url, 4, { writeConcernError: { code: 64, errmsg: 'given: waiting for replication timed out' } })
        const runs = vi.fn(takeNumber)
        expect(await store?.transact(unit(runs))).toBe(1)
        await failCommits(url, 0, {})
        expect(runs).toHaveBeenCalledTimes(1)
        expect(await store?.transact(unit(takeNumber))).toBe(2)
      })
    })

    test('a commit that was lost on the way is done again, once', async () => {
      await withStores(1, async ([store], url) => {
        await failCommits(url, 4, { closeConnection: true })
        expect(await store?.transact(unit(takeNumber))).toBe(1)
        expect(await store?.transact(unit(takeNumber))).toBe(2)
        if (store) expect(await verifyTrail(store.read)).toMatchObject({ lines: 2 })
      })
    })
  })
})

describe.skipIf(lacksMongod || isGivenSet)('with a server of its own', () => {
  test('a server that stands alone is refused with a sentence that says what to do', async () => {
    const alone = await startAlone()
    await expect(openMongo({ url: alone.newUrl() })).rejects.toMatchObject({ code: 'storage-unavailable', message: expect.stringContaining('--replSet') })
    await alone.stop()
  })

  test('while the server is away everything is refused as soon as the address of the set says, and comes back by itself', async () => {
    const set = await startFragileSet()
    const store = await openMongo({ url: impatient(set.newUrl()) })
    const rings = vi.fn()
    expect(await store.transact(unit(takeNumber))).toBe(1)
    store.subscribe(rings)
    await set.goAway()
    const started = performance.now()
    const [read, write, blob] = await Promise.allSettled([store.read.get('setting', 'numbers:1'), store.transact(unit(takeNumber)), store.blobs.get('0'.repeat(64))])
    for (const result of [read, write, blob]) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'storage-unavailable' } })
    expect(performance.now() - started).toBeLessThan(10_000)
    await set.comeBack()
    expect(await vi.waitFor(() => store.transact(unit(takeNumber)), 30_000)).toBe(2)
    expect(await store.read.get('setting', 'numbers:2')).toMatchObject({ value: 2 })
    await store.close()
    await set.stop()
  })
})
