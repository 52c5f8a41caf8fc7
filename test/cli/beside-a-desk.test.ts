// One data folder, one server: commands that write are refused beside a running desk, those that read go on.
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTerminal, type Terminal } from './terminal.ts'

let terminal: Terminal
let desk: ReturnType<typeof spawn>

beforeAll(async () => {
  terminal = openTerminal()
  await terminal.one(['init', 'Бурабай ауданының әкімдігі'])
  desk = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/main.ts')], { env: { ...process.env, DATA_DIR: join(terminal.folder, 'data'), PORT: '0', LOG_LEVEL: 'silent' } })
  await new Promise<void>((done, fail) => {
    desk.stdout?.on('data', (chunk) => { if (String(chunk).includes('Qulaq is open')) done() })
    desk.on('exit', code => fail(new Error(`the desk ended with ${code}`)))
  })
}, 120_000)
afterAll(() => {
  desk.kill('SIGKILL')
  terminal.close()
})

test('while a desk runs on the folder, writing is refused in words and reading goes on', async () => {
  for (const args of [['user', 'add', 'late', '--role', 'press'], ['collect', '--once'], ['act', 'accept', '--as', 'admin', '{"ticketId":"x"}']]) {
    const { code, err } = await terminal.qulaq(args)
    expect(code).toBe(1)
    expect(err).toMatch(/another desk writes/)
  }
  expect(await terminal.one(['verify-trail'])).toMatchObject({ lines: expect.any(Number) })
  expect(await terminal.one(['board'])).toMatchObject({ akimat: 'БАӘ' })
})

test('a second desk on the folder is refused in words', async () => {
  const second = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/main.ts')], { env: { ...process.env, DATA_DIR: join(terminal.folder, 'data'), PORT: '0', LOG_LEVEL: 'silent' } })
  let err = ''
  second.stderr.on('data', (chunk) => { err += String(chunk) })
  const code = await new Promise(done => second.on('exit', done))
  expect(code).toBe(1)
  expect(err).toMatch(/cannot start/)
  expect(err.trim().split('\n')).toHaveLength(1)
})
