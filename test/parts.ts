// Finds what tests and the browser run need beyond npm, or gets it; says in a line which and from where. Chromium is the one part now.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
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
const byApt = (): string | undefined => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const short = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::Retries=1', '-qq']
  const why = quietly('apt-get', [...short, 'update'], 120_000) ?? quietly('apt-get', [...short, 'install', '-y', '--no-install-recommends', 'chromium'], 420_000)
  if (why) console.error(`parts: apt could not install chromium: ${why}`)
  return onPath(['chromium'])
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
  ['apt', byApt],
  ['Playwright', byPlaywright],
]

export const findChromium = (): Part | Lack => {
  for (const [from, find] of chromiumWays) {
    const path = find()
    if (path && runs(path)) return { name: 'chromium', path, from }
  }
  return { name: 'chromium', why: 'not in CHROMIUM, on PATH or in a cache, and it could not be installed: install it, or set CHROMIUM' }
}

export const isLack = (part: Part | Lack): part is Lack => 'why' in part
