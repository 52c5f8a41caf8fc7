// Looks that go wrong in the frame and not in the network: a clock that is put back, a source that is changed while it is read, a look that never ends.
import { expect, test } from 'vitest'
import { feed } from '../../collectors/feed.ts'
import { byMachine } from '../../server/actions/act.ts'
import { collectSource } from '../../server/actions/collect.ts'
import { takeLease } from '../../server/actions/lease.ts'
import { pauseSource } from '../../server/actions/pause-source.ts'
import { wakeSources } from '../../server/actions/reread.ts'
import { runJobs } from '../../server/jobs.ts'
import { rssOf, somePosts } from '../collectors/feed-server.ts'
import { countPosts, setUp } from './collecting.ts'
import { forever } from './gulbarshyn.ts'

test('a clock that was a year ahead and is put right stops nothing: somebody leads, sources are read, and nothing comes late', async () => {
  const { server, office, source, kept, set, poll } = await setUp()
  const id = await source('/feed')
  office.clock.now = '2027-11-23T05:00:00.000Z'
  expect(await takeLease(office.world, 'jobs', 'before')).not.toBeNull()
  await poll(id)
  await set(id, { deepAt: office.clock.now, headAt: '2027-11-23T04:00:00.000Z' })
  office.clock.now = '2026-11-23T06:00:00.000Z'
  server.serve('/feed', rssOf([{ guid: 'new', title: 'Жаңа', text: 'Су жоқ, әкімдік', date: 'Mon, 23 Nov 2026 09:00:00 +0500' }, ...server.posts]))
  await runJobs(office.world, 'after', forever)
  office.wait(1)
  await runJobs(office.world, 'after', forever)
  const { nextRunAt, headAt, deepAt, health } = await kept(id)
  expect([await countPosts(office, id), health.lastTriedAt, deepAt, headAt]).toEqual([21, office.clock.now, office.clock.now, '2026-11-23T04:00:00.000Z'])
  expect(nextRunAt !== null && nextRunAt < '2026-11-23T12:30:00.000Z').toBe(true)
  expect(await office.world.store.read.find('post', 'key', ['feed', `${server.origin}/feed#new`])).not.toHaveProperty('late')
})

test('a clock that differs by minutes takes the lease from nobody and wakes no source', async () => {
  const { office, source, poll, kept } = await setUp()
  const id = await source('/feed')
  await takeLease(office.world, 'jobs', 'first')
  await poll(id, 5)
  const { nextRunAt } = await kept(id)
  office.clock.now = '2026-11-23T05:00:00.000Z'
  expect([await takeLease(office.world, 'jobs', 'second'), await wakeSources(office.world), (await kept(id)).nextRunAt]).toEqual([null, 0, nextRunAt])
})

test('a source that is paused while it is read keeps what was read and stays paused; a newer parser does not wake it', async () => {
  const { server, office, source, set, poll, kept } = await setUp()
  const id = await source('/feed')
  server.at('/feed', (_, response) => {
    void pauseSource(office.world, byMachine, { sourceId: id, on: true }).then(() => response.end(rssOf(server.posts)))
  })
  await poll(id)
  expect([await countPosts(office, id), (await kept(id)).nextRunAt]).toEqual([20, null])
  await set(id, { health: { ...(await kept(id)).health, reason: 'none-parsed' }, parserVersion: feed.parserVersion - 1 })
  expect([await wakeSources(office.world), (await kept(id)).nextRunAt]).toEqual([0, null])
})

test('a look that takes too long for a single page says so, and the next one is no deep one; what brought a page, or was stopped with the desk, says nothing', async () => {
  const { server, office, source, kept } = await setUp()
  const page = rssOf(somePosts(5)).replace('<channel>', '<channel><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="/older"/>')
  const serve = () => server.serve('/long', page, { etag: '"1"' })
  const id = await source('/long')
  const tooLong = new DOMException('too long', 'TimeoutError')
  const look = async (hangsAt: string | null, because: Error = tooLong) => {
    office.wait(60 * 25)
    const stop = new AbortController()
    serve()
    server.serve('/older', '', {}, 404)
    if (hangsAt !== null) server.at(hangsAt, () => stop.abort(because))
    return collectSource(office.world, byMachine, await kept(id), stop.signal)
  }
  expect(await look('/older')).toMatchObject({ new: 5, health: { state: 'ok' } })
  expect(await look('/long')).toMatchObject({ same: 0, health: { state: 'degraded', reason: 'timeout', failures: 1 } })
  const { nextRunAt, health } = await kept(id)
  expect([health.detail, nextRunAt !== null && nextRunAt > office.clock.now]).toEqual([new URL(server.origin).host, true])
  expect(await look(null)).toMatchObject({ same: 5, health: { state: 'ok', failures: 0 } })
  expect(await look('/long', new DOMException('stopped', 'AbortError'))).toMatchObject({ same: 0, health: { state: 'ok' } })
  const conditions = server.requests.flatMap(({ path, headers }) => path === '/long' ? [headers['if-none-match']] : [])
  expect(conditions).toEqual([undefined, undefined, '"1"', undefined])
})

test('an address that moves there and back for ever doubles nothing', async () => {
  const { server, office, source, poll, kept } = await setUp()
  const to = (path: string) => server.at('/a', (_, response) => { response.writeHead(301, { location: path }).end() })
  to('/b')
  server.serve('/b', rssOf(server.posts))
  const id = await source('/a')
  expect([(await poll(id)).new, new URL((await kept(id)).url).pathname]).toEqual([20, '/b'])
  server.serve('/a', rssOf(server.posts))
  server.at('/b', (_, response) => { response.writeHead(301, { location: '/a' }).end() })
  expect([(await poll(id)).same, new URL((await kept(id)).url).pathname]).toEqual([20, '/a'])
  to('/b')
  expect((await poll(id)).health).toMatchObject({ state: 'degraded', reason: 'http-error' })
  expect(await countPosts(office, id)).toBe(20)
})

test('a post that is edited to nothing keeps what it said, and is no deleted one', async () => {
  const { server, office, source, poll } = await setUp()
  server.serve('/one', rssOf(somePosts(1)))
  const id = await source('/one')
  await poll(id)
  server.serve('/one', rssOf([{ guid: 'post-1', title: '', text: '' }]))
  expect(await poll(id)).toMatchObject({ edited: 1, dead: 0, deleted: 0 })
  const post = await office.world.store.read.find('post', 'key', ['feed', `${server.origin}/one#post-1`])
  expect(post).toMatchObject({ deletedAt: null, versions: [{ title: 'Су тоқтады, 1-үй' }, { text: '', title: null }] })
})

test('hundreds of items that cannot be read are one dead letter each, however often they are shown', async () => {
  const { server, source, poll } = await setUp()
  const broken = Array.from({ length: 260 }, (_, n) => ({ n }))
  const page = (title: string) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, items: [{ id: 'good', content_text: 'Су жоқ' }, ...broken] })
  server.serve('/broken.json', page('A'))
  const id = await source('/broken.json')
  expect(await poll(id)).toMatchObject({ new: 1, dead: 260 })
  server.serve('/broken.json', page('B'))
  expect(await poll(id)).toMatchObject({ new: 0, dead: 0 })
})
