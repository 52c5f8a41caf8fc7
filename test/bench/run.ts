// `npm run bench [NAME]`: speed as a ratio to the raw limit, measured beside it in the same run.
import { benchStore } from './store.ts'

const benches: Record<string, () => Promise<void>> = { store: benchStore }

const [name] = process.argv.slice(2)
const chosen = name === undefined ? Object.values(benches) : [benches[name]]
for (const bench of chosen) {
  if (!bench) {
    console.error(`bench: one of ${Object.keys(benches).join(', ')}`)
    process.exit(2)
  }
  await bench()
}
