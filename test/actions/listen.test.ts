// A stream on a running desk: opened while the desk leads, opened again where it broke, closed when it is stopped; nothing is lost, nothing comes twice.
import { expect, onTestFinished, test } from 'vitest'
import { act, byMachine } from '../../server/actions/act.ts'
import { createSource } from '../../server/actions/create-source.ts'
import { takeLease, type Fence } from '../../server/actions/lease.ts'
import { keepListening, type OpenStreams } from '../../server/actions/listen.ts'
import { pauseSource } from '../../server/actions/pause-source.ts'
import { startJobs } from '../../server/jobs.ts'
import { uriOf } from '../collectors/bluesky-server.ts'
import { removed, rewritten, secondsUs, startJetstream, written } from '../collectors/jetstream-server.ts'
import { countPosts, setUp } from './collecting.ts'

/** Waits for what the store shows, however slow the machine is. */
const soon = { timeout: 60_000 }

const begun = async () => {
  const network = await startJetstream()
  onTestFinished(() => network.close())
  const { office, kept } = await setUp([network.hostPort])
  const { world } = office
  const { id } = await createSource(world, byMachine, { url: network.url, organisationIds: [office.place('koldi')], zone: 'UTC', words: ['су'] })
  const open: OpenStreams = new Map()
  const stop = new AbortController()
  const lead = async (): Promise<Fence> => await takeLease(world, 'jobs', 'desk') ?? expect.fail('nobody leads')
  const listen = async () => keepListening(world, stop.signal, await lead(), open)
  const close = async () => {
    stop.abort()
    await Promise.all(open.values())
  }
  onTestFinished(close)
  const posts = () => countPosts(office, id)
  const textOf = async (rkey: string) => (await world.store.read.find('post', 'key', ['bluesky', uriOf(rkey)]))?.versions.map(({ text }) => text)
  const cursor = async () => (await kept(id)).cursor
  const hearing = () => expect.poll(() => network.listening(), soon).toBe(1)
  return { network, office, world, id, kept, open, stop, listen, close, posts, textOf, cursor, hearing }
}

test('a post with our words is in the feed within seconds; an edit makes a version, though the word is gone, and a deletion a tombstone', async () => {
  const { network, office, world, listen, posts, textOf, hearing } = await begun()
  await listen()
  await hearing()
  network.tell(written(1, '3ka', 'Көлдіде су жоқ, әкімдік қайда'))
  network.tell(written(1, '3kb', 'good morning'))
  await expect.poll(posts, soon).toBe(1)
  const post = await world.store.read.find('post', 'key', ['bluesky', uriOf('3ka')])
  expect((await world.store.read.get('triage', `${office.place('koldi')}:${post?.id}`))?.state).toBe('new')
  network.tell(rewritten(2, '3ka', 'Бәрі жақсы'))
  network.tell(rewritten(2, '3kz', 'edited elsewhere', uriOf('3k0')))
  await expect.poll(() => textOf('3ka'), soon).toEqual(['Көлдіде су жоқ, әкімдік қайда', 'Бәрі жақсы'])
  network.tell(removed(3, '3ka'))
  network.tell(written(4, '3kc', 'су келді'))
  await expect.poll(async () => (await world.store.read.find('post', 'key', ['bluesky', uriOf('3ka')]))?.deletedAt !== null, soon).toBe(true)
  expect(await posts()).toBe(2)
  expect(network.faults).toEqual([])
})

test('where a new stream begins is kept at once, though nothing of it is for us', async () => {
  const { network, listen, cursor, hearing, posts } = await begun()
  await listen()
  await hearing()
  network.tell(written(1, '3ka', 'good morning'))
  await expect.poll(cursor, soon).toEqual({ v: 1, timeUs: secondsUs(1) })
  expect(await posts()).toBe(0)
})

test('a stream that broke is told on its source and opened again after a pause, a little before where it was: nothing is lost, nothing comes twice', async () => {
  const { network, office, id, kept, open, listen, posts, cursor, hearing } = await begun()
  await listen()
  await hearing()
  network.tell(written(100, '3ka', 'су 1'))
  await expect.poll(posts, soon).toBe(1)
  network.drop()
  await Promise.all(open.values())
  expect((await kept(id)).health).toMatchObject({ state: 'degraded', reason: 'network-down', failures: 1 })
  network.tell(written(200, '3kb', 'су 2'))
  await listen()
  expect(open.size).toBe(0)
  office.wait(2)
  await listen()
  await expect.poll(posts, soon).toBe(2)
  expect([network.cursors, await cursor()]).toEqual([[null, String(secondsUs(95))], { v: 1, timeUs: secondsUs(200) }])
  const collected = (await office.trail()).flatMap(({ event }) => event.type === 'posts-collected' ? [[event.new, event.same]] : [])
  expect(collected).toEqual([[1, 0], [1, 1]])
  expect((await kept(id)).health).toMatchObject({ state: 'ok', failures: 0 })
})

test('what is played again after a break undoes neither an edit nor a deletion', async () => {
  const { network, office, world, id, kept, open, listen, posts, textOf, hearing } = await begun()
  await listen()
  await hearing()
  network.tell(written(100, '3ka', 'су жоқ'))
  await expect.poll(posts, soon).toBe(1)
  network.tell(rewritten(101, '3ka', 'су келді'))
  await expect.poll(() => textOf('3ka'), soon).toEqual(['су жоқ', 'су келді'])
  network.tell(written(101, '3kc', 'су ластанған'))
  await expect.poll(posts, soon).toBe(2)
  network.tell(removed(102, '3kc'))
  network.tell(written(103, '3kd', 'су қайда'))
  await expect.poll(posts, soon).toBe(3)
  network.drop()
  await Promise.all(open.values())
  office.wait(2)
  await listen()
  network.tell(written(200, '3kb', 'су тағы жоқ'))
  await expect.poll(posts, soon).toBe(4)
  expect(await textOf('3ka')).toEqual(['су жоқ', 'су келді'])
  expect((await world.store.read.find('post', 'key', ['bluesky', uriOf('3kc')]))?.deletedAt).not.toBeNull()
  const edits = (await office.trail()).flatMap(({ event }) => event.type === 'posts-collected' ? [event.edited, event.deleted] : [])
  expect([edits.reduce((sum, n) => sum + n, 0), (await kept(id)).health.state]).toEqual([2, 'ok'])
})

test('a desk that dies before a page is kept finds its posts in the stream again', async () => {
  const { network, office, world, id, kept, open, listen, posts, hearing } = await begun()
  await listen()
  await hearing()
  network.tell(written(100, '3ka', 'су 1'))
  await expect.poll(posts, soon).toBe(1)
  const { transact } = world.store
  world.store.transact = unit => unit.starts.some(([noun, key]) => noun === 'source' && key === id) ? Promise.reject(new Error('power is gone')) : transact(unit)
  network.tell(written(110, '3kb', 'су 2'))
  await Promise.all(open.values())
  world.store.transact = transact
  expect([await posts(), (await kept(id)).cursor]).toEqual([1, { v: 1, timeUs: secondsUs(100) }])
  office.wait(2)
  await listen()
  await expect.poll(posts, soon).toBe(2)
})

test('a stream is closed when its source is paused, when another desk leads, and when the desk stops', async () => {
  const { network, office, world, id, open, stop, listen, posts, hearing } = await begun()
  await listen()
  await hearing()
  await pauseSource(world, byMachine, { sourceId: id, on: true })
  network.tell(written(1, '3ka', 'су 1'))
  await expect.poll(() => network.listening(), soon).toBe(0)
  await listen()
  expect([open.size, await posts()]).toEqual([0, 0])
  await pauseSource(world, byMachine, { sourceId: id, on: false })
  await listen()
  await hearing()
  office.wait(10)
  await takeLease(world, 'jobs', 'other desk')
  network.tell(written(2, '3kb', 'су 2'))
  await expect.poll(() => network.listening(), soon).toBe(0)
  expect(await posts()).toBe(0)
  office.wait(10)
  await listen()
  await hearing()
  stop.abort()
  await Promise.all(open.values())
  await expect.poll(() => network.listening(), soon).toBe(0)
})

test('a desk that stops hangs up before it is closed', async () => {
  const { network, world, posts, hearing } = await begun()
  const jobs = startJobs(world)
  await hearing()
  network.tell(written(1, '3ka', 'су 1'))
  await expect.poll(posts, soon).toBe(1)
  await jobs.close()
  await expect.poll(() => network.listening(), soon).toBe(0)
  network.tell(written(2, '3kb', 'су 2'))
  expect(await posts()).toBe(1)
})

test('words that are changed count for what comes next', async () => {
  const { network, world, id, listen, posts, hearing } = await begun()
  await listen()
  await hearing()
  await act(world, byMachine, { name: 'set-up', input: null }, async (tx) => {
    const source = await tx.get('source', id)
    if (source) await tx.put('source', { ...source, words: ['жарық'] })
    return null
  })
  network.tell(written(1, '3ka', 'су 1'))
  network.tell(written(3, '3kc', 'су 2'))
  // The page after the change is judged by the new words, and from it on the stream listens by them.
  await expect.poll(async () => {
    network.tell(written(4, '3kd', 'енді жарық жоқ'))
    return posts()
  }, soon).toBe(1)
  expect(await world.store.read.find('post', 'key', ['bluesky', uriOf('3ka')])).toBeUndefined()
})

test('a post that is taken away in the same breath is marked as deleted, whatever else the network takes away meanwhile', async () => {
  const { network, world, posts, listen, hearing } = await begun()
  await listen()
  await hearing()
  for (let n = 0; n < 120; n++) network.tell(written(1 + n / 1000, `3b${n}`, `Көлдіде су жоқ, ${n}`))
  for (let n = 0; n < 300; n++) network.tell(removed(2, `other${n}`))
  network.tell(removed(3, '3b7'))
  network.tell(removed(3, '3b119'))
  await expect.poll(posts, soon).toBe(120)
  const deletedAt = async (rkey: string) => (await world.store.read.find('post', 'key', ['bluesky', uriOf(rkey)]))?.deletedAt
  await expect.poll(async () => [await deletedAt('3b7'), await deletedAt('3b119')], soon).not.toContain(null)
  expect(await deletedAt('3b8')).toBeNull()
})

test('a stream of everything is not added without words', async () => {
  const { world, office, network } = await begun()
  const at = { url: network.url.replace('/subscribe', '/subscribe?x=1'), organisationIds: [office.place('koldi')], zone: 'UTC' as const }
  await expect(async () => createSource(world, byMachine, at)).rejects.toMatchObject({ code: 'bad-input', details: { field: 'words', problem: 'needs-words' } })
})
