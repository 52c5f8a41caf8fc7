// A restore into MongoDB: the head is marked first and freed last, so that a cut leaves no half desk that somebody could open.
import { randomUUID } from 'node:crypto'
import type { Db } from 'mongodb'
import { Refusal } from '#domain/refusal.ts'
import { genesisHash } from './chain.ts'
import type { Filling } from './engine.ts'
import { mongoBlobs } from './mongo-blobs.ts'
import { asking } from './mongo-read.ts'
import { rowsOf } from './mongo-rows.ts'
import { prepareDatabase } from './mongo-schema.ts'
import { mongoEngine } from './mongo-write.ts'
import { searchedNouns } from './mongo-search.ts'
import { connect } from './mongo.ts'
import { nouns } from './nouns.ts'
import type { Noun } from './store.ts'

const empty = { seq: 0, hash: genesisHash, at: null } as const
const isNoun = (name: string): name is Noun => name in nouns

const clear = async (db: Db): Promise<void> => {
  const rows = rowsOf(db)
  await Promise.all([...Object.keys(nouns).filter(isNoun).map(noun => rows.documents(noun)), ...searchedNouns.map(noun => rows.terms(noun)), rows.trail, rows.series, rows.commands]
    .map(collection => collection.deleteMany({})))
}

/** Marks the head of an empty desk, or of one where a restore was cut off. */
const claim = async (db: Db, restoring: string): Promise<void> => {
  await prepareDatabase(db, { isRestore: true })
  const claimed = await rowsOf(db).head.updateOne({ _id: 'head', $or: [{ seq: 0 }, { restoring: { $type: 'string' } }] }, { $set: { ...empty, group: restoring, restoring } })
  if (claimed.matchedCount === 0) throw new Refusal('duplicate', `the database ${db.databaseName} holds a desk already: restore into an empty one`, { what: 'installation', database: db.databaseName })
  await clear(db)
}

/** Refusal `storage-unavailable` when another restore has taken the desk over. */
const demandClaim = (matched: number) => {
  if (matched === 0) throw new Refusal('storage-unavailable', 'another restore has taken this desk over', { problem: 'being-restored' })
}

/** Refusal `duplicate` when anything was ever done on the desk, and those of `openMongo`. */
export const fillMongo = async ({ url }: { url: string }): Promise<Filling> => {
  const { client, db } = await connect(url)
  const restoring = randomUUID()
  const head = rowsOf(db).head
  const mine = { _id: 'head', restoring } as const
  try {
    await asking(() => claim(db, restoring))
  } catch (error) {
    await client.close()
    throw error
  }
  return {
    // A desk that thinks it is alone here finds another group than it knows, and asks.
    head: { ...empty, group: restoring },
    engine: mongoEngine(client, db, () => {}, restoring),
    blobs: mongoBlobs(db),
    finish: async () => {
      demandClaim((await asking(() => head.updateOne(mine, { $unset: { restoring: 1 } }))).matchedCount)
      await client.close()
    },
    abandon: async () => {
      try {
        await asking(async () => {
          const { matchedCount } = await head.updateOne(mine, { $set: empty })
          // What another restore has filled meanwhile is not ours to clear.
          if (matchedCount > 0) await clear(db)
          await head.updateOne(mine, { $unset: { restoring: 1 } })
        })
      } finally {
        await client.close()
      }
    },
  }
}
