// `npm run bench [NAME…] [-- --rows N]`: speed as a ratio to the raw limit, measured beside it in the same run.
import { parseArgs } from 'node:util'
import { benchAnalyse } from './analyse.ts'
import { benchCollect } from './collect.ts'
import { benchHttp } from './http.ts'
import { benchLive } from './live.ts'
import { benchStore } from './store.ts'

const benches: Record<string, (size: { rows: number }) => Promise<void>> = { store: benchStore, http: benchHttp, live: benchLive, analyse: benchAnalyse, collect: benchCollect }

const { values, positionals: names } = parseArgs({ allowPositionals: true, options: { rows: { type: 'string', default: '100000' } } })
const rows = Number(values.rows)
const chosen = names.length === 0 ? Object.values(benches) : names.map(name => benches[name])
if (!Number.isSafeInteger(rows) || rows < 1 || chosen.includes(undefined)) {
  console.error(`bench: some of ${Object.keys(benches).join(', ')}; --rows a number from 1`)
  process.exit(2)
}
for (const bench of chosen) await bench?.({ rows })
