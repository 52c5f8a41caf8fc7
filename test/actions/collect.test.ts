// Reading sources over real HTTP on loopback: nothing is lost or doubled, and what fails says so in words.
import { expect, test } from 'vitest'
import { byMachine } from '../../server/actions/act.ts'
import { collectSource } from '../../server/actions/collect.ts'
import { runJobs } from '../../server/jobs.ts'
import { rssOf } from '../collectors/feed-server.ts'
import { countPosts, setUp } from './collecting.ts'
import { refused } from './office.ts'

test('twenty posts come in once; an edited one becomes a version; a new one is the only new one', async () => {
  const { server, office, source, poll } = await setUp()
  const id = await source('/feed')
  expect(await poll(id)).toMatchObject({ new: 20, edited: 0, same: 0, dead: 0, health: { state: 'ok', reason: 'fine' } })
  expect(await poll(id)).toMatchObject({ new: 0, edited: 0, health: { state: 'ok', reason: 'not-modified' } })
  const [newest] = server.posts
  if (newest) newest.text = 'Су қайтадан қосылды.'
  expect(await poll(id)).toMatchObject({ new: 0, edited: 1, same: 19 })
  const versions = (await office.world.store.read.find('post', 'key', ['feed', `${server.origin}/feed#post-20`]))?.versions.map(({ text }) => text)
  expect(versions).toEqual([expect.stringContaining('су жоқ'), 'Су қайтадан қосылды.'])
  server.posts.unshift({ guid: 'post-21', title: 'Тағы су жоқ', text: 'Әкімдік, 21-үйде су жоқ' })
  expect(await poll(id)).toMatchObject({ new: 1, edited: 0, same: 20 })
  expect(await countPosts(office, id)).toBe(21)
  const pages = (await office.trail()).flatMap(({ event }) => event.type === 'posts-collected' && event.sourceId === id ? [[event.new, event.edited, event.same]] : [])
  expect(pages).toEqual([[20, 0, 0], [0, 1, 19], [1, 0, 20]])
})

test('an item that cannot be read is kept as a dead letter, once, and the others come in', async () => {
  const { server, office, source, poll } = await setUp()
  const broken = rssOf(server.posts.slice(0, 3)).replace('</channel>', '<item></item></channel>')
  server.serve('/broken', broken)
  const id = await source('/broken')
  expect(await poll(id)).toMatchObject({ new: 3, dead: 1, health: { state: 'ok' } })
  server.serve('/broken', broken.replace('<title>Қала', '<title>Жаңа Қала'))
  expect(await poll(id)).toMatchObject({ new: 0, same: 3, dead: 0 })
  expect(await office.world.store.read.count('deadLetter', { where: { sourceId: id }, order: { by: 'at', direction: 'asc' } })).toBe(1)
  expect((await office.sees('aigul').tickets()).total).toBe(0)
})

test('a source watched by two akimats arrives at both, each with its own decision', async () => {
  const { office, source, poll } = await setUp()
  await poll(await source('/feed', ['koldi', 'taudy']))
  const { read } = office.world.store
  for (const slug of ['koldi', 'taudy']) {
    expect(await read.count('triage', { where: { organisationId: office.place(slug) }, order: { by: 'collectedAt', direction: 'asc' } })).toBe(20)
  }
})

test.each([
  ['/html', { state: 'broken', reason: 'not-a-feed' }],
  ['/never-ends', { state: 'broken', reason: 'too-large' }],
  ['/bomb', { state: 'broken', reason: 'too-large' }],
  ['/away', { state: 'broken', reason: 'address-refused' }],
  ['/closed', { state: 'blocked', reason: 'http-error', detail: '403' }],
  ['/error', { state: 'degraded', reason: 'http-error', detail: '500' }],
  ['/busy', { state: 'degraded', reason: 'slow-down', detail: '429' }],
])('a source that answers badly at %s says so on itself and keeps nothing', async (path, health) => {
  const { server, office, source, poll } = await setUp()
  server.at('/away', (_, response) => { response.writeHead(302, { location: 'http://127.0.0.1:9/feed' }).end() })
  const id = await source(path)
  expect(await poll(id)).toMatchObject({ new: 0, health: { ...health, failures: 1, lastSuccessAt: null } })
  expect(await office.world.store.read.get('source', id)).toMatchObject({ health, cursor: null })
  const told = (await office.trail()).flatMap(({ event }) => event.type === 'source-health' ? [[event.sourceId, event.state, event.reason]] : [])
  expect(told).toEqual([[id, health.state, health.reason]])
  expect((await office.sees('marzhan').statistics('koldi')).partial.map(({ sourceId }) => sourceId)).toEqual(health.state === 'degraded' ? [] : [id])
})

test('bad sources do not hold up the good one, and a healed one says so', async () => {
  const { server, office, source } = await setUp()
  const ids = { html: await source('/html'), endless: await source('/never-ends'), gone: await source('/gone'), good: await source('/feed') }
  const round = async () => {
    office.wait(120)
    await runJobs(office.world, 'this one', new AbortController().signal)
  }
  await round()
  const healthOf = async (id: string) => (await office.world.store.read.get('source', id))?.health.state
  expect([await healthOf(ids.html), await healthOf(ids.endless), await healthOf(ids.gone), await healthOf(ids.good)]).toEqual(['broken', 'broken', 'broken', 'ok'])
  expect(await countPosts(office, ids.good)).toBe(20)
  expect((await office.world.store.read.get('source', ids.gone))?.nextRunAt).toBeNull()
  server.serve('/html', rssOf([{ guid: 'healed', title: 'Сайт қайта ашылды', text: 'Әкімдік сайты қайта ашылды' }]))
  await round()
  expect([await healthOf(ids.html), await countPosts(office, ids.html)]).toEqual(['ok', 1])
})

test('a crash between two parts repeats the page and doubles nothing', async () => {
  const { server, office, source, poll } = await setUp()
  server.posts.push(...Array.from({ length: 100 }, (_, n) => ({ guid: `old-${n}`, title: `Көне ${n}`, text: `Әкімдік, ${n}-көшеде жарық жоқ` })))
  const id = await source('/feed')
  const { transact } = office.world.store
  let parts = 0
  // The machine loses its power at the third part of fifty.
  office.world.store.transact = unit => unit.starts.some(([noun]) => noun === 'source') && ++parts === 3 ? Promise.reject(new Error('power is gone')) : transact(unit)
  await expect(poll(id)).rejects.toThrow('power is gone')
  expect(await countPosts(office, id)).toBe(100)
  expect((await office.world.store.read.get('source', id))?.cursor).toBeNull()
  expect(await poll(id)).toMatchObject({ new: 20, same: 100 })
  expect(await countPosts(office, id)).toBe(120)
  expect(await office.world.store.read.count('triage', { where: { organisationId: office.place('koldi') }, order: { by: 'collectedAt', direction: 'asc' } })).toBe(120)
})

test('an old leader\'s page is refused and its cursor stays', async () => {
  const { office, source } = await setUp()
  const id = await source('/feed')
  const kept = await office.world.store.read.get('source', id)
  if (!kept) throw new Error('no such source')
  expect(await refused(collectSource(office.world, byMachine, kept, AbortSignal.timeout(20_000), { id: 'jobs', term: 7 }))).toMatchObject({ code: 'lease-lost' })
  expect([await countPosts(office, id), (await office.world.store.read.get('source', id))?.version]).toEqual([0, kept.version])
})

test('a person reads a source now where they manage sources, and nowhere else', async () => {
  const { office, source } = await setUp()
  const id = await source('/feed', ['koldi'])
  expect(await refused(office.as('tolkyn').collectNow(id))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('kairat').collectNow(id))).toMatchObject({ code: 'no-right' })
  expect(await office.as('aigul').collectNow(id)).toMatchObject({ new: 20 })
})
