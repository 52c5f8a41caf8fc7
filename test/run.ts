// `npm test`: gets the parts that are lacking, runs all tests, and says aloud, last, what this machine could not give. In CI a lack is a failure.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findChromium, findMongod, findSchemathesis, isLack, type Lack, type Part } from './parts.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const sayWhere = (part: Part | Lack) => console.log(isLack(part) ? `parts: no ${part.name}` : `parts: ${part.name} from ${part.from}: ${part.path}`)

const chromium = findChromium()
const mongod = findMongod()
const schemathesis = findSchemathesis()
sayWhere(chromium)
sayWhere(mongod)
sayWhere(schemathesis)

const env = { ...process.env, CHROMIUM: isLack(chromium) ? '' : chromium.path, ...!isLack(schemathesis) && { SCHEMATHESIS: schemathesis.path } }
const built = spawnSync(process.execPath, [here('../node_modules/vite/bin/vite.js'), 'build', here('../client'), '--logLevel', 'warn'], { stdio: 'inherit', env })
const skipBrowser = isLack(chromium) ? ['--exclude', 'test/e2e/**'] : []
const ran = spawnSync(process.execPath, [here('../node_modules/vitest/vitest.mjs'), 'run', ...skipBrowser, ...process.argv.slice(2)], { stdio: 'inherit', env })

const lacks = [[chromium, 'everything in the browser'], [mongod, 'everything on MongoDB'], [schemathesis, 'the API exam']] as const
for (const [part, what] of lacks) if (isLack(part)) console.log(`\nNOT TESTED on this machine: ${what} (${part.name}: ${part.why})`)
const lackFails = lacks.some(([part]) => isLack(part)) && Boolean(process.env.CI)
process.exitCode = built.status || ran.status || (lackFails ? 1 : 0)
