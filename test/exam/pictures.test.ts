// `npm run pictures`: the pictures of docs/people, from the demo on its Wednesday morning. Small, and the same on every machine with the same browser.
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '../e2e/office.ts'
import { ticketToShow } from '../e2e/visitable.ts'

const folder = resolve(import.meta.dirname, '../../docs/people/pictures')
const atMostBytes = 120 * 1024

let office: Office
let ticketId = ''
beforeAll(async () => {
  office = await openOffice()
  ticketId = await ticketToShow(office)
  mkdirSync(folder, { recursive: true })
})
afterAll(async () => office.close())

const seen: [role: string, login: string, path: () => string, ready: string][] = [
  ['press', 'aigul', () => '/feed', 'main li'],
  ['officer', 'erlan', () => '/queue', 'main li'],
  ['coordinator', 'kairat', () => '/control', 'main li'],
  ['head', 'bolat', () => `/tickets/${ticketId}`, 'main h1'],
  ['manager', 'sabit', () => '/statistics', 'main h2'],
  ['auditor', 'vera', () => '/journal', 'main table'],
  ['admin', 'ruslan', () => '/people', 'main li'],
]

test.each(seen.flatMap(one => (['kk', 'ru'] as const).map(language => [...one, language] as const)))('%s sees it (%s %s %s, %s)', async (role, login, path, ready, language) => {
  const { page, context, problems } = await office.visit(login, path(), { width: 1280, height: 760, language })
  await page.locator(ready).first().waitFor()
  await page.waitForLoadState('networkidle')
  const session = await context.newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 })
  const picture = Buffer.from(data, 'base64')
  expect(picture.length).toBeLessThanOrEqual(atMostBytes)
  writeFileSync(resolve(folder, `${role}-${language}.webp`), picture)
  expect(problems).toEqual([])
  await context.close()
})
