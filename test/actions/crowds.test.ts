// What many say at once is told of: how many posts, how many authors, since when, how quickly; at each akimat for itself, and after a restart too.
import { expect, test } from 'vitest'
import { showFeed } from '../../server/actions/show/feed.ts'
import { makeLog, makeWorld } from '../../server/make-world.ts'
import { openOffice, type Office } from './office.ts'

const outage = 'Көлді ауданының әкімдігі! Абай көшесіндегі он екінші үйде үш күннен бері ыстық су жоқ, балалар ауырып жатыр, қашан жөндейсіздер? Диспетчер тұтқаны көтермейді.'
const retold = 'Көлді ауданының әкімдігі! Абай көшесіндегі он екінші үйде төрт күннен бері ыстық су жоқ, балалар ауырып жатыр, қашан жөндейсіздер? Ешкім тұтқаны көтермейді.'
const other = 'Көлді ауданының әкімдігі, Сәтбаев көшесіндегі шұңқырды қашан жамайсыздар, көлік жүре алмайды, доңғалақ жарылды.'

const toldIn = async (office: Pick<Office, 'sees'>, world: Office['world'], postId: string) =>
  (await showFeed(world, await office.sees('aigul').viewer(), { folded: 'no', limit: 50 })).items.find(item => item.post.id === postId)?.told

test('three posts of two authors that say nearly the same are told of beside each of them, another matter is not', async () => {
  const office = await openOffice()
  const first = await office.post(outage, { author: 'Жанар' })
  const alone = await office.post(other, { author: 'Ерлан' })
  expect(await toldIn(office, office.world, first.postId)).toBeNull()
  office.wait(40)
  await office.post(outage, { author: 'Жанар' })
  office.wait(40)
  const last = await office.post(retold, { author: 'Серік' })
  const told = await toldIn(office, office.world, last.postId)
  expect(told).toMatchObject({ posts: 3, authors: 2, firstPostId: first.postId, inHour: 2 })
  expect(await toldIn(office, office.world, first.postId)).toEqual(told)
  expect(await toldIn(office, office.world, alone.postId)).toBeNull()
})

test('what another akimat is told does not count here', async () => {
  const office = await openOffice()
  const here = await office.post(outage, { author: 'Жанар' })
  await office.post(outage, { author: 'Серік', at: 'oblast' })
  expect(await toldIn(office, office.world, here.postId)).toBeNull()
})

test('a desk started anew remembers the last two weeks, and nothing older', async () => {
  const office = await openOffice()
  await office.post(outage, { author: 'Ерлан' })
  office.wait(15 * 24 * 60)
  const first = await office.post(outage, { author: 'Жанар' })
  office.wait(60)
  await office.post(retold, { author: 'Серік' })
  const world = makeWorld({ store: office.world.store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: office.world.now })
  expect(await toldIn(office, world, first.postId)).toMatchObject({ posts: 2, authors: 2, firstPostId: first.postId })
})

test('two who look at once count each post once', async () => {
  const office = await openOffice()
  const first = await office.post(outage, { author: 'Жанар' })
  await toldIn(office, office.world, first.postId)
  await office.post(retold, { author: 'Серік' })
  const told = await Promise.all([1, 2, 3].map(() => toldIn(office, office.world, first.postId)))
  expect(told.map(one => one?.posts)).toEqual([2, 2, 2])
})

test('a wave is told of for two weeks, by a desk that runs all the while too', async () => {
  const office = await openOffice()
  const first = await office.post(outage, { author: 'Жанар' })
  await office.post(retold, { author: 'Серік' })
  expect(await toldIn(office, office.world, first.postId)).toMatchObject({ posts: 2 })
  office.wait(15 * 24 * 60)
  const late = await office.post(outage, { author: 'Ерлан' })
  expect(await toldIn(office, office.world, late.postId)).toBeNull()
  const again = await office.post(outage, { author: 'Айдос' })
  expect(await toldIn(office, office.world, again.postId)).toMatchObject({ posts: 2, firstPostId: late.postId })
})
