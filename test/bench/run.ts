// `npm run bench [NAME] [-- --rows N]`: speed as a ratio to the raw limit, measured beside it in the same run.
import { parseArgs } from 'node:util'
import { benchStore } from './store.ts'

const benches: Record<string, (size: { rows: number }) => Promise<void>> = { store: benchStore }

const { values, positionals: [name] } = parseArgs({ allowPositionals: true, options: { rows: { type: 'string', default: '100000' } } })
const rows = Number(values.rows)
const chosen = name === undefined ? Object.values(benches) : [benches[name]]
if (!Number.isSafeInteger(rows) || rows < 1 || chosen.includes(undefined)) {
  console.error(`bench: one of ${Object.keys(benches).join(', ')}; --rows a number from 1`)
  process.exit(2)
}
for (const bench of chosen) await bench?.({ rows })
