// A command that is cut off in the middle, without a desk: by Ctrl-C, or by a reader that goes away.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTerminal, type Terminal } from './terminal.ts'

const cli = resolve(import.meta.dirname, '../../server/cli.ts')
let terminal: Terminal

beforeAll(async () => {
  terminal = openTerminal()
  await terminal.one(['init', 'Бурабай ауданының әкімдігі'])
}, 60_000)
afterAll(() => terminal.close())

const start = (...args: string[]) => {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, DATA_DIR: join(terminal.folder, 'data'), LOG_LEVEL: 'silent', LC_ALL: 'C' } })
  child.stdin.on('error', () => {})
  return child
}
const postLines = (count: number) => Array.from({ length: count }, (_, n) => JSON.stringify({ network: '2gis', key: `r${n}`, text: `Әкімдік, ${n}-үйде су жоқ` }))

test('an import that is stopped by Ctrl-C has kept whole groups, and done again it doubles nothing', async () => {
  const before = Number((await terminal.one(['verify-trail'])).lines)
  const child = start('import', '-')
  child.stdin.write(`${postLines(300).join('\n')}\n`)
  await vi.waitFor(async () => expect(Number((await terminal.one(['verify-trail'])).lines)).toBeGreaterThan(before), 60_000)
  child.kill('SIGINT')
  const [code, signal]: unknown[] = await once(child, 'exit')
  expect([code, signal]).not.toEqual([0, null])
  const sum = await terminal.one(['import', '-'], postLines(300).join('\n'))
  expect([Number(sum.new) + Number(sum.same), Number(sum.same) % 50, Number(sum.same) > 0]).toEqual([300, 0, true])
  expect(await terminal.one(['verify-trail'])).not.toHaveProperty('brokenAt')
}, 120_000)

/** Like `| head -1`: reads one line and goes away. Answers with the exit code. */
const readOneOf = async (input: string, ...args: string[]): Promise<unknown> => {
  const child = start(...args)
  child.stdin.end(input)
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [code]: unknown[] = await once(child, 'exit')
  return code
}

test('when the reader goes away, a command that reads ends quietly, and one that writes says by its exit that not all was done', async () => {
  const texts = Array.from({ length: 3000 }, (_, n) => JSON.stringify({ id: String(n), text: 'Көшеде шам жоқ' })).join('\n')
  expect(await readOneOf(texts, 'analyse')).toBe(0)
  expect(await readOneOf('not a post\n'.repeat(20_000), 'import', '-')).toBe(1)
}, 120_000)
