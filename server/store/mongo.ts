// The engine for more than one machine: a replica set that many desks write in, each hearing of the others.
import { MongoClient, type Db } from 'mongodb'
import { Refusal } from '#domain/refusal.ts'
import { makeBell } from './bell.ts'
import { makeTransact } from './group.ts'
import { watchHead } from './mongo-bell.ts'
import { appName } from './mongo-abandoned.ts'
import { mongoBlobs } from './mongo-blobs.ts'
import { mongoCopy } from './mongo-copy.ts'
import { asking, readSource } from './mongo-read.ts'
import { durable, rowsOf } from './mongo-rows.ts'
import { checkSchema, prepareDatabase } from './mongo-schema.ts'
import { mongoSweeping } from './mongo-sweep.ts'
import { mongoEngine } from './mongo-write.ts'
import { makeRead } from './read.ts'
import type { Stems, Store } from './store.ts'

/** How long a server is looked for, and how long one may be silent, before a question is refused. In milliseconds. */
const usualPatience = { serverSelectionTimeoutMS: 10_000, connectTimeoutMS: 5_000, heartbeatFrequencyMS: 5_000 }

/** What the address says itself is said by somebody who knows the line; to the driver our word would be the stronger one. */
const patienceFor = (url: string): Partial<typeof usualPatience> =>
  Object.fromEntries(Object.entries(usualPatience).filter(([name]) => !new RegExp(`[?&]${name}=`, 'i').test(url)))

/** `maxWireVersion` of MongoDB 6.0. */
const oldestWire = 17

const howToStart = 'start mongod with --replSet rs0, run rs.initiate() once in mongosh, and name the set in MONGODB_URL (?replicaSet=rs0)'

/** Transactions and change streams need a replica set (or a sharded cluster, which is made of them). */
const checkServer = async (client: MongoClient): Promise<void> => {
  const hello = await client.db('admin').command({ hello: 1 })
  if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid') {
    throw new Refusal('storage-unavailable', `MONGODB_URL leads to a single MongoDB server; a replica set is needed, if only of one member: ${howToStart}`, { problem: 'not-a-replica-set' })
  }
  if (Number(hello['maxWireVersion']) < oldestWire) throw new Refusal('storage-unavailable', 'MONGODB_URL leads to a MongoDB that is older than 6.0', { problem: 'old-mongodb' })
}

/** The database that the URL names, else `qulaq`. */
const databaseOf = (client: MongoClient, url: string): Db => (/^mongodb(?:\+srv)?:\/\/[^/?]+\/[^?]/.test(url) ? client.db() : client.db('qulaq'))

const about = async (db: Db) => {
  const { version } = await db.admin().serverInfo()
  return { engine: `MongoDB ${String(version)}`, schema: (await rowsOf(db).head.findOne({ _id: 'head' }))?.schema ?? 0 }
}

const asWhole = (client: MongoClient, db: Db): Pick<Store, 'copy' | 'about'> => ({
  copy: async () => await mongoCopy(client, db.databaseName),
  about: async () => await asking(() => about(db)),
})

const openForReading = async (client: MongoClient, db: Db, stems: Stems | undefined): Promise<Store> => {
  if (!await checkSchema(db)) throw new Refusal('not-found', `there is no desk in the database ${db.databaseName}`)
  const refuse = async () => { throw new Refusal('storage-unavailable', `the database ${db.databaseName} is open for reading only`, { problem: 'read-only' }) }
  return {
    read: makeRead(readSource(rowsOf(db)), stems),
    blobs: { ...mongoBlobs(db), put: refuse, remove: refuse },
    transact: refuse, scrub: refuse, forgetCommands: refuse, countCommands: refuse,
    subscribe: () => () => {},
    ...asWhole(client, db),
    close: async () => await client.close(),
  }
}

const openForWriting = async (client: MongoClient, db: Db, stems: Stems | undefined): Promise<Store> => {
  await prepareDatabase(db)
  const rows = rowsOf(db)
  const bell = makeBell()
  const watch = await watchHead(client, rows, bell.ring)
  const { transact, drain } = makeTransact(mongoEngine(client, db, watch.own), bell.ring, stems)
  const close = async () => {
    await drain()
    watch.stop()
    await client.close()
  }
  return { read: makeRead(readSource(rows), stems), blobs: mongoBlobs(db), transact, ...mongoSweeping(rows), subscribe: bell.subscribe, ...asWhole(client, db), close }
}

/** Refusal `storage-unavailable` when no primary is found, or when the server stands alone or is too old. */
export const connect = async (url: string): Promise<{ client: MongoClient, db: Db }> => {
  const client = await asking(async () => new MongoClient(url, { ...durable, ...patienceFor(url), appName }))
  try {
    await asking(() => checkServer(client))
    return { client, db: databaseOf(client, url) }
  } catch (error) {
    await client.close()
    throw error
  }
}

/**
 * The store in the replica set at `url`, made when it is not there. Any number of processes may write in it. With `readOnly` every write is
 * refused. Refusal `storage-unavailable` when no primary is found, or when the server stands alone; a desk of a newer program throws.
 * Without `stems` it is not searched, and what is written waits to be indexed.
 */
export const openMongo = async ({ url, readOnly = false, stems }: { url: string, readOnly?: boolean, stems?: Stems }): Promise<Store> => {
  const { client, db } = await connect(url)
  try {
    return await asking(() => readOnly ? openForReading(client, db, stems) : openForWriting(client, db, stems))
  } catch (error) {
    await client.close()
    throw error
  }
}
