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

  storeContract('MongoDB', async () => {
    let store = await openMongo({ url })
    return {
      store,
      reopen: async () => {
        await store.close()
        store = await openMongo({ url })
        return store
      },
      destroy: async () => {
        await store.close()
        await emptyAll(url)
      },
    }
  })
})
