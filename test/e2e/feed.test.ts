// The hours of the press service in a real browser: many posts decided at once, what is alike joined, and a feed that never jumps.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { triageId } from '#domain/triage.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { castOf, pastePost } from '../http/desk.ts'
import { signInAs, type Person } from '../http/person.ts'
import { openOffice, words, type Office } from './office.ts'

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
const faults = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)
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

  await page.keyboard.press('Shift+KeyX')
  const rows = (await press.ask('feed', { organisationId: burabay, limit: 50 })).items.length
  await chosen(page, rows)
  await page.keyboard.press('Escape')
  await bar(page).waitFor({ state: 'detached' })
  expect(problems).toEqual([])
  await context.close()
}, 60_000)
