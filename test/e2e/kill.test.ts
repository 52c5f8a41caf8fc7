// The desk is killed in mid-work: what it acknowledged is there after the next start, and the open browser comes back by itself.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromium, type Browser } from 'playwright-core'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { flags, quickBrowser, words } from './office.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'qulaq-kill-'))
let port = 0
let desk: ChildProcess | undefined
let browser: Browser

const freePort = () => new Promise<number>((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address() as AddressInfo
    probe.close(() => done(free))
  })
})
const env = () => ({ ...process.env, DATA_DIR: join(folder, 'data'), PORT: String(port), LOG_LEVEL: 'silent' })
const start = () => new Promise<void>((open, fail) => {
  desk = spawn(process.execPath, [join(root, 'server/main.ts')], { env: env() })
  desk.stdout?.on('data', (chunk) => { if (String(chunk).includes('Qulaq is open')) open() })
  desk.on('exit', code => fail(new Error(`the desk ended with ${code}`)))
})
/** One that has ended already says so no more. */
const kill = async () => {
  if (!desk || desk.exitCode !== null || desk.signalCode !== null) return
  const gone = once(desk.removeAllListeners('exit'), 'exit')
  desk.kill('SIGKILL')
  await gone
}

beforeAll(async () => {
  port = await freePort()
  await start()
  browser = await chromium.launch({ executablePath: quickBrowser, args: flags })
})
afterAll(async () => {
  await kill()
  rmSync(folder, { recursive: true, force: true })
  await browser.close()
})

test('killed in mid-work, the desk has lost nothing that it acknowledged, and the open browser goes on without a reload', async () => {
  const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` })
  const page = await context.newPage()
  expect((await context.request.post('/api/v1/session', { data: { login: 'aigul', password: demoPassword } })).ok()).toBe(true)
  await page.goto('/feed')
  await page.getByRole('list', { name: words('feed.list') }).getByRole('listitem').first().waitFor()
  const { items } = await (await context.request.get('/api/v1/posts?limit=50')).json() as { items: { organisationId: string, post: { id: string } }[] }
  expect(items.length).toBeGreaterThan(3)

  // An officer is in the middle of a reply and of a note.
  const officer = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` })
  expect((await officer.request.post('/api/v1/session', { data: { login: 'zhanna', password: demoPassword } })).ok()).toBe(true)
  const { items: own } = await (await officer.request.get('/api/v1/tickets?view=mine&state=in-work&limit=1')).json() as { items: { id: string }[] }
  const ticketId = own[0]?.id ?? ''
  const desktop = await officer.newPage()
  await desktop.goto(`/tickets/${ticketId}`)
  const note = desktop.getByLabel(words('words.act.note'))
  await note.fill('Сантехник ертең барады')
  let loads = 0
  const unhandled: string[] = []
  desktop.on('pageerror', error => unhandled.push(error.message))
  desktop.on('load', () => { loads += 1 })

  // Everybody registers at once, and the desk is killed among the answers.
  const acknowledged: string[] = []
  const pressed = items.map(async ({ organisationId, post }) => {
    const answer = await context.request.post(`/api/v1/posts/${post.id}/register`, { data: { organisationId }, headers: { 'Idempotency-Key': post.id } }).catch(() => null)
    if (answer?.ok()) acknowledged.push(((await answer.json()) as { number: string }).number)
    if (acknowledged.length === 2) void kill()
  })
  await Promise.all(pressed)
  await expect.poll(() => page.getByText(words('shell.offline')).count(), { timeout: 60_000 }).toBeGreaterThan(0)

  // What is typed while there is no server waits for it.
  await desktop.getByText(words('shell.offline')).waitFor({ timeout: 60_000 })
  await desktop.locator('#reply-text').fill('Сәлеметсіз бе! Ертең сағат 12:00-де қосылады.')
  // What is pressed is refused in words, and a dialog that nobody has opened yet opens when the server is back.
  await note.press('Control+Enter')
  await desktop.getByRole('alert').getByText(words('shell.problem.offline')).waitFor()
  await desktop.getByText(words('acts.rare')).click()
  await desktop.getByRole('button', { name: words('words.act.ask-author') }).click()
  await desktop.getByRole('alert').getByText(words('shell.problem.part')).waitFor()

  await start()
  await desktop.getByRole('dialog').waitFor()
  await desktop.keyboard.press('Escape')
  await desktop.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => page.getByText(words('shell.offline')).count(), { timeout: 60_000 }).toBe(0)
  await expect.poll(async () => (await (await officer.request.get(`/api/v1/tickets/${ticketId}`)).json() as { reply: { text: string } | null }).reply?.text, { timeout: 60_000 })
    .toBe('Сәлеметсіз бе! Ертең сағат 12:00-де қосылады.')
  expect(await note.inputValue()).toBe('Сантехник ертең барады')
  await note.press('Control+Enter')
  await desktop.getByText('«Сантехник ертең барады»').waitFor()
  expect([loads, unhandled]).toEqual([0, []])
  await officer.close()
  for (const number of acknowledged) {
    const found = await (await context.request.get(`/api/v1/tickets?number=${encodeURIComponent(number)}`)).json() as { total: number }
    expect(found.total).toBe(1)
  }
  // The same keys again: what was done is answered the same, what was not is done now.
  const numbers: string[] = []
  for (const { organisationId, post } of items) {
    const answer = await context.request.post(`/api/v1/posts/${post.id}/register`, { data: { organisationId }, headers: { 'Idempotency-Key': post.id } })
    if (answer.ok()) numbers.push(((await answer.json()) as { number: string }).number)
  }
  expect(numbers).toEqual(expect.arrayContaining(acknowledged))
  expect(new Set(numbers).size).toBe(numbers.length)
  const serials = numbers.map(number => Number(number.slice(-6))).sort((a, b) => a - b)
  expect(serials.at(-1)).toBe((serials[0] ?? 0) + serials.length - 1)
  const verified = spawnSync(process.execPath, [join(root, 'server/cli.ts'), 'verify-trail'], { env: env(), encoding: 'utf8' })
  expect(verified.stderr).toBe('')
  expect(JSON.parse(verified.stdout)).toMatchObject({ head: { seq: expect.any(Number) } })
  expect(verified.status).toBe(0)
  await context.close()
}, 150_000)
