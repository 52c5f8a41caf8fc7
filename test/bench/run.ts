// `npm run bench [NAME…] [-- --rows N --engine sqlite|mongodb]`: speed as a ratio to the raw limit, measured beside it in the same run.
import { parseArgs } from 'node:util'
import { benchAnalyse } from './analyse.ts'
import { benchCollect } from './collect.ts'
import { benchHttp } from './http.ts'
import { benchLive } from './live.ts'
import { benchStore } from './store.ts'

const isEngine = (name: string | undefined): name is 'sqlite' | 'mongodb' | undefined => name === undefined || name === 'sqlite' || name === 'mongodb'
const benches: Record<string, (size: { rows: number, engine?: 'sqlite' | 'mongodb' }) => Promise<void>> = { store: benchStore, http: benchHttp, live: benchLive, analyse: benchAnalyse, collect: benchCollect }

const given = () => {
  try {
    return parseArgs({ allowPositionals: true, options: { rows: { type: 'string', default: '100000' }, engine: { type: 'string' } } })
  } catch {
    return null
  }
}
const { values: { rows: count, engine } = {}, positionals: names = [] } = given() ?? {}
const rows = Number(count)
const chosen = names.length === 0 ? Object.values(benches) : names.map(name => benches[name])
if (!Number.isSafeInteger(rows) || rows < 1 || !isEngine(engine) || chosen.includes(undefined)) {
  console.error(`bench: some of ${Object.keys(benches).join(', ')}; --rows a number from 1; --engine sqlite or mongodb, of store`)
  process.exit(2)
}
for (const bench of chosen) await bench?.({ rows, engine })
