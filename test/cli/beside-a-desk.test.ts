// One data folder, one server: a command that writes is done inside the running desk, one that reads goes on beside it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { spawnDesk, startDesk, type RunningDesk } from './running-desk.ts'
import { openTerminal, type Printed, type Terminal } from './terminal.ts'

let terminal: Terminal
let desk: RunningDesk
let akimat = ''
const socket = () => join(terminal.folder, 'data', 'control.sock')

beforeAll(async () => {
  terminal = openTerminal()
  akimat = String((await terminal.one(['init', 'Бурабай ауданының әкімдігі'])).akimat)
  await terminal.one(['user', 'add', 'aigul', '--role', 'press'])
  desk = await startDesk(terminal)
}, 180_000)
afterAll(async () => {
  await desk.end('SIGKILL')
  terminal.close()
})

const postLines = (from: number, count: number) => Array.from({ length: count }, (_, n) => JSON.stringify({ network: '2gis', key: `r${from + n}`, text: `Әкімдік, ${from + n}-үйде су жоқ\u2028екінші күн` }))
const paste = (url: string) => ['act', 'paste-post', '--as', 'aigul', '--key', url, JSON.stringify({ organisationId: akimat, url, text: 'Көшеде шұңқыр, әкімдік қайда?' })]

test('while a desk runs on the folder, whatever a terminal writes is done by that desk', async () => {
  expect((await terminal.one(['user', 'add', 'late', '--role', 'officer', '--body', 'roads_transport'])).password).toMatch(/.{10}/)
  const { postId } = await terminal.one(paste('https://example.com/1'))
  expect(await terminal.one(paste('https://example.com/1'))).toMatchObject({ postId })
  expect((await terminal.one(['act', 'register', '--as', 'aigul'], JSON.stringify({ postId, organisationId: akimat }))).number).toMatch(/-000001$/)

  const file = join(terminal.folder, 'posts.jsonl')
  await writeFile(file, [...postLines(0, 120), 'no json', '{"network":"2gis"}'].join('\n'))
  const imported = await terminal.qulaq(['import', file])
  expect(imported.lines.map(({ line, ...rest }) => line ?? rest)).toEqual([121, 122, { new: 120, edited: 0, same: 0, bad: 2 }])
  expect([imported.code, imported.err]).toEqual([1, ''])
  expect((await terminal.qulaq(['import', '-'], postLines(100, 40).join('\n'))).lines).toEqual([{ new: 20, edited: 0, same: 20, bad: 0 }])
  expect(await terminal.one(['verify-trail'])).toMatchObject({ lines: expect.any(Number) })
  expect(await terminal.one(['board'])).toMatchObject({ akimat: 'БАӘ', today: { registeredToday: 1 } })
}, 180_000)

test('a refusal has the same words and the same exit code, with a desk and without', async () => {
  const commands = [
    ['act', 'fly', '--as', 'aigul', '{}'], ['act', 'accept', '--as', 'nobody', '{"ticketId":"x"}'], ['init', 'Тағы бір әкімдік'], ['user', 'import', '/no/such/file'],
    ['import', '/no/such/file'], ['collect', 'no such source', '--once'],
  ]
  const tellsOf = async () => {
    const answers: Pick<Printed, 'code' | 'out' | 'err'>[] = []
    for (const args of commands) answers.push(await terminal.qulaq(args).then(({ code, out, err }) => ({ code, out, err })))
    return answers
  }
  const beside = await tellsOf()
  expect(beside.map(({ code, err }) => [code, err.trim().split('\n').length])).toEqual(commands.map(() => [1, 1]))
  await desk.end('SIGTERM')
  expect(await tellsOf()).toEqual(beside)
  desk = await startDesk(terminal)
}, 300_000)

test('a file that cannot be read is told beside a desk as it is without one, in the language of the person', async () => {
  const russian = { LC_ALL: 'ru_RU.UTF-8' }
  for (const file of [join(terminal.folder, 'missing.jsonl'), terminal.folder]) {
    const { code, out, err } = await terminal.qulaq(['import', file], '', russian)
    expect([code, out, err.trim().split('\n').length]).toEqual([1, '', 1])
    expect(err).toContain(`Поле: файл (${file}). Причина: ${file === terminal.folder ? 'это папка, а нужен файл' : 'такого файла нет'}`)
  }
})

test('only the owner of the folder can speak to the desk; what is no command is hung up on, and the desk goes on', async () => {
  expect(statSync(socket()).mode & 0o777).toBe(0o600)
  const shout = async (words: string) => {
    const line = connect(socket())
    let heard = ''
    line.on('data', (chunk) => { heard += String(chunk) }).on('error', () => {})
    line.write(words)
    await new Promise(done => line.on('close', done))
    return heard
  }
  expect(await shout('GET / HTTP/1.1\n\n')).toBe('')
  expect(await shout('{"piece":null}\n')).toBe('')
  expect(await shout('x'.repeat(5_000_000))).toBe('')
  expect(await shout('{"name":"restore","args":["x"]}\n')).toContain('"exit":2')
  expect(await shout('{"name":"__proto__","args":[]}\n')).toContain('"exit":2')
  expect(await terminal.one(paste('https://example.com/2'))).toMatchObject({ postId: expect.any(String) })
})

test('a terminal that is killed in the middle leaves nothing half done, and the desk goes on', async () => {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/cli.ts'), 'import', '-'], { env: { ...process.env, DATA_DIR: join(terminal.folder, 'data'), LOG_LEVEL: 'silent' } })
  const before = (await terminal.one(['verify-trail'])).lines
  child.stdin.on('error', () => {})
  child.stdin.write(`${postLines(1000, 500).join('\n')}\n`)
  await vi.waitFor(async () => expect((await terminal.one(['verify-trail'])).lines).toBeGreaterThan(Number(before)), 60_000)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const { lines: [sum] } = await terminal.qulaq(['import', '-'], postLines(1000, 500).join('\n'))
  expect(Number(sum?.new) + Number(sum?.same)).toBe(500)
  expect(sum?.same).toBeGreaterThanOrEqual(50)
  expect(Number(sum?.same) % 50).toBe(0)
  expect(await terminal.one(['verify-trail'])).toMatchObject({ lines: expect.any(Number) })
}, 180_000)

test('the socket goes with the desk, and one that a killed desk left hinders neither a command nor the next desk', async () => {
  await desk.end('SIGKILL')
  expect(existsSync(socket())).toBe(true)
  expect(await terminal.one(['user', 'add', 'alone', '--role', 'press'])).toMatchObject({ login: 'alone' })
  desk = await startDesk(terminal, { LOG_LEVEL: 'info' })
  expect(await terminal.one(['user', 'add', 'beside', '--role', 'press'])).toMatchObject({ login: 'beside' })
  const collecting = terminal.qulaq(['collect'])
  await vi.waitFor(() => expect(desk.log()).toContain('"command":"collect"'), 60_000)
  expect(await desk.end('SIGTERM')).toBe(0)
  expect(await collecting).toMatchObject({ code: 1, err: expect.stringContaining('the desk closed before it had answered') })
  expect(existsSync(socket())).toBe(false)
  desk = await startDesk(terminal)
}, 180_000)

test('a second desk on the folder is refused in words', async () => {
  const second = spawnDesk(terminal)
  let err = ''
  second.stderr.on('data', (chunk) => { err += String(chunk) })
  const code = await new Promise(done => second.on('exit', done))
  expect(code).toBe(1)
  expect(err).toMatch(/cannot start/)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(await terminal.one(paste('https://example.com/3'))).toMatchObject({ postId: expect.any(String) })
})
