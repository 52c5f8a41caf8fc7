// A new head comes by an invitation link, must set a second confirmation, and signs in with a code from then on.
import { generateSync } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toInstant, toMs } from '#domain/time.ts'
import { createUser } from '../../server/actions/create-user.ts'
import { invite } from '../../server/actions/invite.ts'
import { byMachine } from '../../server/actions/act.ts'
import { setSecurity } from '../../server/actions/set-security.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { scripts } from '../attack-corpora.ts'
import { openOffice, words, type Office } from './office.ts'
import { writeScripts } from './scripts-written.ts'

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
})
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
  // Whoever sits at another's open screen turns nothing on.
  const ownPassword = page.getByLabel(words('account.password.present'), { exact: true })
  await ownPassword.fill('бөтен адамның болжамы')
  await page.getByRole('button', { name: words('account.factor.begin') }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('img', { name: words('account.factor.picture') }).count()).toBe(0)
  await ownPassword.fill(own)
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

  // The paper was lost: new codes, shown once.
  await again.page.goto('/account')
  await again.page.getByRole('button', { name: words('account.factor.codes') }).click()
  await again.page.getByLabel(words('account.password.present'), { exact: true }).last().fill(own)
  office.clock.now = toInstant(toMs(office.clock.now) + 60_000)
  await again.page.getByLabel(words('account.factor.code-or-paper')).fill(codeNow(secret))
  await again.page.getByRole('button', { name: words('account.factor.codes') }).click()
  await again.page.getByText(words('account.factor.paper')).waitFor()
  expect(await again.page.getByRole('listitem').filter({ hasText: /^[0-9a-f-]{19}$/ }).count()).toBe(10)
  await again.page.getByRole('button', { name: words('account.factor.kept') }).click()
  await again.page.getByRole('button', { name: words('account.factor.drop') }).waitFor()
  await again.context.close()
})

test('a head at work is led to the second confirmation as soon as it is demanded', async () => {
  const { world } = office.desk
  await setSecurity(world, byMachine, { secondFactor: false })
  const { page } = await office.look('bolat', '/control')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await setSecurity(world, byMachine, { secondFactor: true })
  await page.getByText(words('account.factor.owed')).waitFor()
  expect(new URL(page.url()).pathname).toBe('/account')
  await setSecurity(world, byMachine, { secondFactor: false })
  await page.close()
})

test('what strangers and colleagues wrote is shown as they wrote it, and nothing of it runs, on any screen', async () => {
  const { world } = office.desk
  await setSecurity(world, byMachine, { secondFactor: false })
  const { ticketId, postId, organisationId } = await writeScripts(world)
  const visits: [login: string, paths: string[]][] = [
    ['aigul', ['/feed', `/feed/${organisationId}/${postId}`, '/tickets', `/tickets/${ticketId}`, `/search?words=${encodeURIComponent(scripts[0])}`, '/search?words=matrix', '/journal', '/account', `/${encodeURIComponent(scripts[5])}`]],
    ['zhanna', ['/queue', `/tickets/${ticketId}`]], ['bolat', ['/control', '/people', `/tickets/${ticketId}`]],
    ['ruslan', ['/people', '/rules', '/audit']], ['sabit', ['/statistics', `/tickets/${ticketId}`]],
  ]
  for (const [login, paths] of visits) {
    const { page, problems } = await office.look(login, '/account')
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.addInitScript('window.__csp = []; document.addEventListener("securitypolicyviolation", event => window.__csp.push(event.violatedDirective + " " + event.blockedURI))')
    for (const path of paths) {
      await page.goto(path)
      await page.locator('main').first().waitFor()
      await page.waitForLoadState('networkidle')
      expect([login, path, await page.evaluate('[window.__ran, window.__csp]'), dialogs, problems]).toEqual([login, path, [undefined, []], [], []])
      if (path.includes(ticketId) || path.includes(postId)) expect(await page.locator('body').innerText()).toContain(scripts[0])
    }
    await page.close()
  }
})

test('in a browser that forbids cookies sign-in says so, and what to do', async () => {
  const { page, context } = await office.visit(null, '/sign-in')
  await page.route('**/api/v1/session', async (route) => {
    const answer = await route.fetch()
    await context.clearCookies()
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'set-cookie': '' } })
  })
  await page.getByLabel(words('sign-in.login')).fill('aigul')
  await page.getByLabel(words('sign-in.password'), { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: words('sign-in.submit') }).click()
  await page.getByRole('alert').getByText(words('sign-in.no-cookie')).waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await context.close()
})

test('the pages of the API open under our own policy: nothing of them is blocked, nothing comes from elsewhere', async () => {
  const { page, context, problems } = await office.visit(null, '/docs')
  const elsewhere: string[] = []
  page.on('request', (request) => { if (!request.url().startsWith(office.desk.url) && !request.url().startsWith('data:')) elsewhere.push(request.url()) })
  await page.addInitScript('window.__csp = []; document.addEventListener("securitypolicyviolation", event => window.__csp.push(event.violatedDirective + " " + event.blockedURI))')
  await page.reload()
  await page.getByText('/api/v1/tickets/{ticketId}/note', { exact: true }).click()
  await page.getByText('Request body').first().waitFor()
  expect([await page.evaluate('window.__csp'), elsewhere, problems]).toEqual([[], [], []])
  await context.close()
})

test.each(['/\t/evil.example', '//evil.example/', '/\\evil.example'])('after signing in nobody is led to another site by %j', async (wanted) => {
  const { page, context } = await office.visit(null, `/sign-in?next=${encodeURIComponent(wanted)}`)
  const left: string[] = []
  page.on('request', (request) => { if (!request.url().startsWith(office.desk.url)) left.push(request.url()) })
  await page.getByLabel(words('sign-in.login')).fill('aigul')
  await page.getByLabel(words('sign-in.password'), { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: words('sign-in.submit') }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
  expect([left, new URL(page.url()).origin]).toEqual([[], office.desk.url])
  await context.close()
})

test('a browser that forbids storage shows the desk all the same, and what was chosen lasts as long as the page', async () => {
  const { page, context, problems } = await office.visit('aigul', '/account')
  await page.addInitScript(`for (const name of ['localStorage', 'indexedDB']) Object.defineProperty(window, name, { get() { throw new DOMException('forbidden', 'SecurityError') } })`)
  await page.reload()
  await page.getByRole('heading', { level: 1, name: words('account.title') }).waitFor()
  await page.getByRole('button', { name: words('shell.themes.dark') }).click()
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
  expect(problems).toEqual([])
  await context.close()
})
