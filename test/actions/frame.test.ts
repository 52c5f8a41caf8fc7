// What the desk knows of its sources beyond single pages: gaps, deep looks, late posts, silence, what a newer parser can read, and what became of raw items.
import { expect, onTestFinished, test } from 'vitest'
import { act, byMachine } from '../../server/actions/act.ts'
import { carryOutErasures } from '../../server/actions/carry-out-erasures.ts'
import { rawLinesOf, replay } from '../../server/actions/replay.ts'
import { sourceView } from '../../server/actions/show/sources.ts'
import { wakeSources } from '../../server/actions/reread.ts'
import { sourceSentence } from '../../server/commands/source-words.ts'
import { feed } from '../../collectors/feed.ts'
import { rssOf, somePosts } from '../collectors/feed-server.ts'
import { channel, someMessages, startTelegramServer } from '../collectors/telegram-server.ts'
import { countPosts, setUp, type Scene } from './collecting.ts'
import { ask, forever } from './gulbarshyn.ts'

const gapsIn = async ({ office }: Scene) => (await office.trail()).flatMap(({ event }) => event.type === 'source-gap' ? [event.why] : [])

test('a burst longer than the window is told as a gap: on the source, in the trail, and on the board whose figures are partial', async () => {
  const scene = await setUp()
  const id = await scene.source('/feed')
  await scene.poll(id)
  scene.server.posts.splice(0, 20, ...somePosts(60).slice(0, 20))
  expect(await scene.poll(id)).toMatchObject({ new: 20, health: { state: 'ok' } })
  expect(await gapsIn(scene)).toEqual(['window'])
  const { gap } = await scene.kept(id)
  expect(gap?.why).toBe('window')
  expect((await scene.office.sees('marzhan').statistics('koldi')).partial).toMatchObject([{ sourceId: id, why: 'lost', since: gap?.at }])
  scene.office.wait(8 * 24 * 60)
  expect((await scene.office.sees('marzhan').statistics('koldi')).partial).toEqual([])
})

test('where older pages can be had, the same burst leaves no gap, though the desk dies on the way', async () => {
  const scene = await setUp()
  const all = somePosts(20)
  const page = (from: number, next: string | null) => rssOf(all.slice(from, from + 10))
    .replace('<rss version="2.0">', '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">')
    .replace('<channel>', next === null ? '<channel>' : `<channel><atom:link rel="next" href="${next}"/>`)
  const serve = () => [0, 10, 20, 30].forEach((from, i) => { scene.server.serve(`/p${i}`, page(from, i === 3 ? null : `/p${i + 1}`)) })
  serve()
  const id = await scene.source('/p0')
  await scene.poll(id)
  all.unshift(...somePosts(50).slice(0, 25))
  serve()
  const { transact } = scene.office.world.store
  let units = 0
  scene.office.world.store.transact = unit => unit.starts.some(([noun]) => noun === 'source') && ++units === 2 ? Promise.reject(new Error('power is gone')) : transact(unit)
  await expect(scene.poll(id)).rejects.toThrow('power is gone')
  await scene.poll(id)
  expect(await countPosts(scene.office, id)).toBe(35)
  expect(await gapsIn(scene)).toEqual([])
})

test('while earlier posts are still being read, the source says how far back it has come and in how many pages; when all are here, it says nothing', async () => {
  const scene = await setUp()
  const minuteOf = (n: number) => `Mon, 23 Nov 2026 ${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00 +0500`
  const posts = somePosts(99).map((post, i) => ({ ...post, date: minuteOf(599 - i) }))
  const serve = (first: number, pages: number) => Array.from({ length: pages }, (_, i) => scene.server.serve(`/w${i}`, rssOf(posts.slice(first + 3 * i, first + 3 * i + 3))
    .replace('<channel>', i === pages - 1 ? '<channel>' : `<channel><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="/w${i + 1}"/>`)))
  serve(75, 1)
  const id = await scene.source('/w0')
  await scene.poll(id)
  const told = async () => sourceView(await scene.kept(id), 0).backfill
  expect(await told()).toBeNull()
  serve(0, 26)
  await scene.poll(id)
  expect(await told()).toEqual({ pages: 11, reachedAt: '2026-11-23T04:27:00.000Z' })
  expect(sourceSentence(await scene.kept(id), 'kk')).toContain('Ертеректегі жазбалар оқылуда · жеткен күні: 23.11.2026 · бет: 11')
  await scene.poll(id)
  expect(await told()).toEqual({ pages: 21, reachedAt: '2026-11-23T03:57:00.000Z' })
  await scene.poll(id)
  expect([await told(), await countPosts(scene.office, id), await gapsIn(scene)]).toEqual([null, 78, []])
})

test('once a day no "not modified" is believed', async () => {
  const { server, source, poll, kept } = await setUp()
  const id = await source('/feed')
  const conditional = () => server.requests.at(-1)?.headers['if-none-match'] !== undefined
  await poll(id)
  await poll(id)
  expect([conditional(), (await kept(id)).deepAt]).toEqual([true, undefined])
  expect(await poll(id, 24 * 60)).toMatchObject({ same: 20 })
  expect([conditional(), (await kept(id)).deepAt]).toEqual([false, expect.any(String)])
  await poll(id)
  expect(conditional()).toBe(true)
})

test('a post that was written long before others that are here already came late', async () => {
  const { server, office, source, poll } = await setUp()
  const id = await source('/feed')
  expect(await poll(id)).toMatchObject({ late: 0 })
  server.posts.splice(3, 0, { guid: 'late', title: 'Кеш жазба', text: 'Әкімдік, кеше жарық болмады', date: 'Sun, 22 Nov 2026 01:00:00 +0500' })
  server.posts.unshift({ guid: 'fresh', title: 'Жаңа жазба', text: 'Әкімдік, бүгін жарық жоқ', date: 'Mon, 23 Nov 2026 10:20:00 +0500' })
  expect(await poll(id)).toMatchObject({ new: 2, late: 1 })
  const post = async (guid: string) => office.world.store.read.find('post', 'key', ['feed', `${server.origin}/feed#${guid}`])
  expect([(await post('late'))?.late, (await post('fresh'))?.late]).toEqual([true, undefined])
})

test('a walk of ten pages halves the interval once', async () => {
  const telegram = await startTelegramServer()
  onTestFinished(() => telegram.close())
  const { source, poll, kept } = await setUp([telegram.hostPort])
  telegram.messages = someMessages(40)
  const id = await source(`${telegram.origin}/s/${channel}`)
  await poll(id)
  const before = (await kept(id)).intervalMinutes
  telegram.messages = someMessages(200)
  expect(await poll(id)).toMatchObject({ new: 160 })
  expect((await kept(id)).intervalMinutes).toBe(before / 2)
})

test('a source that is quiet for much longer than usual is silent, and well again with the next post', async () => {
  const { server, source, poll } = await setUp()
  const id = await source('/feed')
  await poll(id)
  for (const n of [1, 2]) {
    server.posts.unshift({ guid: `more-${n}`, title: 'Тағы', text: `Әкімдік, ${n}-үйде су жоқ` })
    await poll(id, 120)
  }
  expect((await poll(id, 20 * 60)).health.state).toBe('ok')
  expect((await poll(id, 8 * 60)).health).toMatchObject({ state: 'silent', detail: '28' })
  server.posts.unshift({ guid: 'again', title: 'Тағы', text: 'Әкімдік, үйде жылу жоқ' })
  expect((await poll(id)).health.state).toBe('ok')
})

test('a newer parser reads dead letters again: what it can read becomes a post, the rest waits for the next version', async () => {
  const { server, office, source, set, poll } = await setUp()
  const id = await source('/feed')
  await poll(id)
  await act(office.world, byMachine, { name: 'set-up', input: null }, async (tx) => {
    for (const raw of ['{"guid":{"@":{},"#":"old"},"title":{"@":{},"#":"Су жоқ"}}', '{}']) {
      await tx.insert('deadLetter', { id: tx.newId(), sourceId: id, key: null, raw, problem: 'not understood', parserVersion: feed.parserVersion - 1, at: tx.now })
    }
    return null
  })
  expect(await poll(id)).toMatchObject({ reread: 0 })
  await set(id, { parserVersion: feed.parserVersion - 1 })
  expect(await poll(id)).toMatchObject({ reread: 1 })
  expect(await office.world.store.read.find('post', 'key', ['feed', `${server.origin}/feed#old`])).toMatchObject({ versions: [{ title: 'Су жоқ' }] })
  const left = await office.world.store.read.list('deadLetter', { where: { sourceId: id }, order: { by: 'at', direction: 'asc' }, limit: 10 })
  expect(left.items).toMatchObject([{ raw: '{}', parserVersion: feed.parserVersion, problem: 'The item is empty' }])
})

test('a source of which nothing was understood is asked again by a newer parser, and only then', async () => {
  const { server, office, source, set, poll, kept } = await setUp()
  server.serve('/odd', '{"version":"https://jsonfeed.org/version/1.1","items":[1]}')
  const id = await source('/odd')
  expect((await poll(id)).health).toMatchObject({ state: 'broken', reason: 'none-parsed' })
  expect([await wakeSources(office.world), (await kept(id)).nextRunAt]).toEqual([0, null])
  await set(id, { parserVersion: feed.parserVersion - 1 })
  expect([await wakeSources(office.world), (await kept(id)).nextRunAt]).toEqual([1, office.clock.now])
})

test('a post that is here is followed though an edit takes the word of its source out of it', async () => {
  const { server, source, set, poll } = await setUp()
  const id = await source('/feed')
  await set(id, { words: ['су'] })
  await poll(id)
  const [first] = server.posts
  if (first) Object.assign(first, { title: 'Түзетілді', text: 'Бәрі реттелді, рақмет' })
  server.posts.unshift({ guid: 'other', title: 'Басқа', text: 'Бұл жазба сөзсіз' })
  expect(await poll(id)).toMatchObject({ new: 0, edited: 1 })
})

test('a post edited while its answer is written flags the answer and tells its officer, until it is submitted again', async () => {
  const { server, office, source, poll } = await setUp()
  const id = await source('/feed')
  await poll(id)
  const [first] = server.posts
  const post = await office.world.store.read.find('post', 'key', ['feed', `${server.origin}/feed#${first?.guid}`])
  if (!first || !post) throw new Error('no post came')
  const at = { postId: post.id, organisationId: office.place('koldi') }
  const { ticketId } = await office.as('aigul').register(at)
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('erlan') })
  await office.as('erlan').accept(ticketId)
  await office.as('erlan').draft(ticketId, 'Су бүгін беріледі.')
  first.text = 'Су келді, енді жарық жоқ.'
  expect(await poll(id)).toMatchObject({ edited: 1 })
  expect((await office.sees('erlan').ticket(ticketId)).reply?.postEditedAt).toBe(office.clock.now)
  expect((await office.notices('erlan')).filter(({ kind }) => kind === 'post-edited')).toMatchObject([{ ticketId, postId: post.id }])
  await office.as('erlan').submit(ticketId, { text: 'Су берілді, жарық кешке қосылады.', kind: 'final', result: 'solved' })
  expect((await office.sees('erlan').ticket(ticketId)).reply?.postEditedAt).toBeNull()
})

test('raw items are kept with their posts, taken in again they change nothing, and they go when the words of the post go', async () => {
  const { server, office, source, kept, poll } = await setUp()
  const id = await source('/feed')
  await poll(id)
  const lines = await Array.fromAsync(rawLinesOf(office.world, await kept(id)))
  expect(lines).toHaveLength(20)
  expect(lines[0]).toMatchObject({ network: 'feed', url: `${server.origin}/feed`, key: expect.stringContaining('#post-'), raw: expect.stringContaining('Су тоқтады') })
  async function* items() {
    for (const [line, item] of lines.entries()) yield { line: line + 1, item: line === 3 ? { ...item, url: 'https://elsewhere.example/' } : item }
  }
  const bad: number[] = []
  const onBad = (line: number) => Promise.resolve(void bad.push(line))
  expect(await replay(office.world, items(), onBad)).toEqual({ new: 0, edited: 0, same: 19, bad: 1 })
  expect(bad).toEqual([4])
  const post = await office.world.store.read.find('post', 'key', ['feed', lines[0]?.key ?? ''])
  if (!post) throw new Error('no post came')
  const { id: erasureId } = await ask(office, { postId: post.id, organisationId: office.place('koldi') }, 'post')
  await office.as('kairat').erase(erasureId)
  await carryOutErasures(office.world, forever)
  expect(await office.world.store.read.get('rawItem', post.id)).toBeUndefined()
})
