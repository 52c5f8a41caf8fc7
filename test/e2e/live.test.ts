// The live desk in real browsers: who else is here, many events at once, and what is left of a break of the line.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openOffice, wholeBrowser, words, type Office, type Visitor } from './office.ts'

let office: Office
let burabay = ''
let ticketId = ''
beforeAll(async () => {
  office = await openOffice(wholeBrowser)
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

test('a computer whose clock is a day ahead shows the time that is left by the clock of the office', async () => {
  const visitor = await office.visit('aigul', `/feed?akimat=${burabay}`)
  const { page, context } = visitor
  await paste(visitor, 'Аялдамада шам жанбайды, әкімдікке айттық, үнсіз')
  await page.clock.setFixedTime(Date.parse(office.clock.now) + 24 * 3_600_000)
  await page.reload()
  await expect.poll(async () => rowsOf(page).first().innerText()).toMatch(/(29|30) мин қалды/)
  await context.close()
})

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

test('on a line so slow that the next news comes before each answer the figures in the rail move all the same', async () => {
  const press = await office.visit('aigul', '/account')
  const figure = press.page.getByRole('navigation', { name: words('shell.views') }).first().getByRole('link', { name: words('shell.view.feed') })
  const before = await figure.getByText(/\d/).innerText()
  await press.page.route('**/api/v1/counts', async (route) => {
    await new Promise(resolve => setTimeout(resolve, 2_500))
    await route.continue()
  })
  let goesOn = true
  const news = (async () => {
    for (let street = 1; goesOn; street++) {
      await paste(press, `Бурабай әкімдігі, ${street}-ықшам ауданда жылу жоқ, суық`)
      await new Promise(resolve => setTimeout(resolve, 300))
    }
  })()
  await expect.poll(() => figure.getByText(/\d/).innerText(), { timeout: 15_000 }).not.toBe(before).finally(() => { goesOn = false })
  await news
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

test('that the server does not answer is said until it answers, and not after', async () => {
  const { page, context } = await office.visit('zhanna', `/tickets/${ticketId}`)
  const note = page.getByLabel(words('words.act.note'))
  await note.fill('Байланыс үзілді')
  const told = page.getByRole('alert').filter({ hasText: words('shell.problem.offline') })
  await office.restart(async () => {
    await note.press('Control+Enter')
    await told.waitFor()
  })
  await page.getByText(words('shell.whole')).waitFor()
  expect(await told.count()).toBe(0)
  await context.close()
}, 60_000)

interface Heard { tones: number, outside: string[] }
/** What the browser was asked to sound and to show; and a page that says it is not in view when it is told to. */
const listenToBrowser = `
  window.heard = { tones: 0, outside: [], hidden: false }
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...at) { window.heard.tones += 1; start.apply(this, at) }
  window.Notification = class extends window.Notification {
    constructor(title, options) { super(title, options); window.heard.outside.push(title + ' ' + options.body) }
  }
  Object.defineProperty(document, 'hidden', { get: () => window.heard.hidden })
`
const heardBy = (page: Page) => page.evaluate<Heard>('window.heard')

test('a ticket that is given to somebody is told where they are: silently at first, then as they have set it, with its number and never with the post', async () => {
  const { read } = office.desk.world.store
  const zhanna = await read.find('user', 'login', ['zhanna'])
  const bodyId = zhanna?.grants[0]?.organisationId ?? ''
  const press = await office.visit('aigul', '/tickets')
  const give = async (text: string) => {
    const { postId } = await (await press.context.request.post('/api/v1/posts', { data: { organisationId: burabay, url: `https://example.com/${encodeURIComponent(text)}`, text, author: 'Бағлан Т.' } })).json() as { postId: string }
    const answer = await press.context.request.post(`/api/v1/posts/${postId}/register`, { data: { organisationId: burabay, bodyId, officerId: zhanna?.id } })
    return await answer.json() as { ticketId: string, number: string }
  }
  const officer = await office.visit('zhanna', '/account')
  const box = (name: 'sound' | 'browser') => officer.page.getByRole('checkbox', { name: words(`account.notices.${name}`) })
  await officer.context.grantPermissions(['notifications'], { origin: office.desk.url })
  await officer.context.addInitScript({ content: listenToBrowser })
  await officer.page.reload()
  await box('sound').waitFor()
  await officer.page.waitForLoadState('networkidle')
  const told = (number: string) => officer.page.getByText(`${number} · ${words('notices.kind.assigned')}`)
  const silent = await give('Абай көшесінде су жоқ, бірінші')
  await told(silent.number).waitFor()
  expect(await heardBy(officer.page)).toMatchObject({ tones: 0, outside: [] })

  await box('sound').check()
  await box('browser').click()
  await expect.poll(() => box('browser').isChecked()).toBe(true)
  await officer.page.reload()
  await expect.poll(() => box('sound').isChecked()).toBe(true)
  await officer.page.waitForLoadState('networkidle')
  await officer.page.evaluate('window.heard.hidden = true')
  const loud = await give('Абай көшесінде су жоқ, екінші')
  await told(loud.number).waitFor()
  const heard = await heardBy(officer.page)
  expect(heard.tones).toBe(1)
  expect(heard.outside).toEqual([expect.stringContaining(`${loud.number} · ${words('notices.kind.assigned')}`)])
  expect(heard.outside.join()).not.toMatch(/Бағлан|су жоқ/)

  await officer.page.getByText(loud.number).locator('..').getByRole('button', { name: words('notices.go') }).click()
  await officer.page.waitForURL(`**/tickets/${loud.ticketId}`)
  await officer.page.keyboard.press('KeyG')
  const list = officer.page.getByRole('dialog')
  await list.getByRole('button').filter({ hasText: silent.number }).click()
  await officer.page.waitForURL(`**/tickets/${silent.ticketId}`)
  const unread = async () => (await (await officer.context.request.get('/api/v1/notices?limit=50')).json() as { items: { number: string, read: boolean }[] }).items.filter(({ read: isRead }) => !isRead).map(({ number }) => number)
  await expect.poll(unread).not.toContain(silent.number)
  expect(await unread()).toContain(loud.number)
  await Promise.all([officer.context.close(), press.context.close()])
}, 90_000)
