// `npm test`: gets the parts that are lacking, runs all tests, and says aloud, last, what this machine could not give. In CI a lack is a failure.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findChromium, isLack } from './parts.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const chromium = findChromium()
console.log(isLack(chromium) ? `parts: no ${chromium.name}` : `parts: ${chromium.name} from ${chromium.from}: ${chromium.path}`)

const env = { ...process.env, CHROMIUM: isLack(chromium) ? '' : chromium.path }
const built = spawnSync(process.execPath, [here('../node_modules/vite/bin/vite.js'), 'build', here('../client'), '--logLevel', 'warn'], { stdio: 'inherit', env })
const skipBrowser = isLack(chromium) ? ['--exclude', 'test/e2e/**'] : []
const ran = spawnSync(process.execPath, [here('../node_modules/vitest/vitest.mjs'), 'run', ...skipBrowser, ...process.argv.slice(2)], { stdio: 'inherit', env })

if (isLack(chromium)) console.log(`\nNOT TESTED on this machine: everything in the browser (${chromium.name}: ${chromium.why})`)
const lackFails = isLack(chromium) && Boolean(process.env.CI)
process.exitCode = built.status || ran.status || (lackFails ? 1 : 0)
