// The contract on MongoDB, with a replica set of one member.
import { afterAll, beforeAll, describe } from 'vitest'
import { openMongo } from '../../server/store/mongo.ts'
import { storeContract } from './contract.ts'
import { emptyAll, lacksMongod, meddle, startSet, type Server } from './mongod.ts'

describe.skipIf(lacksMongod)('with a mongod', () => {
  let set: Server
  let url = ''
  beforeAll(async () => {
    set = await startSet()
    url = set.newUrl()
  })
  afterAll(async () => {
    await meddle(url, db => db.dropDatabase())
    await set.stop()
  })

  storeContract('MongoDB', async (stems) => {
    let store = await openMongo({ url, stems })
    return {
      store,
      reopen: async (other) => {
        await store.close()
        store = await openMongo({ url, stems: other })
        return store
      },
      holdsTerm: async (term) => {
        const rows: unknown[] = []
        await meddle(url, async (db) => { for (const name of ['search_triage', 'search_ticket']) rows.push(...await db.collection(name).find().toArray()) })
        return JSON.stringify(rows).includes(term)
      },
      destroy: async () => {
        await store.close()
        await emptyAll(url)
      },
    }
  })
})
