// The clock door: one leader reads what is due, another takes over when it is gone, and one bad source spoils nothing for the rest.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { byMachine } from '../server/actions/act.ts'
import { collectSource } from '../server/actions/collect.ts'
import { takeLease } from '../server/actions/lease.ts'
import { runJobs } from '../server/jobs.ts'
import { listen } from './live/listener.ts'
import { openDesk, registerPost, type TestDesk } from './http/desk.ts'
import { feedOf, startOutside, type Outside } from './http/outside.ts'

let desk: TestDesk
let outside: Outside
const never = new AbortController().signal
const sourceIds: Record<string, string> = {}
const run = (holder: string) => runJobs(desk.world, holder, never)
const readsOf = (path: string) => outside.asked.filter(one => one === path).length

beforeAll(async () => {
  outside = await startOutside()
  outside.pages.set('/page.xml', { type: 'text/html', body: '<html><body>Бұл таспа емес</body></html>' })
  outside.pages.set('/down.xml', { status: 503, type: 'text/plain', body: 'кейінірек' })
  outside.pages.set('/good.xml', feedOf([{ guid: 'one', text: 'Щучинск қаласында Абай көшесінде жарық жоқ, әкімдік қайда', files: [] }]))
  desk = await openDesk({ fetchAllow: [outside.host, '127.0.0.1:1'] })
  const admin = await desk.as('ruslan')
  const organisationIds = [await desk.akimat('burabay')]
  for (const [name, url] of [['closed', 'http://127.0.0.1:1/closed.xml'], ['page', outside.url('/page.xml')], ['down', outside.url('/down.xml')], ['good', outside.url('/good.xml')]] as const) {
    sourceIds[name] = (await admin.ask('create-source', { url, name, organisationIds })).id
  }
  desk.later(1)
})
afterAll(async () => {
  await desk.close()
  await outside.close()
})

const healthOf = async (name: string) => (await desk.store.read.get('source', sourceIds[name] ?? ''))?.health

test('of two desks that wake in the same minute one reads the sources, once each', async () => {
  await Promise.all([run('first'), run('second')])
  expect([readsOf('/good.xml'), readsOf('/page.xml'), readsOf('/down.xml')]).toEqual([1, 1, 1])
  const feed = await (await desk.as('aigul')).ask('feed', { limit: 200 })
  expect(feed.items.map(({ post }) => post.text)).toContain('Щучинск қаласында Абай көшесінде жарық жоқ, әкімдік қайда')
})

test('three sources that fail are each told in words, and the fourth is read', async () => {
  expect((await healthOf('good'))?.state).toBe('ok')
  for (const name of ['closed', 'page', 'down']) expect([name, (await healthOf(name))?.state === 'ok', (await healthOf(name))?.lastSuccessAt]).toEqual([name, false, null])
  const { partial } = await (await desk.as('sabit')).ask('statistics', {})
  expect(partial.map(({ name }) => name)).toEqual(expect.arrayContaining(['page']))
})

test('while the leader\'s lease lives another desk does nothing; when it ends the other takes over, and the first one follows', async () => {
  const holder = (await desk.store.read.get('lease', 'jobs'))?.holder
  const other = holder === 'first' ? 'second' : 'first'
  outside.pages.set('/good.xml', feedOf([{ guid: 'two', text: 'Луначарский көшесінде жол тайғақ, әкімдік құм сепсін', files: [] }]))
  desk.later(1)
  const before = await desk.store.read.head()
  await run(other)
  expect([await desk.store.read.head(), readsOf('/good.xml')]).toEqual([before, 1])
  desk.later(30)
  await run(other)
  expect([(await desk.store.read.get('lease', 'jobs'))?.holder, readsOf('/good.xml')]).toEqual([other, 2])
  desk.later(1)
  await run(holder ?? '')
  expect((await desk.store.read.get('lease', 'jobs'))?.holder).toBe(other)
})

test('the late work of a leader that was replaced leaves nothing', async () => {
  desk.later(5)
  const old = await takeLease(desk.world, 'jobs', 'slow')
  desk.later(5)
  await run('quick')
  outside.pages.set('/good.xml', feedOf([{ guid: 'three', text: 'Бурабайда автобус кеш келеді, әкімдік шара қолдансын', files: [] }]))
  const source = await desk.store.read.get('source', sourceIds.good ?? '')
  if (!old || !source) throw new Error('there is a lease and a source')
  const before = await desk.store.read.head()
  await expect(collectSource(desk.world, byMachine, source, never, old)).rejects.toMatchObject({ code: 'lease-lost' })
  expect(await desk.store.read.head()).toEqual(before)
})

test('a source on which the program itself trips is logged, and the others are read', async () => {
  desk.later(60)
  const logged: string[] = []
  const reads = readsOf('/good.xml')
  const fetch: typeof desk.world.fetch = (url, options) => {
    if (url.endsWith('/page.xml')) throw new TypeError('a bug')
    return desk.world.fetch(url, options)
  }
  const log = { ...desk.world.log, error: (_facts: object, sentence: string) => void logged.push(sentence) }
  await runJobs({ ...desk.world, fetchFor: () => fetch, log }, 'quick', never)
  expect([logged, readsOf('/good.xml')]).toEqual([['source page could not be read'], reads + 1])
})

test('a stopped desk begins no more sources', async () => {
  desk.later(60)
  const reads = outside.asked.length
  await runJobs(desk.world, 'quick', AbortSignal.abort())
  expect(outside.asked.length).toBe(reads)
})

test('new posts ring on the screens of the press service, and a term that runs out rings at the officer\'s', async () => {
  const [aigul, zhanna] = [await desk.as('aigul'), await desk.as('zhanna')]
  const { ticketId } = await registerPost(aigul, await desk.akimat('burabay'), { bodyId: await desk.body('burabay', 'energy_utilities'), officerId: await desk.user('zhanna') })
  await zhanna.ask('accept', { ticketId })
  desk.later(26 * 60 + 1)
  const [press, officer] = [await listen(desk.url, await desk.as('aigul')), await listen(desk.url, await desk.as('zhanna'))]
  await run('quick')
  await press.hears(({ type }) => type === 'posts-collected')
  await officer.hears(one => one.type === 'notify' && one.ticketId === ticketId)
  const { items } = await (await desk.as('zhanna')).ask('notices', {})
  expect(items.filter(one => one.ticketId === ticketId).map(({ kind }) => kind)).toEqual(expect.arrayContaining([expect.stringMatching(/^term-/)]))
  press.close()
  officer.close()
})
