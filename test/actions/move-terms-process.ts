// A desk in a process of its own that moves terms and is killed by the second commit that it hears of.
import { moveTerms } from '../../server/actions/move-terms.ts'
import { makeLog, makeWorld } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'

const [folder = '', now = ''] = process.argv.slice(2)
const store = await openSqlite({ folder })
let commits = 0
store.subscribe(() => {
  commits += 1
  if (commits === 2) process.kill(process.pid, 'SIGKILL')
})
await moveTerms(makeWorld({ store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => now, fetchGapMs: 0 }))
await store.close()
