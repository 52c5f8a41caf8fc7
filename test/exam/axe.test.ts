// `npm run exam:axe`: every screen in Kazakh and Russian, light and dark, on a desk and on a telephone: no fault that axe knows, nothing blocked by the policy, nothing wider than the window.
import { generateSync } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { toMs } from '#domain/time.ts'
import { createUser } from '../../server/actions/create-user.ts'
import { byMachine } from '../../server/actions/act.ts'
import { setSecurity } from '../../server/actions/set-security.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { castOf } from '../http/desk.ts'
import { faults, openOffice, words, type Office, type VisitOptions } from '../e2e/office.ts'
import { ticketToShow, visitable } from '../e2e/visitable.ts'

let office: Office
let ticketId = ''
beforeAll(async () => {
  office = await openOffice()
  ticketId = await ticketToShow(office)
})
afterAll(async () => office.close())

const looks: [name: string, options: VisitOptions][] = (['kk', 'ru'] as const).flatMap(language => (['light', 'dark'] as const).flatMap(scheme => ([
  [`${language} ${scheme} 1440`, { language, scheme, width: 1440, height: 900 }], [`${language} ${scheme} 390`, { language, scheme, width: 390, height: 844 }],
] as [string, VisitOptions][])))

test.each(visitable.flatMap(screen => looks.map(([look, options]) => [screen.name, look, screen, options] as const)))('%s, %s', async (_, _look, { login, path, ready, isRefused }, options) => {
  const { page, problems, quiet } = await office.look(login, path(ticketId), options)
  await page.locator(ready).first().waitFor()
  await quiet()
  expect(problems.filter(problem => !((login === null || isRefused) && /40\d|410/.test(problem)))).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
  expect(await faults(page)).toEqual([])
  await page.close()
})

/** A page that leads on and not back is looked at in each look where it stands, by its own switch of language. */
const lookedOver = async (page: Page, what: string) => {
  const found: unknown[] = []
  for (const [look, { language = 'kk', scheme = 'light', width = 0, height = 0 }] of looks) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme })
    await page.getByRole('button', { name: words(`shell.languages.${language}`), exact: true }).click()
    await page.locator(`html[lang=${language}]`).waitFor()
    const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
    found.push(...(await faults(page)).map(fault => `${what}, ${look}: ${fault}`), ...tooWide > 0 ? [`${what}, ${look}: ${tooWide} px too wide`] : [])
  }
  await page.getByRole('button', { name: words('shell.languages.kk'), exact: true }).click()
  return found
}

test('the pages of who owes a password of their own and a second factor, its codes on paper, and the door that asks for a code', async () => {
  const { world } = office.desk
  const cast = castOf(world.store)
  const organisationId = await cast.body('burabay', 'roads_transport')
  await setSecurity(world, byMachine, { secondFactor: true })
  await createUser(world, { by: await cast.user('ruslan') }, { login: 'zhana.basshy', name: 'Жаңа Басшы', language: 'kk', password: demoPassword, grants: [{ role: 'head', organisationId }] })
  const found: unknown[] = []
  const { page, problems } = await office.visit('zhana.basshy', '/account')
  const label = (key: string) => page.getByLabel(words(`account.${key}`), { exact: true })
  const press = (key: string) => page.getByRole('button', { name: words(key) }).click()

  await page.getByText(words('account.password.owed')).waitFor()
  found.push(...await lookedOver(page, 'a password is owed'))
  const own = 'төрт көк есік ашық'
  await label('password.given').fill(demoPassword)
  await label('password.new').fill(own)
  await label('password.again').fill(own)
  await press('account.password.submit-owed')

  await page.getByText(words('account.factor.owed')).waitFor()
  found.push(...await lookedOver(page, 'a second factor is owed'))
  await label('password.present').fill(own)
  await press('account.factor.begin')
  await page.getByRole('img', { name: words('account.factor.picture') }).waitFor()
  found.push(...await lookedOver(page, 'the picture for the app'))
  const secret = (await page.locator('code').textContent() ?? '').replaceAll(' ', '')
  await label('factor.code').fill(generateSync({ secret, epoch: Math.floor(toMs(office.clock.now) / 1000) }))
  await press('account.factor.confirm')
  await page.getByText(words('account.factor.paper')).waitFor()
  found.push(...await lookedOver(page, 'the codes for recovery'))
  // Until the debt is paid the rest is refused.
  expect(problems.filter(problem => !problem.includes('403'))).toEqual([])

  const door = await office.visit(null, '/sign-in')
  await door.page.getByLabel(words('sign-in.login')).fill('zhana.basshy')
  await door.page.getByLabel(words('sign-in.password'), { exact: true }).fill(own)
  await door.page.getByRole('button', { name: words('sign-in.submit') }).click()
  await door.page.getByLabel(words('sign-in.code')).waitFor()
  found.push(...await lookedOver(door.page, 'the door asks for a code'))
  expect(found).toEqual([])
})
