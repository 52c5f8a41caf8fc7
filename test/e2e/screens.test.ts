// Every screen as each person opens it: no fault in the console, nothing that the policy blocks, nothing wider than the window, no fault that axe knows.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults, openOffice, words, type Office, type VisitOptions } from './office.ts'
import { addresses, ticketToShow, visitable } from './visitable.ts'

let office: Office
let ticketId = ''

beforeAll(async () => {
  office = await openOffice()
  ticketId = await ticketToShow(office)
}, 120_000)
afterAll(async () => office.close())

const phone: VisitOptions = { width: 390, height: 844 }
const screens: [name: string, login: string | null, path: () => string, ready: string, options?: VisitOptions][] = [
  ['sign-in', null, () => '/sign-in', 'form'],
  ['feed', 'aigul', () => '/feed', 'main li'],
  ['feed on a phone, in the dark, in Russian', 'denis', () => '/feed', 'main li', { ...phone, scheme: 'dark', language: 'ru' }],
  ['ticket', 'bolat', () => `/tickets/${ticketId}`, 'main h1'],
  ['ticket on a phone', 'bolat', () => `/tickets/${ticketId}`, 'main h1', phone],
  ['tickets', 'kairat', () => '/tickets', 'main li, main tr'],
  ['search, in Russian', 'aigul', () => '/search?words=вода', 'main h2', { language: 'ru' }],
  ['search on a phone', 'zhanna', () => '/search', 'main h1', phone],
  ['queue', 'zhanna', () => '/queue', 'main h1'],
  ['control, in Russian', 'talgat', () => '/control', 'main h1', { language: 'ru' }],
  ['promises on a phone, in the dark, in Russian', 'sabit', () => '/promises', 'main h1', { ...phone, scheme: 'dark', language: 'ru' }],
  ['statistics', 'sabit', () => '/statistics', 'main h1'],
  ['statistics on a phone, in the dark', 'sabit', () => '/statistics', 'main h1', { ...phone, scheme: 'dark' }],
  ['journal', 'kairat', () => '/journal', 'main tbody tr'],
  ['journal of the auditor, on a phone, in the dark, in Russian', 'vera', () => '/journal', 'main tbody tr', { ...phone, scheme: 'dark', language: 'ru' }],
  ['journal on paper', 'kairat', () => '/journal/print?year=2026&state=answered', 'main tbody tr'],
  ['trail', 'vera', () => '/trail', 'main ol li'],
  ['trail on a phone, in the dark, in Russian', 'vera', () => '/trail?kind=register', 'main ol li', { ...phone, scheme: 'dark', language: 'ru' }],
  ['calendar', 'timur', () => '/calendar?year=2027', 'main h2'],
  ['calendar on a phone, in the dark, in Russian', 'timur', () => '/calendar?year=2026', 'main h2', { ...phone, scheme: 'dark', language: 'ru' }],
  ['ticket on paper', 'bolat', () => `/tickets/${ticketId}/print`, 'main h1'],
  ['ticket on paper, on a phone, in the dark, in Russian', 'kairat', () => `/tickets/${ticketId}/print`, 'main h1', { ...phone, scheme: 'dark', language: 'ru' }],
  ['a board whose link is over', null, () => '/wall#aaaaaaaaaaaaaaaaaaaaaaaaa', 'main h1'],
  ['rules', 'ruslan', () => '/rules', 'main h3'],
  ['rules on a phone, in the dark, in Russian', 'kairat', () => '/rules', 'main h3', { ...phone, scheme: 'dark', language: 'ru' }],
  ['people', 'ruslan', () => '/people', 'main h1'],
  ['sources', 'ruslan', () => '/sources', 'main li'],
  ['sources on a phone, in the dark, in Russian', 'aigul', () => '/sources', 'main li', { ...phone, scheme: 'dark', language: 'ru' }],
  ['people of a head, on a phone', 'saule', () => '/people', 'main h1', phone],
  ['people on the narrowest phone, in Russian', 'ruslan', () => '/people', 'main h1', { width: 320, height: 640, language: 'ru' }],
  ['the feed, opened by an officer', 'zhanna', () => '/feed', 'main h1'],
  ['account, in Russian', 'aigul', () => '/account', 'main h1', { language: 'ru' }],
  ['an invitation that has run out', null, () => '/invitation#aaaaaaaaaaaaaaaaaaaaaaaaa', 'main h1'],
]

test.each(screens)('%s is whole', async (_name, login, path, ready, options) => {
  const { page, problems, quiet } = await office.look(login, path(), options)
  await page.locator(ready).first().waitFor()
  await quiet()
  // Before anybody has signed in a refusal is an answer, no fault.
  expect(problems.filter(problem => !(login === null && /40\d|410/.test(problem)))).toEqual([])
  // Of the window, and of each part that scrolls by itself.
  expect(await page.evaluate(`[...document.querySelectorAll('html, .pane')].filter(part => part.scrollWidth > part.clientWidth).map(part => part.className + ' ' + (part.scrollWidth - part.clientWidth))`)).toEqual([])
  expect(await faults(page)).toEqual([])
  await page.close()
}, 60_000)

test('a view that is not this person\'s says whose it is, and shows no empty list as if all were done', async () => {
  const { page } = await office.look('zhanna', '/feed')
  await page.getByRole('heading', { name: words('shell.closed.title') }).waitFor()
  await page.getByText(words('words.role.press'), { exact: false }).last().waitFor()
  expect(await page.getByText(words('feed.empty.done')).count()).toBe(0)
  await page.getByRole('link', { name: words('shell.missing.home') }).click()
  await page.waitForURL('**/queue')
  await page.getByRole('heading', { level: 1, name: words('queue.title') }).waitFor()
  await page.close()
})

test('a text that does not fit is bounded before it is laid out, and the person is told how much of it is missing', async () => {
  const { page } = await office.look('zhanna', '/account')
  const field = page.getByLabel(words('account.password.new'), { exact: true })
  await field.focus()
  await page.keyboard.insertText(`${'ә'.repeat(199)}😀 және тағы`)
  await page.getByText(words('shell.too-long').replace('{most}', '200').replace('{lost}', '12')).waitFor()
  // No half of a letter stays behind.
  expect(await field.inputValue()).toBe('ә'.repeat(199))
  await page.keyboard.insertText('а')
  expect(await field.inputValue()).toBe(`${'ә'.repeat(199)}а`)
  await page.close()
})

test('on paper the register is a table with its head, and no number or day is cut', async () => {
  // A4 across, without its margins.
  const { page } = await office.look('kairat', '/journal/print?year=2026&state=answered', { width: 1047, height: 740 })
  await page.emulateMedia({ media: 'print' })
  await page.locator('tbody tr').first().waitFor()
  const { cut, shapes } = await page.evaluate<{ cut: string[], shapes: string[] }>(`(() => {
    const cells = [...document.querySelectorAll('th, td')]
    const narrow = [...document.querySelectorAll('th, tbody td:nth-child(2)')].filter(cell => cell.getBoundingClientRect().width < 30 || cell.scrollWidth > cell.clientWidth + 1)
    return { cut: narrow.map(cell => cell.textContent.trim()), shapes: [...new Set(cells.map(cell => getComputedStyle(cell).display))] }
  })()`)
  expect(cut).toEqual([])
  expect(shapes).toEqual(['table-cell'])
  await page.close()
})

test('every address of the client is among the screens that the long exam looks at', () => {
  const looked = visitable.map(({ path }) => path('any'))
  expect(addresses().filter(address => !looked.some(path => path === address || path.startsWith(`${address}/`) || path.startsWith(`${address}?`) || path.startsWith(`${address}#`)))).toEqual([])
  expect(addresses().length).toBeGreaterThan(12)
})
