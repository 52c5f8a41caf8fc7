// The contract on SQLite, and what is SQLite's own: the folder, the lock, the indexes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../../server/store/sqlite.ts'
import { storeContract } from './contract.ts'

storeContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-store-'))
  let store = await openSqlite({ folder })
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await openSqlite({ folder })
      return store
    },
    destroy: async () => {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
})
