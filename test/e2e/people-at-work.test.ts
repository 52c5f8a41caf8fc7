// The administrator gives and takes roles and sets leave by hand; anybody sets the own leave on the account screen.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { castOf } from '../http/desk.ts'
import { openOffice, words, type Office } from './office.ts'

let office: Office
beforeAll(async () => { office = await openOffice() }, 120_000)
afterAll(async () => office.close())

const inDialog = (page: Page, key: string) => page.getByRole('dialog').getByRole('button', { name: words(key), exact: true })
const faults = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)
const picture = async (page: Page, name: string) => {
  if (!process.env.LOOK) return
  mkdirSync(process.env.LOOK, { recursive: true })
  await page.screenshot({ path: resolve(process.env.LOOK, `${name}.png`) })
}
const userOf = async (login: string) => office.desk.world.store.read.get('user', await castOf(office.desk.world.store).user(login))
const change = async (page: Page, login: string) => {
  await page.getByRole('listitem').filter({ hasText: login }).getByRole('button', { name: words('people.change') }).click()
}

test('the administrator gives a role, and sends a person on leave with a deputy; the list says until when', async () => {
  const zhanna = await userOf('zhanna')
  const { page, context, problems } = await office.visit('ruslan', '/people')
  await change(page, 'zhanna')
  await inDialog(page, 'people.grants.list').click()
  await page.getByLabel(words('people.grants.role'), { exact: true }).selectOption('head')
  await page.getByLabel(words('people.grants.place'), { exact: true }).selectOption(zhanna?.grants[0]?.organisationId ?? '')
  await inDialog(page, 'people.grants.give').click()
  expect(await faults(page)).toEqual([])
  await picture(page, 'grants')
  await inDialog(page, 'people.grants.save').click()
  await expect.poll(async () => (await userOf('zhanna'))?.grants.map(({ role }) => role)).toEqual(['officer', 'head'])

  await change(page, 'zhanna')
  await inDialog(page, 'leave.title').click()
  await page.getByLabel(words('leave.to')).fill('2026-11-10')
  await inDialog(page, 'leave.save').click()
  await page.getByText(words('leave.before-start')).waitFor()
  await page.getByLabel(words('leave.to')).fill('2026-11-27')
  expect(await faults(page)).toEqual([])
  await picture(page, 'leave')
  await inDialog(page, 'leave.save').click()
  await page.getByText(words('leave.away').replace('{day}', '2026 ж. 27 қараша')).waitFor()
  expect((await userOf('zhanna'))?.leave).toEqual({ fromOn: '2026-11-18', toOn: '2026-11-27' })
  await picture(page, 'people')
  expect(problems).toEqual([])
  await context.close()
}, 60_000)

test('one\'s own leave is set on the account screen, and taken off there', async () => {
  const { page, context, problems } = await office.visit('arman', '/account')
  await page.getByLabel(words('leave.from')).fill('2026-12-01')
  await page.getByLabel(words('leave.to')).fill('2026-12-05')
  await page.getByRole('button', { name: words('leave.save'), exact: true }).click()
  await expect.poll(async () => (await userOf('arman'))?.leave).toEqual({ fromOn: '2026-12-01', toOn: '2026-12-05' })
  await picture(page, 'account')
  await page.getByRole('button', { name: words('leave.cancel') }).click()
  await expect.poll(async () => (await userOf('arman'))?.leave).toBeNull()
  expect(problems).toEqual([])
  await context.close()
}, 60_000)
