// The rarer work: the administrator's calendar and months, the coordinator's erasure, the auditor's proof, and the register as a file.
import { mkdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { writtenCount } from '../../client/format/written.ts'
import { carryOutErasures } from '../../server/actions/carry-out-erasures.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { castOf, pastePost } from '../http/desk.ts'
import { signInAs } from '../http/person.ts'
import { faults, openOffice, words, type Office, type VisitOptions } from './office.ts'

let office: Office
beforeAll(async () => { office = await openOffice() })
afterAll(async () => office.close())

const phone: VisitOptions = { width: 390, height: 844 }
const button = (page: Page, key: string) => page.getByRole('button', { name: words(key), exact: true }).first()
const dialog = (page: Page) => page.getByRole('dialog')
const picture = async (page: Page, name: string) => {
  if (!process.env.LOOK) return
  mkdirSync(process.env.LOOK, { recursive: true })
  await page.screenshot({ path: resolve(process.env.LOOK, `${name}.png`) })
}
const filled = (key: string, values: Record<string, string | number>) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words(key))

test('the administrator puts a day off into the calendar, sees how many terms it moves, names the order and saves', async () => {
  const { page, context, problems } = await office.visit('timur', '/calendar?year=2026')
  await page.getByRole('button', { name: /26 қараша —/ }).click()
  await dialog(page).getByLabel(words('calendar.kind')).selectOption('transfer')
  expect(await faults(page)).toEqual([])
  await button(page, 'calendar.put').click()
  await page.getByText(words('calendar.unsaved')).waitFor()
  await button(page, 'calendar.to-save').click()
  await dialog(page).getByText(/Өзгеретін күндер: 2026 ж\. 26 қараша/).waitFor()
  const moves = await dialog(page).getByText(/Мерзімі жылжитын ашық өтінім: [1-9]/).innerText()
  expect(await faults(page)).toEqual([])
  await picture(page, 'calendar-save')
  await dialog(page).getByLabel(words('calendar.source'), { exact: true }).fill('')
  await button(page, 'calendar.save').click()
  await dialog(page).getByText(words('calendar.source-needed')).waitFor()
  await dialog(page).getByLabel(words('calendar.source'), { exact: true }).fill('Еңбек министрінің бұйрығы')
  await button(page, 'calendar.save').click()
  await page.getByText(filled('calendar.source-is', { source: 'Еңбек министрінің бұйрығы' })).waitFor()
  expect(await office.desk.world.store.read.get('calendarYear', '2026')).toMatchObject({ source: 'Еңбек министрінің бұйрығы', provisional: false })
  expect(moves).toMatch(/өтінім: \d+/)
  await picture(page, 'calendar')
  expect(problems).toEqual([])
  await context.close()
})

test('the administrator of a district has no calendar and no months: they bind the whole installation', async () => {
  const { page, context } = await office.visit('ruslan', '/people')
  await page.getByRole('link', { name: words('shell.view.people') }).first().waitFor()
  for (const view of ['calendar', 'retention']) expect(await page.getByRole('link', { name: words(`shell.view.${view}`) }).count()).toBe(0)
  await context.close()
})

test('on a telephone: months are saved after it was seen how much would go', async () => {
  const { page, context, problems } = await office.visit('timur', '/retention', phone)
  const field = page.getByRole('textbox', { name: new RegExp(words('retention.kind.notices'), 'i') })
  await field.fill('0')
  expect(await button(page, 'retention.look').isDisabled()).toBe(true)
  await field.fill('6')
  expect(await faults(page)).toEqual([])
  await picture(page, 'retention')
  await button(page, 'retention.look').click()
  await dialog(page).getByText(/6 ай; келесі түні ең көбі өшірілетіні: 0/).waitFor()
  expect(await faults(page)).toEqual([])
  await button(page, 'retention.save').click()
  await page.getByText(words('retention.saved')).waitFor()
  expect((await office.desk.world.store.read.get('setting', 'retention'))?.value).toMatchObject({ notices: 6, closed: 36 })
  expect(problems).toEqual([])
  await context.close()
})

test('a request for erasure is written down on the post, seen with what goes and what stays, and decided for good', async () => {
  const cast = castOf(office.desk.world.store)
  const organisationId = await cast.akimat('burabay')
  const aigul = await signInAs(office.desk.url, 'aigul', demoPassword)
  const postId = await pastePost(aigul, organisationId, 'Акимат, на Абылай хана яма')
  const press = await office.visit('aigul', `/feed/${organisationId}/${postId}`)
  await button(press.page, 'ticket.ask-erasure').click()
  expect(await faults(press.page)).toEqual([])
  await picture(press.page, 'erasure-ask')
  await button(press.page, 'erasure.write-down').click()
  await press.page.getByText(/Сұрау жазылды\. Шешім мерзімі:/).waitFor()
  expect(press.problems).toEqual([])
  await press.context.close()

  const { page, context, problems } = await office.visit('kairat', '/erasures')
  await page.getByText(words('erasure.of.author')).first().waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'erasures')
  await page.getByText(words('erasure.of.author')).first().click()
  await page.getByText(words('erasure.goes.post-1')).waitFor()
  await page.getByText(words('erasure.stays.post-1')).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'erasure')
  await button(page, 'erasure.erase').click()
  await dialog(page).getByRole('button', { name: words('erasure.erase'), exact: true }).click()
  await dialog(page).getByText(words('erasure.tick')).waitFor()
  await dialog(page).getByLabel(words('erasure.for-good')).check()
  expect(await faults(page)).toEqual([])
  await dialog(page).getByRole('button', { name: words('erasure.erase'), exact: true }).click()
  await page.getByText(words('erasure.under-way')).waitFor()
  await carryOutErasures(office.desk.world, new AbortController().signal)
  await page.getByText(/Өшірілген жазба саны: [1-9]/).waitFor()
  expect((await office.desk.world.store.read.get('post', postId))?.versions[0]?.text).toBe('')
  expect(problems).toEqual([])
  await context.close()
})

test('on a telephone: a refusal says why, to whoever wrote the request down', async () => {
  const cast = castOf(office.desk.world.store)
  const organisationId = await cast.akimat('burabay')
  const aigul = await signInAs(office.desk.url, 'aigul', demoPassword)
  const { id } = await aigul.ask('request-erasure', { organisationId, of: 'post', postId: await pastePost(aigul, organisationId) })
  const { page, context, problems } = await office.visit('kairat', `/erasures/${id}`, phone)
  await button(page, 'erasure.refuse').click()
  await dialog(page).getByRole('button', { name: words('erasure.refuse'), exact: true }).click()
  await dialog(page).getByText(words('acts.needed')).waitFor()
  await dialog(page).getByLabel(words('erasure.reason'), { exact: true }).fill('Сұраған адам бұл жазбаның авторы емес')
  await dialog(page).getByRole('button', { name: words('erasure.refuse'), exact: true }).click()
  await page.getByText('Сұраған адам бұл жазбаның авторы емес').waitFor()
  expect(problems).toEqual([])
  await context.close()
  const press = await office.visit('aigul', `/erasures/${id}`)
  await press.page.getByText('Сұраған адам бұл жазбаның авторы емес').waitFor()
  await press.context.close()
})

test('the auditor verifies the chain and reads in words what was checked', async () => {
  const { page, context, problems } = await office.visit('vera', '/trail')
  await button(page, 'trail.proof.run').click()
  const { seq } = await office.desk.world.store.read.head()
  await page.getByText(`Тексерілген жол саны: ${writtenCount(seq, 'kk')}.`).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'trail')
  // The same on a telephone.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByLabel(words('trail.kind')).selectOption('publish')
  await page.waitForURL(/kind=publish/)
  await page.getByText(words('words.event.publish')).nth(1).waitFor()
  expect(problems).toEqual([])
  await context.close()
})

test('the register and the board are taken as files under their own names', async () => {
  const { page, context, problems } = await office.visit('kairat', '/journal?year=2026')
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'shell.file.csv').click()])
  expect(file.suggestedFilename()).toMatch(/^journal-2026-11-\d\d\.csv$/)
  expect(readFileSync(await file.path(), 'utf8')).toContain('БУР-2026-000001')
  await page.getByText(words('shell.file.taken')).waitFor()
  await page.goto('/statistics')
  const [board] = await Promise.all([page.waitForEvent('download'), button(page, 'shell.file.xlsx').click()])
  expect(board.suggestedFilename()).toMatch(/^statistics-2026-11-\d\d\.xlsx$/)
  expect(problems).toEqual([])
  await context.close()
})

test('a manager makes a link for the board, and a screen that nobody signs in at shows it, through a lost line and a restart', async () => {
  const manager = await office.visit('sabit', '/statistics')
  await button(manager.page, 'shell.board').click()
  await dialog(manager.page).getByLabel(/Экран қайда тұрады/).fill('Холл')
  await button(manager.page, 'wall.link.make').click()
  await manager.page.getByText(words('wall.link.once')).waitFor()
  expect(await faults(manager.page)).toEqual([])
  const address = await dialog(manager.page).getByText(/\/wall\?lang=kk#/).innerText()
  await picture(manager.page, 'wall-links')

  const { page, context, problems } = await office.visit(null, new URL(address).pathname + new URL(address).search + new URL(address).hash, { width: 1920, height: 1080 })
  await page.getByText(words('wall.figure.registered')).waitFor()
  expect(await faults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
  await picture(page, 'wall')
  expect(problems).toEqual([])
  await context.setOffline(true)
  await page.clock.runFor(45_000)
  await page.getByText(/Байланыс үзілді\. Соңғы деректер:/).waitFor()
  await context.setOffline(false)
  await page.clock.runFor(15_000)
  await page.getByText(/Байланыс үзілді/).waitFor({ state: 'detached' })
  await office.restart()
  await page.clock.runFor(15_000)
  await page.getByText(words('wall.figure.registered')).waitFor()

  await dialog(manager.page).getByRole('button', { name: words('wall.link.revoke'), exact: true }).first().click()
  await manager.page.getByText(words('wall.link.revoked')).waitFor()
  await page.clock.runFor(15_000)
  await page.getByText(words('wall.over'), { exact: true }).waitFor()
  await manager.context.close()
  await context.close()
})
