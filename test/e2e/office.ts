// A real desk with the demo on a Wednesday morning, and a real Chromium; each person has a browser context of their own.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Cookie, type Page, type Request } from 'playwright-core'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { startDesk, type Desk } from '../../server/desk.ts'
import { deskStems, makeLog } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { demoFolder } from '../demo-folder.ts'

export const wednesday = '2026-11-18T05:00:00.000Z'
/** Chromium as people have it. */
export const wholeBrowser = process.env.CHROMIUM || '/usr/bin/chromium'
/** Chromium without its windows, where there is one: quicker, but it tells no notifications and keeps no profile. */
export const quickBrowser = process.env.CHROMIUM_SHELL || wholeBrowser
const clientDir = resolve(import.meta.dirname, '../../dist')

/** The flags of a closed network: a browser that phones nobody. */
export const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** A text of the interface by its key, in Kazakh. */
export const words = (key: string, language = 'kk'): string => {
  const [part = '', ...path] = key.split('.')
  const read = (file: string): unknown => JSON.parse(readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8'))
  const textAt = (tree: unknown, names: string[]) => names.reduce<unknown>((branch, name) => typeof branch === 'object' && branch !== null ? Reflect.get(branch, name) : undefined, tree)
  const text = textAt(read(`client/messages/${language}/${part}.json`), path) ?? textAt(read(`server/domain/words/${language}.json`), [part, ...path])
  if (typeof text !== 'string') throw new Error(`no text ${key}`)
  return text
}

/** What the browser has written down of the person's words. */
export const keptIn = (page: Page) => page.evaluate<string>(`new Promise((tell) => {
  const open = indexedDB.open('qulaq')
  open.onsuccess = () => {
    const all = open.result.transaction('drafts').objectStore('drafts').getAll()
    all.onsuccess = () => { open.result.close(); tell(JSON.stringify(all.result)) }
  }
})`)

/** A button on its way from grey to its colour is no fault; what is never at rest is not waited for. */
const settled = `Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished))`

/** What axe finds, as `rule: elements`; of an open dialog alone, for what lies behind it is looked at without it. */
export const faults = async (page: Page): Promise<string[]> => {
  await page.evaluate(`${settled}.then(() => null)`)
  // Only what is wrong is written out: the rest of the report takes longer than the looking. The newer way opens a page of its own for frames of other sites, and there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (await page.getByRole('dialog').count() > 0 ? axe.include('[role=dialog]') : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)
}

/** How long nothing must be asked for, until a screen is taken for whole. */
const quietMs = 200

/** Resolves when all that the page asked for is there. Playwright's own `networkidle` asks for half a second of silence. */
const quietOf = (page: Page) => {
  const asked = new Set<Request>()
  let last = Date.now()
  const answered = (request: Request) => {
    asked.delete(request)
    last = Date.now()
  }
  page.on('request', request => asked.add(request)).on('requestfinished', answered).on('requestfailed', answered)
  return async () => {
    // What is still on its way has its shape on the screen: a page that is slow to ask is not taken for whole.
    while (asked.size > 0 || Date.now() - last < quietMs || await page.locator('[data-skeleton]').count() > 0) await page.waitForTimeout(50)
  }
}

export interface Visitor { page: Page, context: BrowserContext, problems: string[], quiet: () => Promise<void> }
export interface VisitOptions { width?: number, height?: number, scheme?: 'light' | 'dark', language?: 'kk' | 'ru' | 'en' }

export interface Office {
  desk: Desk
  folder: string
  clock: { now: string }
  visit: (login: string | null, path: string, options?: VisitOptions) => Promise<Visitor>
  /** A page of a browser context that all looks in one language share, so that the client is loaded once; whoever looks closes the page. */
  look: (login: string | null, path: string, options?: VisitOptions) => Promise<Omit<Visitor, 'context'>>
  /** Kills nothing: closes the doors and opens them again on the same folder and port, after what is done `meanwhile`. */
  restart: (meanwhile?: () => Promise<void>) => Promise<void>
  close: () => Promise<void>
}

export const openOffice = async (executablePath = quickBrowser): Promise<Office> => {
  if (!existsSync(join(clientDir, 'index.html'))) throw new Error('the client is not built: npm run build')
  const folder = await demoFolder(wednesday)
  const clock = { now: wednesday }
  const log = makeLog('error')
  const open = async (port: number) => startDesk({
    store: await openSqlite({ folder, stems: deskStems }), config: { host: '127.0.0.1', port, fetchAllow: [], contact: '' }, log, now: () => clock.now, clientDir, withJobs: false, fetchGapMs: 0,
  })
  let desk = await open(0)
  const port = Number(new URL(desk.url).port)
  const browser: Browser = await chromium.launch({ executablePath, args: flags })

  const newContext = async (language: string, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ ...options, baseURL: desk.url })
    await context.clock.install({ time: clock.now })
    await context.addInitScript(chosen => localStorage.setItem('qulaq.language', chosen), language)
    return context
  }
  const pageIn = async (context: BrowserContext) => {
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()) })
    page.on('pageerror', error => problems.push(error.message))
    return { page, problems, quiet: quietOf(page) }
  }
  /** A session that still lives is gone on with: a password takes its time on purpose. */
  const sessions = new Map<string, Cookie[]>()
  const signIn = async (context: BrowserContext, login: string) => {
    await context.addCookies(sessions.get(login) ?? [])
    if (sessions.has(login) && (await context.request.get('/api/v1/session')).ok()) return
    const answer = await context.request.post('/api/v1/session', { data: { login, password: demoPassword } })
    if (!answer.ok()) throw new Error(`${login} could not sign in: ${answer.status()}`)
    sessions.set(login, await context.cookies())
  }

  const visit: Office['visit'] = async (login, path, { width = 1440, height = 900, scheme = 'light', language = 'kk' } = {}) => {
    const context = await newContext(language, { viewport: { width, height }, colorScheme: scheme })
    if (login !== null) await signIn(context, login)
    const visitor = { context, ...await pageIn(context) }
    await visitor.page.goto(path)
    return visitor
  }
  const shared = new Map<string, BrowserContext>()
  const look: Office['look'] = async (login, path, { width = 1440, height = 900, scheme = 'light', language = 'kk' } = {}) => {
    const context = shared.get(language) ?? await newContext(language)
    shared.set(language, context)
    await context.clearCookies()
    if (login !== null) await signIn(context, login)
    const looked = await pageIn(context)
    await looked.page.setViewportSize({ width, height })
    await looked.page.emulateMedia({ colorScheme: scheme })
    await looked.page.goto(path)
    return looked
  }
  return {
    get desk() { return desk }, folder, clock, visit, look,
    restart: async (meanwhile) => {
      await desk.close()
      await meanwhile?.()
      desk = await open(port)
    },
    close: async () => {
      await browser.close()
      await desk.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
