// Long lists in a real browser: ten thousand rows are brought in, scrolled through, and each frame is looked at.
import { expect } from 'vitest'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { act, byMachine } from '../../server/actions/act.ts'
import { takeIn } from '../../server/actions/intake.ts'
import { understand } from '../../server/actions/understand.ts'
import type { World } from '../../server/actions/world.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import type { Office } from './office.ts'

/** Posts as a collector brings them, the last one on top. */
export const intake = (world: World, organisationId: string, texts: readonly string[]) => {
  const posts = texts.map(text => understand(world, {
    key: `https://many.example/${text.slice(0, 12)}`, url: null, title: null, text, author: null, publishedAt: null, editedAt: null, replyTo: null, media: [], place: null,
    counts: { likes: null, comments: null, shares: null, views: null },
  }, { kato: null, name: 'many' }))
  return act(world, byMachine, { name: 'collect', input: {} }, async (tx) => {
    const taken = await takeIn(tx, world, { network: 'feed', sourceId: 'many', organisationIds: () => [organisationId], posts })
    tx.append({ type: 'posts-collected', sourceId: 'many', new: taken.new, edited: 0, deleted: 0, same: 0, dead: 0, fresh: taken.fresh, tones: taken.tones })
    return null
  })
}

/** Counts, frame by frame, rows that are not there where a row should be, and rows that move in the list. */
const watchFrames = (page: Page) => page.evaluate(`(() => {
  const pane = document.querySelector('main ul').closest('.pane')
  const seen = { frames: 0, blanks: 0, jumps: 0, mostRows: 0 }
  let before = new Map()
  const look = () => {
    const box = pane.getBoundingClientRect()
    const list = pane.querySelector('ul').getBoundingClientRect()
    for (const share of [0.01, 0.25, 0.5, 0.75, 0.99]) {
      const y = box.top + box.height * share
      if (y > list.top && y < list.bottom && !document.elementFromPoint(box.left + box.width / 2, y)?.closest('li')) seen.blanks += 1
    }
    const now = new Map([...pane.querySelectorAll('li')].map(row => [row.querySelector('a').getAttribute('href'), row.getBoundingClientRect().top - list.top]))
    for (const [key, top] of now) if (before.has(key) && Math.abs(before.get(key) - top) > 1) seen.jumps += 1
    before = now
    seen.frames += 1
    seen.mostRows = Math.max(seen.mostRows, now.size)
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  window.seen = seen
})()`)

interface Seen { frames: number, blanks: number, jumps: number, mostRows: number }
/** By wheel, by pages, to the very end and back to the top, while `arrive` brings new ones. */
export const scrollThrough = async (page: Page, list: Locator, ends: { newest: string, oldest: string }, arrive: (index: number) => Promise<unknown>): Promise<Seen> => {
  const row = (id: string) => list.locator(`a[href*="${id}"]`)
  await row(ends.newest).waitFor()
  await watchFrames(page)
  let arriving = true
  const arrivals = (async () => {
    for (let index = 0; arriving && index < 40; index += 1) {
      await arrive(index)
      await page.waitForTimeout(150)
    }
  })()
  await list.hover()
  for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, 900)
  await page.mouse.move(1200, 20)
  for (let turn = 0; turn < 40; turn += 1) await page.keyboard.press('PageDown')
  for (let turn = 0; turn < 10; turn += 1) await page.keyboard.press('PageUp')
  await page.keyboard.press('End')
  await row(ends.oldest).waitFor({ timeout: 60_000 })
  await page.keyboard.press('Home')
  await row(ends.newest).waitFor()
  arriving = false
  await arrivals
  const seen = await page.evaluate('window.seen') as Seen
  if (process.env.LOOK) console.log(page.url(), seen)
  return seen
}
export const demandSmooth = (seen: Seen) => {
  expect(seen).toMatchObject({ blanks: 0, jumps: 0 })
  expect(seen.frames).toBeGreaterThan(100)
  expect(seen.mostRows).toBeLessThanOrEqual(60)
}
/** A browser whose frames are counted by its own clock. */
export const openWithOwnClock = async (office: Office, login: string, path: string): Promise<{ page: Page, context: BrowserContext }> => {
  const visit = await office.visit(login, '/account')
  const context = await visit.context.browser()?.newContext({ viewport: { width: 1440, height: 900 }, baseURL: office.desk.url })
  if (!context) throw new Error('no browser')
  await visit.context.close()
  await context.request.post('/api/v1/session', { data: { login, password: demoPassword } })
  const page = await context.newPage()
  await page.goto(path)
  return { page, context }
}
