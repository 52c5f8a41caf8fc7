// The coordinator keeps the rules by hand: sees last week before saving, switches off and on, sets a term, and decides what is offered.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { castOf, pastePost } from '../http/desk.ts'
import { signInAs } from '../http/person.ts'
import { byMachine } from '../../server/actions/act.ts'
import { createOrganisation } from '../../server/actions/create-organisation.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { faults, openOffice, words, type Office } from './office.ts'

const topic = 'roads.sidewalks'
let office: Office
beforeAll(async () => { office = await openOffice() })
afterAll(async () => office.close())

const button = (page: Page, key: string) => page.getByRole('button', { name: words(key), exact: true }).first()
const field = (page: Page, key: string) => page.getByRole('dialog').getByLabel(words(key), { exact: true })
const picture = async (page: Page, name: string) => {
  if (!process.env.LOOK) return
  mkdirSync(process.env.LOOK, { recursive: true })
  await page.screenshot({ path: resolve(process.env.LOOK, `${name}.png`) })
}
const bookOf = async (akimatId: string) => (await office.desk.world.store.read.get('ruleBook', akimatId))?.rules

test('a rule is saved after last week was seen, goes off at once and on again through the same look', async () => {
  const cast = castOf(office.desk.world.store)
  const [akimatId, bodyId] = [await cast.akimat('burabay'), await cast.body('burabay', 'energy_utilities')]
  const { page, context, problems } = await office.visit('kairat', `/rules?organisationId=${akimatId}`)
  await page.getByText(words('rules.none')).waitFor()
  await button(page, 'rules.add').click()
  await page.getByText(words('rules.preview.choose')).waitFor()
  expect(await button(page, 'rules.save').count()).toBe(0)
  const places = await field(page, 'rules.place').locator('option').allTextContents()
  expect(places).toContain('Бурабай ауданы')
  expect(places.join()).not.toMatch(/Алматы|Целиноград/)
  await field(page, 'rules.topic').selectOption('utilities')
  await field(page, 'rules.body').selectOption(bodyId)
  await page.getByText(/ережеге сай келгені: [1-9]/).waitFor()
  await field(page, 'rules.body').selectOption('')
  expect(await button(page, 'rules.save').count()).toBe(0)
  await field(page, 'rules.body').selectOption(bodyId)
  await page.getByRole('radio', { name: words('rules.effect.assign') }).check()
  expect(await faults(page)).toEqual([])
  await picture(page, 'rule-dialog')
  await button(page, 'rules.save').click()
  await page.getByText(words('rules.saved')).waitFor()
  expect(await bookOf(akimatId)).toMatchObject([{ topic: 'utilities', place: null, bodyId, officerId: null, effect: 'assign', active: true }])
  await picture(page, 'rules')

  await button(page, 'rules.switch-off').click()
  await page.getByText(words('rules.off'), { exact: true }).waitFor()
  expect(await bookOf(akimatId)).toMatchObject([{ active: false, effect: 'assign' }])
  await button(page, 'rules.switch-on').click()
  await button(page, 'rules.save-on').click()
  await button(page, 'rules.switch-off').waitFor()
  expect(await bookOf(akimatId)).toMatchObject([{ active: true, effect: 'assign', version: 3 }])
  expect(problems).toEqual([])
  await context.close()
})

test('a term out of bounds is refused in words, a possible one is set', async () => {
  const akimatId = await castOf(office.desk.world.store).akimat('burabay')
  const { page, context, problems } = await office.visit('kairat', `/rules?organisationId=${akimatId}`)
  await button(page, 'rules.terms.add').click()
  await field(page, 'rules.topic').selectOption('utilities')
  await field(page, 'rules.terms.firstReplyMinutes-label').fill('481')
  await page.keyboard.press('Enter')
  await page.getByText(words('rules.terms.out').replace('{atLeast}', '15').replace('{atMost}', '480')).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'term-dialog')
  await field(page, 'rules.terms.firstReplyMinutes-label').fill('120')
  await page.keyboard.press('Enter')
  await page.getByText(words('rules.terms.saved')).waitFor()
  await page.getByRole('cell', { name: '2 сағ' }).first().waitFor()
  expect(await office.desk.world.store.read.get('termEdition', `${akimatId}:1`)).toMatchObject({ rules: [{ topic: 'utilities', firstReplyMinutes: 120, finalWorkingDays: null }] })
  expect(problems).toEqual([])
  await context.close()
})

test('what was decided after two returns stands on the ticket as an offer, and becomes a rule by one press', async () => {
  const cast = castOf(office.desk.world.store)
  const akimatId = await cast.akimat('burabay')
  const [energy, improvement] = [await cast.body('burabay', 'energy_utilities'), await cast.body('burabay', 'improvement_dept')]
  const [aigul, kairat] = [await signInAs(office.desk.url, 'aigul', demoPassword), await signInAs(office.desk.url, 'kairat', demoPassword)]
  // What the demo offers already is out of the way.
  for (const offer of (await kairat.ask('rules', { organisationId: akimatId })).offers) {
    await kairat.ask('decide-rule-offer', { organisationId: akimatId, topic: offer.topic, place: offer.place, accept: false })
  }
  // A topic that no rule sends anywhere.
  const { ticketId } = await aigul.ask('register', { postId: await pastePost(aigul, akimatId), organisationId: akimatId, topic })
  if (ticketId === null) throw new Error('a registered post has no ticket')
  for (const [bodyId, login] of [[energy, 'zhanna'], [improvement, 'arman']] as const) {
    await kairat.ask('assign', { ticketId, bodyId, officerId: await cast.user(login) })
    await (await signInAs(office.desk.url, login, demoPassword)).ask('return', { ticketId, reason: 'бізге қатысты емес' })
  }
  await kairat.ask('assign', { ticketId, bodyId: improvement })

  const { page, context, problems } = await office.visit('kairat', `/tickets/${ticketId}`)
  await page.getByText(words('rules.offer.text')).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'rule-offer-on-ticket')
  await page.goto(`/rules?organisationId=${akimatId}`)
  await page.getByRole('heading', { name: words('rules.offers') }).waitFor()
  await picture(page, 'rule-offers')
  await button(page, 'rules.offer.accept').click()
  await page.getByText(words('rules.offer.accepted')).waitFor()
  await page.getByRole('heading', { name: words('rules.offers') }).waitFor({ state: 'detached' })
  expect((await bookOf(akimatId))?.at(-1)).toMatchObject({ topic, bodyId: improvement, effect: 'propose', active: true })
  expect(problems).toEqual([])
  await context.close()
})

test('a body in which nobody works is told before a post is registered to it', async () => {
  const burabay = await castOf(office.desk.world.store).akimat('burabay')
  await pastePost(await signInAs(office.desk.url, 'aigul', demoPassword), burabay, 'Бурабай әкімдігі, Кенесары көшесіндегі аялдаманың терезесі сынық')
  const name = 'Туризм бөлімі'
  await createOrganisation(office.desk.world, byMachine, { kind: 'department', parentId: burabay, names: { kk: name, ru: name, en: name } })
  const { page } = await office.look('aigul', `/feed?akimat=${burabay}`)
  const body = page.getByRole('article', { name: words('feed.detail') }).getByLabel(words('feed.body'), { exact: true })
  await body.selectOption({ label: name })
  await page.getByText(words('feed.body-empty')).waitFor()
  await body.selectOption('')
  await page.getByText(words('feed.body-empty')).waitFor({ state: 'detached' })
  await page.close()
})
