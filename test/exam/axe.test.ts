// `npm run exam:axe`: every screen in Kazakh and Russian, light and dark, on a desk and on a telephone: no fault that axe knows, nothing blocked by the policy, nothing wider than the window.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults, openOffice, type Office, type VisitOptions } from '../e2e/office.ts'
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
