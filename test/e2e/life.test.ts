// The life of one post in a real browser: four people, four browser contexts, and the manager's board that moves by itself.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { openOffice, words, type Office, type Visitor, type VisitOptions } from './office.ts'

let office: Office
beforeAll(async () => { office = await openOffice() })
afterAll(async () => office.close())

const akimatOf = async (prefix: string) => (await office.desk.world.store.read.find('organisation', 'prefix', [prefix]))?.id ?? ''
const button = (page: Page, key: string) => page.getByRole('button', { name: words(key) }).first()
const chip = (page: Page, state: string) => page.getByText(words(`words.state.${state}`), { exact: true }).first()

/** Somebody of the press service pastes a link; it arrives like every other post. */
const post = async (press: Visitor, organisationId: string, text: string) => {
  const answer = await press.context.request.post('/api/v1/posts', { data: { organisationId, url: `https://example.com/${encodeURIComponent(text.slice(0, 20))}`, text } })
  expect(answer.status()).toBe(200)
}

/** Today's numbers as the board's first sentences say them. */
const boardOf = async (manager: Visitor) => {
  const text = await manager.page.locator('main').innerText()
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? NaN)
  return { registered: number(/(\d+)\s+өтінім тіркелді/), answered: number(/(\d+)\s+жауап\s+жарияланды/) }
}
const patience = { timeout: 60_000 }

const phone: VisitOptions = { width: 390, height: 844 }

test('on telephones: press registers, the officer answers, the head approves, press publishes and closes; every open screen follows without a reload', async () => {
  const burabay = await akimatOf('БУР')
  const manager = await office.visit('sabit', '/statistics', phone)
  await manager.page.getByText(/өтінім тіркелді/).first().waitFor()
  const before = await boardOf(manager)

  const press = await office.visit('aigul', '/feed', phone)
  await press.page.getByRole('list', { name: words('feed.list') }).waitFor()
  await post(press, burabay, 'Әкімдік, Абай көшесіндегі шұңқырды қашан жамайсыздар? Жол бұзылды, үш көліктің дөңгелегі жарылды.')
  await press.page.getByRole('button', { name: words('feed.pill').replace('{count}', '1') }).click()
  await press.page.getByText('шұңқырды қашан').first().click()
  await button(press.page, 'words.act.register').click()
  // Similar tickets stand on the screen with their numbers too.
  const toast = press.page.getByText(new RegExp(words('feed.done.register').replace('{number}', 'БУР-2026-\\d{6}')))
  await toast.waitFor()
  const [number = ''] = /БУР-2026-\d{6}/.exec(await toast.innerText()) ?? []
  const ticket = await office.desk.world.store.read.find('ticket', 'number', [number])
  expect(ticket).toMatchObject({ state: 'assigned', topic: expect.stringMatching(/^roads\./) })
  await expect.poll(() => boardOf(manager), patience).toEqual({ ...before, registered: before.registered + 1 })

  const officerLogin = (await office.desk.world.store.read.get('user', ticket?.officerId ?? ''))?.login ?? 'erlan'
  const officer = await office.visit(officerLogin, '/queue', phone)
  await officer.page.getByText(number).first().click()
  await button(officer.page, 'words.act.accept').click()
  await officer.page.locator('#reply-text').fill('Сәлеметсіз бе! Шұңқыр бүгін сағат 18:00-ге дейін жамалады, орындалуын Ерлан Дүйсенов бақылайды.')
  await officer.page.getByLabel(words('ticket.result')).selectOption('solved')
  await officer.page.getByRole('button', { name: words('words.act.submit'), exact: true }).click()
  await chip(officer.page, 'review').waitFor()

  const head = await office.visit('talgat', '/control', phone)
  await head.page.locator(`[data-row="${ticket?.id}"]`).click()
  await head.page.getByRole('button', { name: words('words.act.approve'), exact: true }).click()
  await chip(head.page, 'approved').waitFor()
  await chip(officer.page, 'approved').waitFor()

  await press.page.goto(`/tickets/${ticket?.id}`)
  await press.page.getByLabel(words('ticket.permalink')).fill('https://example.com/post#reply')
  await button(press.page, 'words.act.publish').click()
  await chip(press.page, 'answered').waitFor()
  await chip(head.page, 'answered').waitFor()
  await expect.poll(() => boardOf(manager), patience).toEqual({ registered: before.registered + 1, answered: before.answered + 1 })
  await button(press.page, 'words.act.close').click()
  await press.page.getByRole('dialog').getByRole('button', { name: words('words.act.close'), exact: true }).click()
  await chip(press.page, 'closed').waitFor()

  // The manager goes from the figure to its list, and takes the ticket on control.
  await manager.page.goto(`/tickets/${ticket?.id}`)
  await button(manager.page, 'words.act.control').click()
  await button(manager.page, 'words.act.control-off').waitFor()
  for (const visitor of [manager, press, officer, head]) {
    expect(visitor.problems).toEqual([])
    expect(await visitor.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
    await visitor.context.close()
  }
})

const isFocused = async (page: Page, target: Locator) => await target.and(page.locator(':focus')).count() > 0
/** Tab by Tab, as a person without a mouse: what is not reached so cannot be used by them. */
const tabTo = async (page: Page, target: Locator) => {
  await target.first().waitFor()
  for (let steps = 0; steps < 120; steps++) {
    if (await isFocused(page, target.first())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`not reached by Tab: ${String(target)}`)
}
/** Row by row down a list of work, then Enter. */
const openRow = async (page: Page, ticketId: string) => {
  const row = page.locator(`[data-row="${ticketId}"]`)
  await row.waitFor()
  for (let steps = 0; steps < 60 && !await isFocused(page, row); steps++) await page.keyboard.press('KeyJ')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(ticketId))
}

test('without a mouse: signing in, registering, accepting, answering, approving, publishing, closing', async () => {
  const manager = await office.visit('sabit', '/statistics')
  await manager.page.getByText(/өтінім тіркелді/).first().waitFor()
  const before = await boardOf(manager)
  const press = await office.visit(null, '/sign-in')
  await tabTo(press.page, press.page.locator('input[name="login"], input[autocomplete="username"]'))
  await press.page.keyboard.type('aigul')
  await tabTo(press.page, press.page.locator('input[type="password"]'))
  await press.page.keyboard.type(demoPassword)
  await press.page.keyboard.press('Enter')
  await press.page.getByRole('list', { name: words('feed.list') }).waitFor()
  await post(press, await akimatOf('БУР'), 'Әкімдік, Абылай хан көшесіндегі аялдаманың шатыры құлады, жол жиегінде жатыр, адамдар айналып жүр.')
  await press.page.getByRole('button', { name: words('feed.pill').replace('{count}', '1') }).waitFor()
  await press.page.keyboard.press('Period')
  await press.page.getByText('шатыры құлады').first().waitFor()
  for (let steps = 0; steps < 40 && await press.page.getByRole('article', { name: words('feed.detail') }).getByText('шатыры құлады').count() === 0; steps++) await press.page.keyboard.press('KeyK')
  await button(press.page, 'words.act.register').waitFor()
  await press.page.keyboard.press('KeyR')
  const toast = press.page.getByText(/БУР-2026-\d{6}/).first()
  await toast.waitFor()
  const [number = ''] = /БУР-2026-\d{6}/.exec(await toast.innerText()) ?? []
  const { read } = office.desk.world.store
  const ticket = await read.find('ticket', 'number', [number])
  const loginOf = async (userId: string | null | undefined) => (await read.get('user', userId ?? ''))?.login ?? ''
  const ticketId = ticket?.id ?? ''

  const officer = await office.visit(await loginOf(ticket?.officerId), '/queue')
  await openRow(officer.page, ticketId)
  await button(officer.page, 'words.act.accept').waitFor()
  await officer.page.keyboard.press('KeyA')
  await officer.page.locator('#reply-text').waitFor()
  await officer.page.keyboard.press('KeyE')
  await officer.page.keyboard.type('Сәлеметсіз бе! Аялдаманың шатыры бүгін жиналды, жаңасы 25 қарашада орнатылады.')
  const result = officer.page.getByLabel(words('ticket.result'))
  await tabTo(officer.page, result)
  for (let steps = 0; steps < 6 && await result.inputValue() !== 'solved'; steps++) await officer.page.keyboard.press('ArrowDown')
  await officer.page.keyboard.press('Control+Enter')
  await chip(officer.page, 'review').waitFor()

  const body = await read.get('organisation', ticket?.bodyId ?? '')
  const head = await office.visit(await loginOf(body?.members.head[0]), '/control')
  await openRow(head.page, ticketId)
  await tabTo(head.page, head.page.getByRole('button', { name: words('words.act.approve'), exact: true }))
  await head.page.keyboard.press('Enter')
  await chip(head.page, 'approved').waitFor()

  await press.page.goto('/control')
  await openRow(press.page, ticketId)
  await tabTo(press.page, press.page.getByLabel(words('ticket.permalink')))
  await press.page.keyboard.type('https://example.com/post#reply')
  await press.page.keyboard.press('Enter')
  await chip(press.page, 'answered').waitFor()
  await press.page.keyboard.press('KeyA')
  await tabTo(press.page, press.page.getByRole('dialog').getByRole('button', { name: words('words.act.close'), exact: true }))
  await press.page.keyboard.press('Enter')
  await chip(press.page, 'closed').waitFor()
  await expect.poll(() => boardOf(manager), patience).toEqual({ registered: before.registered + 1, answered: before.answered + 1 })
  for (const visitor of [manager, press, officer, head]) {
    expect(visitor.problems.filter(problem => !/401/.test(problem))).toEqual([])
    await visitor.context.close()
  }
})

test('a registration is undone within eight seconds by one key, and the post is back in the feed', async () => {
  const press = await office.visit('denis', '/feed')
  const rows = press.page.getByRole('list', { name: words('feed.list') }).getByRole('listitem')
  await rows.first().waitFor()
  const first = await rows.first().innerText()
  await press.page.keyboard.press('KeyR')
  const undo = press.page.getByRole('button', { name: new RegExp(words('shell.undo')) })
  await undo.waitFor()
  await press.page.keyboard.press('KeyZ')
  await press.page.getByText(words('feed.done.undone')).waitFor()
  const list = await office.desk.world.store.read.list('ticket', { where: { state: 'annulled' }, order: { by: 'registeredAt', direction: 'desc' }, limit: 1 })
  expect(list.items).toHaveLength(1)
  expect(first.length).toBeGreaterThan(0)
  await press.context.close()
})

test('a person whose rights end there is sent to sign in, and comes back to the page they wanted', async () => {
  const guest = await office.visit(null, '/queue')
  await guest.page.waitForURL(/sign-in/)
  await guest.page.getByRole('button', { name: /Дүйсенов/ }).first().click()
  await guest.page.keyboard.press('Enter')
  await guest.page.waitForURL(/\/queue$/)
  await guest.context.close()
})

test('the desk is stopped and started: open browsers come back by themselves and go on', async () => {
  const burabay = await akimatOf('БУР')
  const press = await office.visit('aigul', '/feed')
  await press.page.getByRole('list', { name: words('feed.list') }).waitFor()
  await office.restart()
  await expect.poll(async () => {
    try {
      return (await press.context.request.get('/readyz')).status()
    } catch {
      return 0
    }
  }).toBe(200)
  // The socket finds its way back within its own patience; the post is told to it, not asked for.
  await expect.poll(() => press.page.getByText(words('shell.offline')).count(), { timeout: 60_000 }).toBe(0)
  await post(press, burabay, 'Акимат, на улице Советской не горит ни один фонарь уже третий день!')
  await press.page.getByText(/1 жаңа жазба|не горит ни один фонарь/).first().waitFor({ timeout: 60_000 })
  await press.context.close()
})
