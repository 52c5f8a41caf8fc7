// The hours of the press service in a real browser: many posts decided at once, what is alike joined, and a feed that never jumps.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { triageId } from '#domain/triage.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { castOf, pastePost } from '../http/desk.ts'
import { signInAs, type Person } from '../http/person.ts'
import { keep, ticket } from '../store/documents.ts'
import { demandSmooth, intake, openWithOwnClock, scrollThrough } from './long-lists.ts'
import { faults, openOffice, words, type Office } from './office.ts'

let office: Office
let press: Person
let burabay: string
beforeAll(async () => {
  office = await openOffice()
  press = await signInAs(office.desk.url, 'aigul', demoPassword)
  burabay = await castOf(office.desk.world.store).akimat('burabay')
}, 120_000)
afterAll(async () => office.close())

const streets = ['Абай', 'Достық', 'Наурыз', 'Сәтбаев', 'Жамбыл', 'Мәңгілік ел', 'Тәуелсіздік', 'Бөгенбай']
/** Posts with nothing in common, the last one on top of the feed. */
const paste = async (...texts: string[]) => {
  const ids: string[] = []
  for (const text of texts) ids.push(await pastePost(press, burabay, text))
  return ids
}
const box = (page: Page, index: number) => page.getByRole('list', { name: words('feed.list') }).getByRole('listitem').nth(index).getByRole('checkbox')
const bar = (page: Page) => page.getByRole('region', { name: words('feed.bulk.label') })
const say = (key: string, values: Record<string, string | number>) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words(key))
const chosen = (page: Page, count: number) => bar(page).getByText(say('feed.bulk.chosen', { count }), { exact: true }).waitFor()
const triageOf = async (postId: string) => office.desk.world.store.read.get('triage', triageId(burabay, postId))
const stateOf = async (postId: string) => (await triageOf(postId))?.state
const statesOf = (ids: readonly string[]) => Promise.all(ids.map(stateOf))
const picture = async (page: Page, name: string) => {
  if (!process.env.LOOK) return
  mkdirSync(process.env.LOOK, { recursive: true })
  await page.screenshot({ path: resolve(process.env.LOOK, `${name}.png`) })
}
const openFeed = async () => {
  const visit = await office.visit('aigul', `/feed?akimat=${burabay}`)
  await visit.page.getByRole('list', { name: words('feed.list') }).getByRole('listitem').first().waitFor()
  return visit
}

test('many posts are dismissed at once with one reason; what a colleague decided meanwhile is told by name, and the rest is taken back by one key', async () => {
  const ids = (await paste(...streets.slice(0, 4).map(street => `Сатамын: пәтер, ${street} көшесі, әкімдік маңында`))).toReversed()
  const { page, context, problems } = await openFeed()
  await box(page, 0).click()
  await page.getByRole('list', { name: words('feed.list') }).getByRole('listitem').nth(3).click({ modifiers: ['Shift'] })
  await chosen(page, 4)
  expect(await faults(page)).toEqual([])
  await picture(page, 'bulk-chosen')

  // A colleague is quicker by a moment; of another post the answer gets lost on its way back.
  await page.route(`**/posts/${ids[1]}/dismiss`, async (route) => {
    await press.ask('dismiss', { postId: ids[1] ?? '', organisationId: burabay, reason: 'news' })
    await route.continue()
  })
  let lost = 0
  await page.route(`**/posts/${ids[2]}/dismiss`, async (route) => {
    lost += 1
    if (lost > 1) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await page.keyboard.press('KeyD')
  await page.getByRole('dialog').getByText(words('words.dismissal.advert')).click()
  await page.getByRole('dialog', { name: say('feed.bulk.refused', { count: 1 }) }).waitFor()
  await page.getByRole('dialog').getByText('Достық').or(page.getByRole('dialog').getByText('Наурыз')).first().waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'bulk-refused')
  expect(lost).toBe(2)
  expect((await Promise.all(ids.map(triageOf))).map(triage => triage?.reason)).toEqual(['advert', 'news', 'advert', 'advert'])
  await page.keyboard.press('Escape')
  await page.getByText(say('feed.bulk.dismissed', { count: 3, reason: words('words.dismissal.advert') })).waitFor()
  await page.keyboard.press('KeyZ')
  await expect.poll(() => statesOf(ids)).toEqual(['new', 'dismissed', 'new', 'new'])
  expect(problems.filter(problem => !/409|ERR_FAILED/.test(problem))).toEqual([])
  await context.close()
}, 60_000)

test('by keys alone: two posts are chosen, joined to a ticket by its number, and taken off again', async () => {
  const [mainId = ''] = await paste('Сарайдың төбесі ұшып кетті, әкімдік көмектессін, қатты жел болды')
  const { ticketId, number } = await press.ask('register', { postId: mainId, organisationId: burabay })
  const ids = await paste('Көпір құлады, әкімдік қайда қарап отыр, өту мүмкін емес', 'Аялдамада шам жанбайды, әкімдікке айттық, үнсіз')
  const { page, context, problems } = await openFeed()
  await page.keyboard.press('KeyX')
  await page.keyboard.press('Shift+KeyJ')
  await chosen(page, 2)
  await page.keyboard.press('KeyM')
  await page.getByRole('dialog').getByRole('combobox').fill((number ?? '').slice(-6))
  await page.getByRole('dialog').getByRole('option', { name: number ?? '' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(say('feed.bulk.joined', { count: 2, number: number ?? '' })).waitFor()
  expect(await statesOf(ids)).toEqual(['joined', 'joined'])
  expect((await office.desk.world.store.read.get('ticket', ticketId ?? ''))?.posts.map(({ postId }) => postId).sort()).toEqual([mainId, ...ids].sort())
  await page.keyboard.press('KeyZ')
  await expect.poll(() => statesOf(ids)).toEqual(['new', 'new'])

  const list = page.getByRole('list', { name: words('feed.list') })
  for (const text of ['Көпір құлады', 'Аялдамада шам жанбайды']) await list.getByRole('listitem').filter({ hasText: text }).waitFor()
  const rows = (await press.ask('feed', { organisationId: burabay, limit: 50 })).items.length
  // The rows that were taken off come back to the screen a moment after the store.
  await expect.poll(async () => {
    await page.keyboard.press('Shift+KeyX')
    return bar(page).getByText(say('feed.bulk.chosen', { count: rows }), { exact: true }).count()
  }).toBe(1)
  await page.keyboard.press('Escape')
  await bar(page).waitFor({ state: 'detached' })
  expect(problems).toEqual([])
  await context.close()
}, 60_000)

test('a post that says the same as one on a ticket joins it by one click; an answer given before becomes the draft of the next', async () => {
  const cast = castOf(office.desk.world.store)
  const [bodyId, officerId] = [await cast.body('burabay', 'energy_utilities'), await cast.user('zhanna')]
  const matter = 'Әкімдік, Бөгенбай көшесіндегі көпқабатты үйлерде үш күннен бері ыстық су жоқ, балалар ауырып жатыр, диспетчер тұтқаны көтермейді'
  const [mainId = ''] = await paste(matter)
  const { ticketId, number } = await press.ask('register', { postId: mainId, organisationId: burabay, topic: 'utilities.water_supply', bodyId, officerId })
  const [told = ''] = await paste(matter.replace('үш күннен', 'төрт күннен'))
  const { page, context, problems } = await openFeed()
  const panel = page.getByRole('region', { name: words('similar.title') })
  await panel.getByText(words('similar.tickets')).waitFor()
  await panel.getByText(number ?? '').first().waitFor()
  await page.getByRole('region', { name: words('feed.told.title') }).getByText(say('feed.told.posts', { count: 2 })).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'similar-post')
  await panel.getByRole('button', { name: words('words.act.join') }).first().click()
  await expect.poll(() => stateOf(told)).toBe('joined')
  expect((await triageOf(told))?.ticketId).toBe(ticketId)
  expect(problems).toEqual([])
  await context.close()

  const [zhanna, bolat] = [await signInAs(office.desk.url, 'zhanna', demoPassword), await signInAs(office.desk.url, 'bolat', demoPassword)]
  const answer = 'Құбыр ауыстырылды, ыстық су бүгін кешкі алтыда қосылады.'
  await zhanna.ask('accept', { ticketId: ticketId ?? '' })
  await zhanna.ask('submit', { ticketId: ticketId ?? '', text: answer, kind: 'final', result: 'solved' })
  await bolat.ask('approve', { ticketId: ticketId ?? '' })
  await press.ask('publish', { ticketId: ticketId ?? '', permalink: 'https://social.example/answer/1' })
  const [nextId = ''] = await paste('Әкімдік, Сәтбаев көшесінде де ыстық су тоқтады, түнде мұздай су ақты')
  const next = await press.ask('register', { postId: nextId, organisationId: burabay, topic: 'utilities.water_supply', bodyId, officerId })
  await zhanna.ask('accept', { ticketId: next.ticketId ?? '' })
  const officer = await office.visit('zhanna', `/tickets/${next.ticketId}`)
  const given = officer.page.getByRole('listitem').filter({ hasText: answer })
  await picture(officer.page, 'similar-ticket')
  await given.getByRole('button', { name: words('similar.use') }).click()
  expect(await officer.page.locator('#reply-text').inputValue()).toBe(answer)
  expect(await faults(officer.page)).toEqual([])
  await picture(officer.page, 'similar-used')
  expect(officer.problems).toEqual([])
  await officer.context.close()
}, 60_000)

test('a post of another akimat is passed on with a reason; the feed is narrowed to a topic, and says when that holds nothing', async () => {
  const [postId = ''] = await paste('Облыс әкімдігі, Көкшетауға баратын жол қашан жөнделеді?')
  const { page, context, problems } = await openFeed()
  await page.getByRole('article', { name: words('feed.detail') }).getByRole('button', { name: words('words.act.pass') }).click()
  await page.getByRole('dialog').getByLabel(words('feed.pass-to')).locator('option').filter({ hasText: 'Ақмола облысының әкімдігі' }).waitFor({ state: 'attached' })
  await page.getByRole('dialog').getByLabel(words('feed.pass-note')).fill('Республикалық жол')
  expect(await faults(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: words('words.act.pass') }).click()
  await page.getByText(say('feed.done.pass', { akimat: 'Ақмола облысының әкімдігі' })).waitFor()
  expect(await stateOf(postId)).toBe('passed')

  await page.getByRole('button', { name: words('feed.filter.title'), exact: true }).click()
  const filter = page.getByRole('group', { name: words('feed.filter.title') })
  await filter.getByLabel(words('feed.filter.topic')).selectOption('agri_vet')
  await page.waitForURL(/topic=agri_vet/)
  const narrowed = (await press.ask('feed', { organisationId: burabay, topic: 'agri_vet' })).items.length
  await expect.poll(() => page.getByRole('list', { name: words('feed.list') }).getByRole('listitem').count()).toBe(narrowed)
  await filter.getByLabel(words('feed.filter.source')).selectOption('manual')
  await page.waitForURL(/source=manual/)
  // Closed, the fields filter nothing.
  await page.getByRole('button', { name: words('feed.filter.title'), exact: true }).click()
  await page.waitForURL(url => !url.search.includes('topic') && !url.search.includes('source'))
  await page.getByRole('list', { name: words('feed.list') }).getByRole('listitem').first().waitFor()
  expect(problems).toEqual([])
  await context.close()
}, 60_000)

const later = () => { office.clock.now = new Date(Date.parse(office.clock.now) + 1000).toISOString() }
const openOwnClock = (path: string) => openWithOwnClock(office, 'aigul', path)

test('ten thousand posts are scrolled by wheel, by pages and to the very end without a blank or a jump, while new ones arrive', async () => {
  const { world } = office.desk
  const texts = Array.from({ length: 10_000 }, (_, index) => `Жазба ${index}: әкімдік, ${streets[index % streets.length]} көшесіндегі №${index} үйде жарық жанбайды`)
  for (let from = 0; from < texts.length; from += 500) {
    later()
    await intake(world, burabay, texts.slice(from, from + 500))
  }
  const endOf = async (direction: 'asc' | 'desc') => {
    const { items: [triage] } = await world.store.read.list('triage', { where: { organisationId: burabay, state: 'new', folded: false }, order: { by: 'collectedAt', direction }, limit: 1 })
    return triage?.postId ?? ''
  }
  const ends = { newest: await endOf('desc'), oldest: await endOf('asc') }
  const { page, context } = await openOwnClock(`/feed?akimat=${burabay}`)
  demandSmooth(await scrollThrough(page, page.getByRole('list', { name: words('feed.list') }), ends, async (index) => {
    later()
    await paste(`Жаңадан келген: әкімдік, ${index} аула қараусыз қалды`)
  }))
  await page.getByRole('button', { name: new RegExp(words('feed.pill').replace('{count}', '\\d+')) }).waitFor()
  await context.close()
}, 180_000)

test('ten thousand tickets are scrolled as smoothly while posts are registered, and the way back from one leads to its place', async () => {
  const { store } = office.desk.world
  const numbers = Array.from({ length: 10_000 }, (_, index) => String(900_000 + index))
  for (let from = 0; from < numbers.length; from += 500) {
    const registeredAt = new Date(Date.parse('2026-01-05T05:00:00.000Z') + from * 60_000).toISOString()
    await keep(store, async (tx) => { for (const number of numbers.slice(from, from + 500)) await tx.insert('ticket', ticket(`many-${number}`, { number: `БУР-2025-${number}`, organisationId: burabay, registeredAt })) })
  }
  const endOf = async (direction: 'asc' | 'desc') => (await store.read.list('ticket', { where: { organisationId: burabay }, order: { by: 'registeredAt', direction }, limit: 1 })).items[0]?.id ?? ''
  const ends = { newest: await endOf('desc'), oldest: await endOf('asc') }
  const { page, context } = await openOwnClock(`/tickets?organisationId=${burabay}`)
  const list = page.getByRole('list', { name: words('tickets.list') })
  demandSmooth(await scrollThrough(page, list, ends, async (index) => {
    later()
    const [postId = ''] = await paste(`Тіркелетін жазба: әкімдік, ${index} шұңқыр`)
    await press.ask('register', { postId, organisationId: burabay })
  }))
  await page.getByRole('button', { name: new RegExp(words('tickets.waiting').replace('{count}', '\\d+')) }).waitFor()
  for (let turn = 0; turn < 20; turn += 1) await page.keyboard.press('PageDown')
  const address = await (await page.waitForFunction('document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("a")?.getAttribute("href")')).jsonValue() as string
  const row = list.locator(`a[href="${address}"]`)
  const before = await row.boundingBox()
  await row.click()
  await page.waitForURL(`**${address}`)
  await page.goBack()
  await expect.poll(async () => Math.abs(((await row.boundingBox())?.y ?? Infinity) - (before?.y ?? 0))).toBeLessThan(10)
  await context.close()
}, 180_000)

test('a view of the feed, of the search and of the tickets is kept under a name, and is there on the next day at another machine', async () => {
  const first = await office.visit('aigul', '/search?words=жарық')
  await first.page.getByRole('button', { name: words('views.save') }).click()
  await first.page.getByLabel(words('views.name')).fill('Жарық')
  await first.page.keyboard.press('Enter')
  await first.page.getByRole('group', { name: words('views.title') }).getByRole('link', { name: 'Жарық' }).waitFor()
  expect(await faults(first.page)).toEqual([])
  await first.context.close()
  const { page, context, problems } = await office.visit('aigul', '/search')
  const views = page.getByRole('group', { name: words('views.title') })
  await views.getByRole('link', { name: 'Жарық' }).click()
  await page.waitForURL(/words=/)
  // What was searched for is marked, in any of its forms.
  await page.locator('main mark', { hasText: /^жары[қғ]/i }).first().waitFor()
  await page.goto('/tickets?view=overdue')
  await page.getByRole('button', { name: words('views.save') }).click()
  await page.getByLabel(words('views.name')).fill('Кешіккен')
  await page.keyboard.press('Enter')
  await views.getByRole('link', { name: 'Кешіккен' }).waitFor()
  await page.goto('/feed?state=dismissed')
  await page.getByRole('button', { name: words('views.save') }).click()
  await page.getByLabel(words('views.name')).fill('Тіркелмеген')
  await page.keyboard.press('Enter')
  await views.getByRole('link', { name: 'Тіркелмеген' }).waitFor()
  await page.reload()
  await views.getByRole('link', { name: 'Тіркелмеген' }).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'views-feed')
  await views.getByRole('button', { name: say('views.drop', { name: 'Тіркелмеген' }) }).click()
  await views.getByRole('link', { name: 'Тіркелмеген' }).waitFor({ state: 'detached' })
  expect(problems).toEqual([])
  await context.close()
}, 60_000)
