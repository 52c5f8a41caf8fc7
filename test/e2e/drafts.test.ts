// Words that are typed and not sent: they outlive the browser, say when the ticket has moved on, and are never another's.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromium, type Page } from 'playwright-core'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { flags, keptIn, openOffice, wholeBrowser, words, type Office } from './office.ts'

let office: Office
let ticketId = ''
const profile = mkdtempSync(join(tmpdir(), 'qulaq-profile-'))
const browsers: ChildProcess[] = []
beforeAll(async () => {
  office = await openOffice()
  const { read } = office.desk.world.store
  const zhanna = await read.find('user', 'login', ['zhanna'])
  const own = await read.list('ticket', { where: { officerId: zhanna?.id ?? '', state: 'in-work' }, order: { by: 'registeredAt', direction: 'desc' }, limit: 1 })
  ticketId = own.items[0]?.id ?? ''
})
const kill = async (browser: ChildProcess) => {
  if (browser.exitCode !== null || browser.signalCode !== null) return
  browser.kill('SIGKILL')
  await once(browser, 'exit')
}
afterAll(async () => {
  await Promise.all(browsers.map(kill))
  await office.close()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

/** A browser of its own process with a profile on the disk, as on an office machine. */
const openBrowser = async () => {
  const child = spawn(wholeBrowser, [...flags, '--headless=new', `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] })
  browsers.push(child)
  for await (const line of createInterface(child.stderr)) {
    const [, address] = /DevTools listening on (\S+)/.exec(line) ?? []
    if (address) {
      child.stderr.resume()
      const [context] = (await chromium.connectOverCDP(address)).contexts()
      if (context) return { child, context }
    }
  }
  throw new Error('the browser did not open')
}
type Context = Awaited<ReturnType<typeof openBrowser>>['context']
const signIn = async (context: Context, login: string): Promise<Page> => {
  const answer = await context.request.post(`${office.desk.url}/api/v1/session`, { data: { login, password: demoPassword } })
  expect(answer.ok()).toBe(true)
  const page = await context.newPage()
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.addInitScript(() => localStorage.setItem('qulaq.language', 'kk'))
  await page.goto(`${office.desk.url}/tickets/${ticketId}`)
  await page.locator('#reply-text, main h1').first().waitFor()
  return page
}
const note = (page: Page) => page.getByLabel(words('words.act.note'))
const unsent = (page: Page) => page.getByText(words('shell.draft.unsent'))
const openQuestion = async (page: Page) => {
  await page.getByText(words('acts.rare')).click()
  await page.getByRole('button', { name: words('words.act.ask-author') }).click()
  return page.getByRole('dialog').locator('textarea').first()
}

test('a browser that is killed has lost no word; the next person at the machine sees none of them, and with signing out they are gone', async () => {
  const first = await openBrowser()
  const page = await signIn(first.context, 'zhanna')
  await note(page).fill('Бригадирге хабарласу керек')
  const question = await openQuestion(page)
  await question.pressSequentially('Қай подъезд екенін жазыңызшы')
  // A key is written down in a moment, on a busy machine in a longer one; what is written survives.
  await expect.poll(() => keptIn(page)).toContain('Қай подъезд екенін жазыңызшы')
  await kill(first.child)

  const second = await openBrowser()
  const other = await signIn(second.context, 'bolat')
  await other.locator('main h1').waitFor()
  expect(await note(other).inputValue()).toBe('')
  expect(await unsent(other).count()).toBe(0)
  await other.close()
  const again = await signIn(second.context, 'zhanna')
  await expect.poll(() => note(again).inputValue()).toBe('Бригадирге хабарласу керек')
  await again.getByText(words('shell.draft.found')).waitFor()
  await unsent(again).waitFor()
  await again.getByRole('button', { name: words('shell.draft.open') }).click()
  await expect.poll(() => again.getByRole('dialog').locator('textarea').first().inputValue()).toBe('Қай подъезд екенін жазыңызшы')
  await again.keyboard.press('Escape')

  // Sent, the words are kept no longer.
  await note(again).focus()
  await again.keyboard.press('Control+Enter')
  await again.getByText('«Бригадирге хабарласу керек»').waitFor()
  await again.reload()
  await unsent(again).waitFor()
  expect(await note(again).inputValue()).toBe('')

  const leave = again.getByRole('button', { name: words('shell.sign-out') })
  await leave.click()
  const asked = again.getByRole('dialog', { name: words('shell.sign-out-ask.title') })
  await asked.getByText(words('shell.sign-out-ask.text').replace('{count}', '1')).waitFor()
  await asked.getByRole('button', { name: words('shell.sign-out-ask.stay') }).click()
  await unsent(again).waitFor()
  await leave.click()
  await asked.getByRole('button', { name: words('shell.sign-out-ask.go') }).click()
  await again.waitForURL(/sign-in$/)
  await again.close()
  const back = await signIn(second.context, 'zhanna')
  await note(back).waitFor()
  await back.waitForLoadState('networkidle')
  expect([await unsent(back).count(), await note(back).inputValue()]).toEqual([0, ''])
  await kill(second.child)
})

test('words for a ticket that has moved on say so: changed meanwhile in the dialog, and past when the act is no more possible', async () => {
  const officer = await office.visit('zhanna', `/tickets/${ticketId}`)
  const question = await openQuestion(officer.page)
  await question.pressSequentially('Мекенжайыңыз қандай?')
  await officer.page.keyboard.press('Escape')
  await unsent(officer.page).waitFor()
  const coordinator = await office.visit('kairat', '/control')
  const act = async (name: string, data: object) => expect((await coordinator.context.request.post(`/api/v1/tickets/${ticketId}/${name}`, { data })).status()).toBe(200)
  await act('priority', { priority: 'high', reason: 'шағым көп' })
  await officer.page.reload()
  await officer.page.getByRole('button', { name: words('shell.draft.open') }).click()
  await officer.page.getByText(words('shell.draft.moved')).waitFor()
  await officer.page.keyboard.press('Escape')
  await act('reassign', { bodyId: (await office.desk.world.store.read.get('ticket', ticketId))?.bodyId, officerId: (await office.desk.world.store.read.find('user', 'login', ['sergey']))?.id, reason: 'жүктеме' })
  await officer.page.getByText(words('shell.draft.past')).waitFor()
  await officer.page.getByText('Мекенжайыңыз қандай?').waitFor()
  await Promise.all([officer.context.close(), coordinator.context.close()])
})

test('a reason for blocking that is typed and not sent outlives the page, and is nobody else\'s', async () => {
  const { page, context } = await office.visit('ruslan', '/people')
  const reason = page.getByRole('dialog').getByLabel(words('people.reason-label'))
  const ask = async (login: string) => {
    await page.getByRole('listitem').filter({ hasText: login }).getByRole('button', { name: words('people.change') }).click()
    await page.getByRole('dialog').getByRole('button', { name: words('people.block') }).click()
    await reason.waitFor()
  }
  await ask('natalya')
  await reason.fill('Жұмыстан кетті, бұйрық бар')
  await expect.poll(() => keptIn(page)).toContain('Жұмыстан кетті, бұйрық бар')
  await page.reload()
  await ask('erlan')
  expect(await reason.inputValue()).toBe('')
  await page.keyboard.press('Escape')
  await reason.waitFor({ state: 'detached' })
  await ask('natalya')
  await page.getByText(words('shell.draft.found')).waitFor()
  expect(await reason.inputValue()).toBe('Жұмыстан кетті, бұйрық бар')
  await context.close()
})
