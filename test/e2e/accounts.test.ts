// A new head comes by an invitation link, must set a second confirmation, and signs in with a code from then on.
import { generateSync } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toInstant, toMs } from '#domain/time.ts'
import { createUser } from '../../server/actions/create-user.ts'
import { invite } from '../../server/actions/invite.ts'
import { byMachine } from '../../server/actions/act.ts'
import { setSecurity } from '../../server/actions/set-security.ts'
import { openOffice, words, type Office } from './office.ts'

let office: Office
let link = ''
const own = 'төрт көк есік ашық'
beforeAll(async () => {
  office = await openOffice()
  const { world } = office.desk
  const { items } = await world.store.read.list('organisation', { where: {}, order: { by: 'id', direction: 'asc' }, limit: 200 })
  const body = items.find(({ kind }) => kind === 'department')?.id ?? ''
  const { id } = await createUser(world, byMachine, { login: 'zhana.basshy', name: 'Жаңа Басшы', language: 'kk', grants: [{ role: 'head', organisationId: body }] })
  await setSecurity(world, byMachine, { secondFactor: true })
  link = (await invite(world, byMachine, { userId: id })).path
}, 120_000)
afterAll(async () => office.close())

const codeNow = (secret: string) => generateSync({ secret, epoch: Math.floor(toMs(office.clock.now) / 1000) })

test('a head comes by the link, turns the second confirmation on, and works', async () => {
  const { page, context, problems } = await office.visit(null, link)
  await page.getByLabel(words('account.invitation.password'), { exact: true }).fill('қысқа')
  await page.getByRole('button', { name: words('account.invitation.submit') }).click()
  await page.getByText(words('account.password.short')).waitFor()
  await page.getByLabel(words('account.invitation.password'), { exact: true }).fill(own)
  await page.getByLabel(words('account.invitation.again')).fill(own)
  await page.getByRole('button', { name: words('account.invitation.submit') }).click()
  await page.getByText(words('account.factor.owed')).waitFor()
  await page.getByRole('button', { name: words('account.factor.begin') }).click()
  await page.getByRole('img', { name: words('account.factor.picture') }).waitFor()
  const secret = (await page.locator('code').textContent() ?? '').replaceAll(' ', '')
  await page.getByLabel(words('account.factor.code'), { exact: true }).fill('000000')
  await page.getByRole('button', { name: words('account.factor.confirm') }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel(words('account.factor.code'), { exact: true }).fill(codeNow(secret))
  await page.getByRole('button', { name: words('account.factor.confirm') }).click()
  await page.getByRole('button', { name: words('account.factor.kept') }).click()
  await page.waitForURL('**/control')
  expect(problems.filter(problem => !/40[013]/.test(problem))).toEqual([])
  await context.close()

  office.clock.now = toInstant(toMs(office.clock.now) + 60_000)
  const again = await office.visit(null, '/sign-in')
  await again.page.getByLabel(words('sign-in.login')).fill('zhana.basshy')
  await again.page.getByLabel(words('sign-in.password'), { exact: true }).fill(own)
  await again.page.getByRole('button', { name: words('sign-in.submit') }).click()
  await again.page.getByLabel(words('sign-in.code')).fill(codeNow(secret))
  await again.page.getByRole('button', { name: words('sign-in.submit') }).click()
  await again.page.waitForURL('**/control')
  await again.context.close()
}, 60_000)
