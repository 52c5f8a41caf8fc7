// `npm test`: gets the parts that are lacking, runs all tests, and says aloud, last, what this machine could not give. In CI a lack is a failure.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, findMongod, findSchemathesis, findShell, isLack, type Lack, type Part } from './parts.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const sayWhere = (part: Part | Lack) => console.log(isLack(part) ? `parts: no ${part.name}` : `parts: ${part.name} from ${part.from}: ${part.path}`)

const chromium = findChromium()
const shell = isLack(chromium) ? null : findShell()
const mongod = findMongod()
const schemathesis = findSchemathesis()
sayWhere(chromium)
if (shell) sayWhere(shell)
sayWhere(mongod)
sayWhere(schemathesis)

// Hundreds of processes are started from the same sources: what is compiled once is kept for the others.
const compiled = mkdtempSync(join(tmpdir(), 'qulaq-compiled-'))
const env = { ...process.env, NODE_COMPILE_CACHE: compiled, CHROMIUM: isLack(chromium) ? '' : chromium.path, ...shell && { CHROMIUM_SHELL: shell.path }, ...!isLack(schemathesis) && { SCHEMATHESIS: schemathesis.path } }
const built = spawnSync(process.execPath, [here('../node_modules/vite/bin/vite.js'), 'build', here('../client'), '--logLevel', 'warn'], { stdio: 'inherit', env })
const skipBrowser = isLack(chromium) ? ['--exclude', 'test/e2e/**'] : []
const ran = spawnSync(process.execPath, [here('../node_modules/vitest/vitest.mjs'), 'run', ...skipBrowser, ...process.argv.slice(2)], { stdio: 'inherit', env })

rmSync(compiled, { recursive: true, force: true })

const lacks = [[chromium, 'everything in the browser'], [mongod, 'everything on MongoDB'], [schemathesis, 'the API exam']] as const
for (const [part, what] of lacks) if (isLack(part)) console.log(`\nNOT TESTED on this machine: ${what} (${part.name}: ${part.why})`)
const lackFails = lacks.some(([part]) => isLack(part)) && Boolean(process.env.CI)
process.exitCode = built.status || ran.status || (lackFails ? 1 : 0)
