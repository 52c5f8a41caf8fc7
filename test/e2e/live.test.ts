// The live desk in real browsers: who else is here, many events at once, and what is left of a break of the line.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openOffice, words, type Office, type Visitor } from './office.ts'

let office: Office
let burabay = ''
let ticketId = ''
beforeAll(async () => {
  office = await openOffice()
  const { read } = office.desk.world.store
  burabay = (await read.find('organisation', 'prefix', ['БУР']))?.id ?? ''
  const zhanna = await read.find('user', 'login', ['zhanna'])
  const own = await read.list('ticket', { where: { officerId: zhanna?.id ?? '', state: 'in-work' }, order: { by: 'registeredAt', direction: 'desc' }, limit: 1 })
  ticketId = own.items[0]?.id ?? ''
}, 120_000)
afterAll(async () => office.close())

const saying = (page: Page, what: 'looking' | 'writing', who: string) => page.getByText(words(`shell.presence.${what}`).replace('{who}', who))
const paste = async ({ context }: Visitor, text: string) => {
  const answer = await context.request.post('/api/v1/posts', { data: { organisationId: burabay, url: `https://example.com/${encodeURIComponent(text)}`, text } })
  expect(answer.status()).toBe(200)
}
const rowsOf = (page: Page) => page.getByRole('list', { name: words('feed.list') }).getByRole('listitem')

test('who looks at a ticket and who writes its reply is seen by the others on it and in their lists, until the window is closed', async () => {
  const head = await office.visit('bolat', `/tickets/${ticketId}`)
  const coordinator = await office.visit('kairat', '/tickets')
  await coordinator.page.locator('main li').first().waitFor()
  const officer = await office.visit('zhanna', `/tickets/${ticketId}`)
  await saying(officer.page, 'looking', 'Болат Тілеубаев').waitFor()
  await saying(head.page, 'looking', 'Жанна Қасымова').waitFor()
  await officer.page.locator('#reply-text').fill('Сәлеметсіз бе! Бригада жолда.')
  await saying(head.page, 'writing', 'Жанна Қасымова').waitFor()
  const row = coordinator.page.locator(`a[href="/tickets/${ticketId}"]`)
  await row.getByTitle(/Жанна Қасымова/).waitFor()
  // It locks nothing: the head leaves a note while the officer writes.
  await head.page.getByLabel(words('words.act.note')).fill('Қысқарақ жазыңыз')
  await head.page.keyboard.press('Control+Enter')
  await officer.page.getByText('«Қысқарақ жазыңыз»').waitFor()
  await officer.context.close()
  await expect.poll(() => head.page.getByText('Жанна Қасымова').and(head.page.getByText(/Қазір/)).count()).toBe(0)
  await expect.poll(() => row.getByTitle(/Жанна Қасымова/).count()).toBe(0)
  for (const { context, problems } of [head, coordinator]) {
    expect(problems).toEqual([])
    await context.close()
  }
}, 90_000)

test('two of the press service on one post know of each other, in the post and in its row', async () => {
  const [aigul, denis] = [await office.visit('aigul', '/feed'), await office.visit('denis', '/feed', { language: 'ru' })]
  const openThird = ({ page }: Visitor) => rowsOf(page).nth(2).click()
  await denis.page.locator('main li').nth(2).click()
  await rowsOf(aigul.page).first().waitFor()
  await rowsOf(aigul.page).nth(2).getByTitle(/Денис/).waitFor()
  await openThird(aigul)
  await aigul.page.getByText(/^Қазір қарап отыр: Денис/).and(aigul.page.locator('article span')).first().waitFor()
  await denis.page.getByText(/^Сейчас смотрит: Айг/).and(denis.page.locator('article span')).first().waitFor()
  await aigul.page.goto('/queue')
  await expect.poll(() => denis.page.getByText(/^Сейчас смотрит: Айг/).count()).toBe(0)
  await Promise.all([aigul.context.close(), denis.context.close()])
}, 90_000)

test('twelve posts in a moment make one line and hardly more than one question, and stand in their order', async () => {
  const press = await office.visit('aigul', '/feed')
  await rowsOf(press.page).first().waitFor()
  const asked: string[] = []
  press.page.on('request', (request) => { if (/\/api\/v1\/posts\?(?!.*folded=yes)/.test(request.url())) asked.push(request.url()) })
  const before = await rowsOf(press.page).first().innerText()
  await Promise.all(Array.from({ length: 12 }, (_, index) => paste(press, `Бурабай әкімдігі, ${index + 1}-көшеде су жоқ, көмектесіңіздер`)))
  await press.page.getByRole('button', { name: words('feed.pill').replace('{count}', '12') }).waitFor()
  // Not twelve times: once or twice, and once more a second for whoever writes slowly.
  expect(asked.length).toBeLessThan(12)
  expect(await rowsOf(press.page).first().innerText()).toBe(before)
  await press.page.keyboard.press('Period')
  await expect.poll(() => rowsOf(press.page).first().innerText()).toContain('көшеде су жоқ')
  const { items } = await (await press.context.request.get('/api/v1/posts?limit=12')).json() as { items: { post: { text: string } }[] }
  const shown = (await rowsOf(press.page).allInnerTexts()).slice(0, 8)
  for (const [index, text] of shown.entries()) expect(text).toContain(/\d+-көшеде/.exec(items[index]?.post.text ?? '')?.[0])
  await press.context.close()
}, 90_000)

test('after a break of the line the screen is whole again without a reload, and says so', async () => {
  const press = await office.visit('aigul', '/feed')
  const reader = await office.visit('bolat', `/tickets/${ticketId}`)
  await rowsOf(press.page).first().waitFor()
  await reader.page.getByLabel(words('words.act.note')).waitFor()
  let loads = 0
  for (const { page } of [press, reader]) page.on('load', () => { loads += 1 })
  await office.restart(async () => {
    for (const { page } of [press, reader]) await page.getByText(words('shell.offline')).waitFor()
  })
  await paste(press, 'Бурабай әкімдігі, байланыс жоқта келген жазба')
  const note = await reader.context.request.post(`/api/v1/tickets/${ticketId}/note`, { data: { text: 'Байланыс жоқта жазылды' } })
  expect(note.status()).toBe(200)
  for (const { page } of [press, reader]) await page.getByText(words('shell.whole')).waitFor()
  await press.page.getByRole('button', { name: words('feed.pill').replace('{count}', '1') }).waitFor()
  await reader.page.getByText('«Байланыс жоқта жазылды»').waitFor()
  expect(loads).toBe(0)
  await Promise.all([press.context.close(), reader.context.close()])
}, 120_000)
