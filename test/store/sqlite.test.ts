// The contract on SQLite, and what is SQLite's own: the folder, the lock, the indexes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqlite } from '../../server/store/sqlite.ts'
import { storeContract } from './contract.ts'

storeContract('SQLite', async (stems) => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-store-'))
  let store = await openSqlite({ folder, stems })
  return {
    store,
    reopen: async (other) => {
      await store.close()
      store = await openSqlite({ folder, stems: other })
      return store
    },
    holdsTerm: async (term) => {
      const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
      const cells = ['search_triage', 'search_ticket', 'words_triage_data', 'words_ticket_data'].flatMap(name =>
        db.prepare(`SELECT ${name.endsWith('_data') ? 'block' : 'terms'} AS cell FROM "${name}"`).all().map(({ cell }) => cell))
      db.close()
      return cells.some(cell => typeof cell === 'string' ? cell.includes(term) : cell instanceof Uint8Array && Buffer.from(cell).includes(term))
    },
    destroy: async () => {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
})
