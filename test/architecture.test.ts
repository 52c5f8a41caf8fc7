// The plan of the five floors: imports go down, never up and never sideways.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Rooms by path, the first that fits; the floor is their height. */
const rooms: [prefix: string, room: string, floor: number][] = [
  ['server/domain/', 'domain', 1],
  ['server/store/', 'store', 2], ['server/analyse/', 'analyse', 2], ['collectors/', 'collectors', 2],
  ['server/actions/', 'actions', 3],
  ['server/http/', 'http', 4], ['server/live', 'live', 4], ['server/jobs.ts', 'jobs', 4],
  ['server/', 'wiring', 5],
  ['client/', 'client', 0], ['test/', 'test', 9],
]
const roomOf = (file: string) => rooms.find(([prefix]) => file.startsWith(prefix))

/** Doors that share a thing of the HTTP door: the cookie is read by the socket's handshake too. */
const known = new Set(['server/live.ts server/http/session-cookie.ts'])

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, path]) => path ?? [])

const targetOf = (file: string, path: string): string | null => {
  if (path.startsWith('#domain/')) return `server/domain/${path.slice('#domain/'.length)}`
  if (path.startsWith('#client/')) return `client/${path.slice('#client/'.length)}`
  return path.startsWith('.') ? relative(root, resolve(root, dirname(file), path)) : null
}

const files = globSync(['server/**/*.ts', 'collectors/**/*.ts', 'client/**/*.{ts,vue}'], { cwd: root }).map(file => file.replaceAll('\\', '/'))

const faultOf = (file: string, path: string): string | null => {
  const [, room = '', floor = 0] = roomOf(file) ?? []
  const target = targetOf(file, path)
  if (target === null) return room === 'domain' && path !== 'zod' ? `${file} takes ${path}: the nouns are pure` : null
  const [, there = '', height = 0] = roomOf(target) ?? []
  if (there === 'test') return `${file} imports a test`
  if (room === 'client') return there === 'client' || there === 'domain' ? null : `${file} reaches into ${target}`
  if (there === 'client') return file === 'server/start.ts' ? null : `${file} reaches into the client`
  if (room === there || height < floor || known.has(`${file} ${target}`)) return null
  return `${file} (floor ${floor}) imports ${target} (floor ${height})`
}

test('every import goes down the floors, and strangers on one floor do not meet', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap(file => importsOf(file).flatMap(path => faultOf(file, path) ?? []))).toEqual([])
})

test('the plan would notice an import upwards, sideways or out of the pure floor', () => {
  expect(faultOf('server/domain/ticket.ts', 'node:fs')).not.toBeNull()
  expect(faultOf('server/store/sqlite.ts', '../analyse/stems.ts')).not.toBeNull()
  expect(faultOf('server/actions/assign.ts', '../http/app.ts')).not.toBeNull()
  expect(faultOf('client/main.ts', '../server/actions/assign.ts')).not.toBeNull()
})

test('no clock is read below the doors, and no file reads the environment but the one reader', () => {
  const low = files.filter(file => (roomOf(file)?.[2] ?? 9) <= 3 && !file.startsWith('client/'))
  const source = (file: string) => readFileSync(join(root, file), 'utf8')
  expect(low.filter(file => /new Date\(\)|Date\.now\(\)/.test(source(file)))).toEqual([])
  expect(files.filter(file => file.startsWith('server/') && /process\.env/.test(source(file))
    && !['server/start.ts', 'server/commands/with-world.ts'].includes(file))).toEqual([])
})

test('the client carries no checks of the server: zod comes only as types', () => {
  const heavy = /import (?!type)[^'\n]*'(?:zod|#domain\/contract(?:-inputs|-views)?\.ts|#domain\/calendar-years\.ts)'/
  expect(files.filter(file => file.startsWith('client/') && heavy.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

/** Nouns that reach themselves again by their imports, types included. */
const circles = (importsOfNoun: ReadonlyMap<string, readonly string[]>): string[] => {
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of importsOfNoun.get(from) ?? []) if (!seen.has(next)) reached(next, seen.add(next))
    return seen
  }
  return [...importsOfNoun.keys()].filter(noun => reached(noun).has(noun))
}

test('no noun is explained by itself: the imports of the domain run in no circle', () => {
  const nouns = files.filter(file => file.startsWith('server/domain/'))
  const known = new Map(nouns.map(file => [file, importsOf(file).flatMap(path => targetOf(file, path) ?? [])]))
  expect(known.get('server/domain/clock.ts')).toContain('server/domain/office.ts')
  expect(circles(known)).toEqual([])
  expect(circles(new Map([...known, ['server/domain/office.ts', ['server/domain/clock.ts']]]))).toContain('server/domain/clock.ts')
})
