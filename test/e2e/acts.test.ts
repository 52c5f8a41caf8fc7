// The rarer acts by hand: asking the author, an extension, contacts, priority, a hand-over that comes back, merging.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { castOf, pastePost, registerPost } from '../http/desk.ts'
import { signInAs } from '../http/person.ts'
import { faults, openOffice, words, type Office } from './office.ts'

let office: Office
let number: string
let ticketId: string
let mainNumber: string
beforeAll(async () => {
  office = await openOffice()
  const cast = castOf(office.desk.world.store)
  const [aigul, zhanna] = [await signInAs(office.desk.url, 'aigul', demoPassword), await signInAs(office.desk.url, 'zhanna', demoPassword)]
  const [akimatId, bodyId, officerId] = [await cast.akimat('burabay'), await cast.body('burabay', 'energy_utilities'), await cast.user('zhanna')]
  const registered = await registerPost(aigul, akimatId, { bodyId, officerId })
  number = registered.number
  ticketId = registered.ticketId
  mainNumber = (await registerPost(aigul, akimatId, { bodyId, officerId })).number
  await zhanna.ask('accept', { ticketId })
})
afterAll(async () => office.close())

const act = (key: string) => words(`words.act.${key}`)
/** Only a toast says that it is done: the title of a dialog has the number and much the same words. */
const done = (page: Page, event: string) => page.getByRole('region', { name: words('shell.toasts') }).getByText(`${number} · ${words(`words.event.${event}`)}`, { exact: true }).first().waitFor()
const rare = async (page: Page, name: string) => {
  const button = page.locator('details').getByRole('button', { name: act(name), exact: true, includeHidden: true })
  // Only an act that stands there can be folded away: right after another act the ticket is still read anew.
  await button.waitFor({ state: 'attached' })
  if (!await button.isVisible()) await page.getByText(words('acts.rare')).click()
  await button.click()
}
const field = (page: Page, key: string) => page.getByRole('dialog').getByLabel(words(`acts.label.${key}`), { exact: true })
const send = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
const as = (login: string) => office.visit(login, `/tickets/${ticketId}`)
const stateNow = async () => (await office.desk.world.store.read.get('ticket', ticketId))?.state

test('a question goes to the author and the clocks stand until the answer comes; the term is extended by the head', async () => {
  const [officer, press, head] = [await as('zhanna'), await as('aigul'), await as('bolat')]
  await rare(officer.page, 'ask-author')
  await send(officer.page, act('ask-author'))
  await officer.page.getByText(words('acts.needed')).waitFor()
  await field(officer.page, 'ask-author-text').fill('Үйіңіздің нөмірі қандай?')
  await send(officer.page, act('ask-author'))
  await done(officer.page, 'ask-author')
  await press.page.getByRole('button', { name: act('post-question') }).click()
  await field(press.page, 'link').fill('https://social.example/question/1')
  await send(press.page, act('post-question'))
  await press.page.getByRole('button', { name: act('author-answered') }).click()
  await send(press.page, act('author-answered'))
  await done(press.page, 'author-answered')
  expect(await stateNow()).toBe('in-work')

  // What was said meanwhile must stand on the officer's screen: an act on an older state is refused with what changed.
  await officer.page.getByRole('region', { name: words('ticket.timeline') }).getByText(words('words.event.author-answered')).waitFor()
  await rare(officer.page, 'request-extension')
  await field(officer.page, 'extensionReason').selectOption('materials')
  await field(officer.page, 'day').fill('03.12.2026')
  await send(officer.page, act('request-extension'))
  await done(officer.page, 'request-extension')
  await head.page.getByRole('button', { name: act('decide-extension') }).click()
  await field(head.page, 'decision').selectOption('grant')
  await send(head.page, act('decide-extension'))
  await done(head.page, 'decide-extension')
  expect((await office.desk.world.store.read.get('ticket', ticketId))?.final.dueAt?.slice(0, 10)).toBe('2026-12-03')
  for (const { problems, context } of [officer, press, head]) {
    expect(problems).toEqual([])
    await context.close()
  }
})

test('contacts are written down and shown only at a press; the case goes to an outside body and comes back; it is merged into another', async () => {
  const { page, problems, context } = await as('aigul')
  await rare(page, 'contact')
  await field(page, 'phone').fill('+7 700 000 00 00')
  await send(page, words('acts.save'))
  await done(page, 'contact')
  expect(await page.getByText('+7 700 000 00 00').count()).toBe(0)
  await page.getByRole('button', { name: words('acts.contact.show') }).click()
  await page.getByText('+7 700 000 00 00').waitFor()
  await rare(page, 'priority')
  await field(page, 'priority').selectOption('high')
  await send(page, words('acts.save'))
  await done(page, 'priority')
  await rare(page, 'hand-over')
  await field(page, 'outside').selectOption({ index: 1 })
  expect(await field(page, 'text').inputValue()).toContain(number)
  await field(page, 'link').fill('https://social.example/handed/1')
  await field(page, 'hand-over-number').fill('ИСХ-17')
  await send(page, act('hand-over'))
  await done(page, 'hand-over')
  await page.getByRole('button', { name: act('take-back') }).click()
  await page.getByRole('dialog').locator('textarea').fill('Бұл біздің жұмыс екен')
  await send(page, act('take-back'))
  await done(page, 'take-back')
  await rare(page, 'merge')
  await field(page, 'main').fill(mainNumber.slice(-4))
  await page.getByRole('dialog').getByRole('button', { name: mainNumber }).click()
  await send(page, act('merge'))
  await done(page, 'merge')
  expect(await stateNow()).toBe('merged')
  await rare(page, 'unmerge')
  await done(page, 'unmerge')
  expect(problems).toEqual([])
  await context.close()
})

test('on a slow line a second act right after one\'s own first is done, not refused as if somebody had been there meanwhile', async () => {
  const aigul = await signInAs(office.desk.url, 'aigul', demoPassword)
  const { ticketId: slowId } = await registerPost(aigul, await castOf(office.desk.world.store).akimat('burabay'))
  const { page, problems, context } = await office.visit('aigul', `/tickets/${slowId}`)
  await page.getByText(words('acts.rare')).click()
  await page.route(`**/api/v1/tickets/${slowId}`, async (route) => {
    await new Promise(resolve => setTimeout(resolve, 2_000))
    await route.continue()
  })
  for (const priority of ['high', 'normal']) {
    await page.getByRole('button', { name: act('priority'), exact: true }).click()
    await field(page, 'priority').selectOption(priority)
    await send(page, words('acts.save'))
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  expect((await office.desk.world.store.read.get('ticket', slowId))?.priority).toBe('normal')
  expect(problems).toEqual([])
  await context.close()
})

test('a matter of the police comes into the dialog of the hand-over with the police named, a matter of the akimat with nobody', async () => {
  const cast = castOf(office.desk.world.store)
  const aigul = await signInAs(office.desk.url, 'aigul', demoPassword)
  const organisationId = await cast.akimat('burabay')
  const postId = await pastePost(aigul, organisationId, 'Бурабай, участковый не приезжает на вызовы, полиция, примите меры, соседи шумят каждую ночь')
  const { ticketId: foreign } = await aigul.ask('register', { postId, organisationId })
  const proposed = async (id: string | null) => {
    const { page, problems, context } = await office.visit('aigul', `/tickets/${id}`)
    await rare(page, 'hand-over')
    const value = await field(page, 'outside').inputValue()
    expect(problems).toEqual([])
    await context.close()
    return value
  }
  expect(await proposed(foreign)).toBe(await cast.body('burabay', 'internal_police'))
  expect(await proposed((await registerPost(aigul, organisationId)).ticketId)).toBe('')
})

test('the manager sees what was promised, by its day, and what became of it; each row leads to its ticket', async () => {
  const { page, problems, context } = await office.visit('sabit', '/promises')
  const rows = (view: string) => page.getByRole('list', { name: words(`promises.view.${view}`) }).getByRole('listitem')
  await rows('open').first().waitFor()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('3')
  await rows('kept').first().getByText(words('promises.state.kept')).or(rows('kept').first().getByText(words('promises.state.late'))).waitFor()
  const promised = await rows('kept').first().innerText()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/tickets\//)
  const heading = await page.getByRole('heading', { level: 1 }).innerText()
  expect(promised).toContain(/[\p{L}]+-2026-\d+/u.exec(heading)?.[0] ?? heading)
  expect(problems).toEqual([])
  await context.close()
})

test('a head who is named has a queue in the rail, with what waits in it, and none when nothing does', async () => {
  const cast = castOf(office.desk.world.store)
  const [press, head] = [await signInAs(office.desk.url, 'aigul', demoPassword), await signInAs(office.desk.url, 'talgat', demoPassword)]
  const bodyId = await cast.body('burabay', 'roads_transport')
  const { page } = await office.look('talgat', '/control')
  const queue = page.getByRole('navigation', { name: words('shell.views') }).first().getByRole('link', { name: words('shell.view.queue') })
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await queue.count()).toBe(0)
  const { ticketId: own } = await registerPost(press, await cast.akimat('burabay'), { bodyId })
  await head.ask('reassign', { ticketId: own, officerId: await cast.user('talgat') })
  await queue.click()
  await page.getByRole('heading', { level: 1, name: words('queue.title') }).waitFor()
  await page.getByRole('main').getByRole('listitem').first().waitFor()
  await page.close()
})
