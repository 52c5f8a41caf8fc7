// MongoDB under the office of the tests: one database, laid out once and put back as it was before each scene, for indexes take long to make.
import { makeWorld, deskStems, makeLog } from '../../server/make-world.ts'
import { openMongo } from '../../server/store/mongo.ts'
import type { Store } from '../../server/store/store.ts'
import { emptyAll, meddle, startSet } from '../store/mongod.ts'
import type { Ground } from './office.ts'
import { layOutOffice } from './tree.ts'

type Rows = Map<string, Record<string, unknown>[]>

const dump = (url: string): Promise<Rows> => meddle(url, async (db) => {
  const rows: Rows = new Map()
  for (const collection of await db.collections()) rows.set(collection.collectionName, await collection.find({}).toArray())
  return rows
})

const fill = (url: string, rows: Rows) => meddle(url, async (db) => {
  for (const [name, documents] of rows) if (documents.length > 0) await db.collection(name).insertMany(documents)
})

/** Pieces of files are bytes, the rest is text. */
const bytesIn = (rows: Rows): Buffer => Buffer.concat([...rows].flatMap(([, documents]) => documents.map(({ data, ...rest }) =>
  Buffer.concat([Buffer.from(JSON.stringify(rest)), data !== null && typeof data === 'object' && 'buffer' in data && data.buffer instanceof Uint8Array ? data.buffer : Buffer.from(JSON.stringify(data ?? ''))]))))

export const openMongoGround = async (): Promise<Ground & { stop: () => Promise<void> }> => {
  const set = await startSet()
  const url = set.newUrl()
  let store: Store | null = null
  const open = async () => {
    await store?.close()
    store = null
    store = await openMongo({ url, stems: deskStems })
    return store
  }
  const cast = await layOutOffice(makeWorld({ store: await open(), config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => '2026-01-05T05:00:00.000Z', fetchGapMs: 0 }))
  const laidOut = await dump(url)
  return {
    cast,
    open: async () => {
      await store?.close()
      store = null
      await emptyAll(url)
      await fill(url, laidOut)
      return { store: await open(), folder: '', bytes: async () => bytesIn(await dump(url)), close: async () => {} }
    },
    stop: async () => {
      await store?.close()
      await meddle(url, db => db.dropDatabase())
      await set.stop()
    },
  }
}
