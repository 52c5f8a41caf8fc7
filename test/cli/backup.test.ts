// A desk moves from one machine and engine to another in a file: same tickets, numbers, trail and statistics, and work goes on where it stopped.
import { existsSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacksMongod, meddle, startSet, type Server } from '../store/mongod.ts'
import { startDesk } from './running-desk.ts'
import { openTerminal, type Terminal } from './terminal.ts'

let office: Terminal
let file = ''
let akimat = ''
beforeAll(async () => {
  office = openTerminal()
  file = join(office.folder, 'desk.backup')
  akimat = String((await office.one(['init', 'Бурабай ауданының әкімдігі'])).akimat)
  await office.one(['user', 'add', 'aigul', '--role', 'press'])
  await register(office, 1)
  await register(office, 2)
}, 180_000)
afterAll(() => office.close())

const register = async (terminal: Terminal, n: number): Promise<unknown> => {
  const act = (name: string, input: object) => terminal.one(['act', name, '--as', 'aigul', JSON.stringify({ organisationId: akimat, ...input })])
  const { postId } = await act('paste-post', { url: `https://example.com/${n}`, text: `Абай көшесінде ${n} күн жарық жоқ, әкімдік` })
  return (await act('register', { postId })).number
}
/** Trail and statistics; of the latter not the moment at which they were asked. */
const lookOf = async (terminal: Terminal) => ({ trail: await terminal.one(['verify-trail']), board: { ...await terminal.one(['board']), asOf: null } })

test('a backup beside the running desk is restored into an empty folder, and the next number follows there', async () => {
  const desk = await startDesk(office)
  expect(await office.one(['backup', file])).toMatchObject({ file, counts: { lines: expect.any(Number) }, trail: { lines: expect.any(Number) } })
  await desk.end('SIGTERM')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const there = openTerminal()
  await there.one(['restore', file])
  expect(await lookOf(there)).toEqual(await lookOf(office))
  expect(await register(there, 3)).toMatch(/-000003$/)
  expect((await there.qulaq(['restore', file])).err).toMatch(/holds a desk already/)
  expect((await there.qulaq(['restore', file], '', { LC_ALL: 'ru_RU.UTF-8' })).err).toMatch(/Такое уже есть: установка\./)
  expect((await there.one(['verify-trail'])).lines).toBeGreaterThan(Number((await office.one(['verify-trail'])).lines))
  there.close()
}, 180_000)

test('what is wrong with a backup is said in one line, and the folder stays as it was', async () => {
  const [half, other, there] = [join(office.folder, 'half'), join(office.folder, 'other'), openTerminal()]
  const whole = await readFile(file)
  await writeFile(half, whole.subarray(0, whole.length / 2))
  await writeFile(other, 'hello\n')
  const tries: [string[], RegExp][] = [
    [['restore', half], /damaged/], [['restore', other], /not a backup of Qulaq/], [['restore', '/no/such/file'], /no such file/], [['restore'], /restore FILE/], [['backup', file], /there is no desk/],
  ]
  for (const [args, words] of tries) {
    const { code, err } = await there.qulaq(args)
    expect(code).toBe(1)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toMatch(words)
  }
  expect(existsSync(join(there.folder, 'data'))).toBe(false)
  expect((await there.qulaq(['restore', half], '', { LC_ALL: 'ru_RU.UTF-8' })).err).toMatch(/Поле: файл\. Причина: файл повреждён/)
  expect((await office.qulaq(['backup', file])).err).toMatch(/is there already/)
  expect(await readFile(file)).toEqual(whole)
  there.close()
}, 180_000)

test('the doctor asks for a backup until there is one, and tells what keeps the desk', async () => {
  const findings = new Map((await office.qulaq(['doctor'])).lines.map(({ check, ok, detail }) => [check, { ok, detail }]))
  expect(findings.get('backup')).toEqual({ ok: true, detail: `0 days ago, ${file}` })
  expect(findings.get('storage')?.detail).toMatch(/^SQLite 3\.\d+\.\d+, schema \d+$/)
  expect(findings.get('folder')).toMatchObject({ ok: true })
  expect(findings.get('clock')).toMatchObject({ ok: true })
  expect(findings.get('control')?.detail).toMatch(/no desk/)
  const there = openTerminal()
  await there.one(['restore', file])
  const { lines, code } = await there.qulaq(['doctor'])
  expect(lines.find(({ check }) => check === 'backup')).toMatchObject({ ok: false, detail: expect.stringContaining('backup FILE') })
  expect(code).toBe(1)
  there.close()
}, 180_000)

describe.skipIf(lacksMongod)('with a mongod', () => {
  let set: Server
  beforeAll(async () => { set = await startSet() })
  afterAll(async () => await set.stop())

  test('a desk goes from a folder into MongoDB and back, the same at every stop', async () => {
    const url = set.newUrl()
    const cluster = openTerminal({ MONGODB_URL: url })
    await cluster.one(['restore', file])
    expect(await lookOf(cluster)).toEqual(await lookOf(office))
    expect(await register(cluster, 3)).toMatch(/-000003$/)
    const back = join(office.folder, 'back.backup')
    await cluster.one(['backup', back])
    const home = openTerminal()
    await home.one(['restore', back])
    expect(await lookOf(home)).toEqual(await lookOf(cluster))
    expect(await register(home, 4)).toMatch(/-000004$/)
    await meddle(url, db => db.dropDatabase())
    cluster.close()
    home.close()
  }, 300_000)

  test('officers come from one file into MongoDB too', async () => {
    const url = set.newUrl()
    const cluster = openTerminal({ MONGODB_URL: url })
    await cluster.one(['init', 'Бурабай ауданының әкімдігі'])
    const rows = Array.from({ length: 40 }, (_, n) => `officer${n},Қызметкер ${n},officer,roads_transport,,${n < 2 ? `officer${1 - n}` : ''},`)
    const { lines, code } = await cluster.qulaq(['user', 'import', '-'], ['login,name,role,body,akimat,deputy,language', ...rows, 'boss,Бастық,tsar,,,,'].join('\n'))
    expect(lines.at(-1)).toEqual({ added: 40, bad: 1 })
    expect(lines.filter(({ error }) => error).map(({ line }) => line)).toEqual([42])
    expect(code).toBe(1)
    await meddle(url, db => db.dropDatabase())
    cluster.close()
  }, 300_000)
})
