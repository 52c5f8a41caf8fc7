// What stands beside a post and a ticket: posts that say nearly the same, the ticket that is there already, answers given before; and never out of reach.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { probesOf } from '../../server/actions/show/similar-posts.ts'
import { showSimilar, showSimilarToTicket } from '../../server/actions/show/similar.ts'
import { deskStems, makeLog, makeWorld } from '../../server/make-world.ts'
import { openStore } from '../../server/store/open.ts'
import { lacksMongod, startSet } from '../store/mongod.ts'
import type { AtAkimat } from './hands.ts'
import { ticketIn, theReply } from './journey.ts'
import { aText, officeOf, openOffice, refused, wednesdayAtTen, type Office } from './office.ts'
import { layOutOffice, type Name } from './tree.ts'

const outage = 'Көлді ауданының әкімдігі! Абай көшесіндегі он екінші үйде үш күннен бері ыстық су жоқ, балалар ауырып жатыр, қашан жөндейсіздер? Диспетчер тұтқаны көтермейді.'
const retold = 'Көлді ауданының әкімдігі! Абай көшесіндегі он екінші үйде төрт күннен бері ыстық су жоқ, балалар ауырып жатыр, қашан жөндейсіздер? Ешкім тұтқаны көтермейді.'
const other = 'Көлді ауданының әкімдігі, Сәтбаев көшесіндегі шұңқырды қашан жамайсыздар, көлік жүре алмайды, доңғалақ жарылды.'

const besidePost = async (office: Pick<Office, 'world' | 'sees'>, name: Name, post: AtAkimat) => showSimilar(office.world, await office.sees(name).viewer(), post)
const besideTicket = async (office: Pick<Office, 'world' | 'sees'>, name: Name, ticketId: string) => showSimilarToTicket(office.world, await office.sees(name).viewer(), { ticketId })
const idsOf = (posts: { postId: string }[] | null) => posts?.map(({ postId }) => postId)

const nearlyTheSame = async (office: ReturnType<typeof officeOf>) => {
  const first = await office.post(outage)
  office.wait(1)
  const copy = await office.post(outage, { url: 'https://copy.example/1' })
  const told = await office.post(retold)
  await office.post(other)
  const seen = await besidePost(office, 'aigul', told)
  expect(idsOf(seen.posts)?.toSorted()).toEqual([first.postId, copy.postId].toSorted())
  expect(seen.posts?.every(({ likeness }) => likeness >= 0.3 && likeness < 1)).toBe(true)
  expect(seen.tickets).toEqual([])
  expect((await besidePost(office, 'aigul', first)).posts?.[0]).toMatchObject({ postId: copy.postId, likeness: 1, state: 'new' })
}

test('a post retold in other words is found beside it, a word for word copy before it, another matter not', async () => {
  await nearlyTheSame(await openOffice())
})

describe.skipIf(lacksMongod)('on MongoDB', () => {
  test('nearly the same posts are found as well', async () => {
    const set = await startSet()
    const folder = await mkdtemp(join(tmpdir(), 'qulaq-similar-'))
    const store = await openStore({ folder, mongodbUrl: set.newUrl(), stems: deskStems })
    onTestFinished(async () => {
      await store.close()
      await set.stop()
      await rm(folder, { recursive: true })
    })
    const clock = { now: wednesdayAtTen }
    const world = makeWorld({ store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => clock.now })
    await nearlyTheSame(officeOf(world, await layOutOffice(world), clock))
  })
})

test('the ticket that such a post is on already is offered for joining; an annulled one is not, and a merged one stands for its main', async () => {
  const office = await openOffice()
  const aigul = office.as('aigul')
  const { ticketId, number } = await aigul.register(await office.post(outage), { bodyId: office.place('koldi/water') })
  const told = await office.post(retold)
  const seen = await besidePost(office, 'aigul', told)
  expect(seen.tickets).toMatchObject([{ ticketId, number, state: 'assigned', postCount: 1 }])
  expect(seen.posts).toMatchObject([{ state: 'registered', ticketId, ticketNumber: number }])
  await aigul.join(told, ticketId)
  expect(await besidePost(office, 'aigul', told)).toMatchObject({ tickets: [] })

  const main = await aigul.register(await office.post(other))
  await aigul.merge(ticketId, main.ticketId)
  expect((await besidePost(office, 'aigul', await office.post(retold, { url: 'https://again.example/1' }))).tickets).toMatchObject([{ ticketId: main.ticketId, number: main.number }])

  const undone = await openOffice()
  const wrong = await undone.as('aigul').register(await undone.post(outage))
  await undone.as('aigul').annul(wrong.ticketId)
  expect((await besidePost(undone, 'aigul', await undone.post(retold))).tickets).toEqual([])
})

test('after two weeks a post is no more of the same burst, but a word for word copy is still told', async () => {
  const office = await openOffice()
  const old = await office.post(outage)
  office.wait(16 * 24 * 60)
  expect((await besidePost(office, 'aigul', await office.post(retold))).posts).toEqual([])
  expect((await besidePost(office, 'aigul', await office.post(outage, { url: 'https://copy.example/2' }))).posts?.[0]).toMatchObject({ postId: old.postId, likeness: 1 })
})

test('an answer of the same topic is given to the officer of the next ticket, with its text; other posts only to who reads the feed', async () => {
  const office = await openOffice()
  const answered = await ticketIn(office, 'answered')
  const next = await ticketIn(office, 'in-work', `${aText} Екінші күн болды.`)
  await office.post(`${aText} Үшінші күн болды.`)
  const seen = await besideTicket(office, 'dana', next)
  expect(seen.answers).toMatchObject([{ ticketId: answered, text: theReply, result: 'solved' }])
  expect(seen.posts).toBeNull()
  const pressSees = await besideTicket(office, 'aigul', next)
  expect(pressSees.posts?.length).toBeGreaterThan(0)
  expect(pressSees.posts?.some(({ ticketId }) => ticketId === next)).toBe(false)
  expect(pressSees.tickets.map(({ ticketId }) => ticketId)).toEqual([answered])
})

test('nothing of another akimat or body is shown, and who may not read is refused', async () => {
  const office = await openOffice()
  const answered = await ticketIn(office, 'answered')
  const there = await office.post(outage, { at: 'taudy' })
  const here = await office.post(retold)
  expect((await besidePost(office, 'aigul', here)).posts).toEqual([])
  expect((await besidePost(office, 'raushan', there)).posts).toEqual([])
  expect(await refused(besidePost(office, 'tolkyn', here))).toMatchObject({ code: 'no-right' })
  expect(await refused(besidePost(office, 'dana', here))).toMatchObject({ code: 'no-right' })
  expect(await refused(besidePost(office, 'aigul', { ...there, organisationId: here.organisationId }))).toMatchObject({ code: 'not-found' })
  expect(await refused(besideTicket(office, 'hamit', answered))).toMatchObject({ code: 'not-found' })
  const { ticketId: roads } = await office.as('aigul').register(await office.post(`${aText} Бұл жол туралы.`), { bodyId: office.place('koldi/roads') })
  expect(await besideTicket(office, 'hamit', roads)).toMatchObject({ posts: null, tickets: [], answers: [] })
})

test('a search for the like of a text is bounded: few probes of few long words, without links and names', () => {
  expect(probesOf(outage).length).toBeLessThanOrEqual(6)
  expect(probesOf(outage).every(probe => probe.split(' ').length === 3)).toBe(true)
  expect(probesOf('Әкімдік, жарық жоқ! https://somewhere.example/longest @someone_very_long #hashtagword')).toEqual(['әкімдік жарық'])
  expect(probesOf('!!! 12 34')).toEqual([])
  expect(probesOf('су жоқ ааааааааааааааааааааааааааааааааааааааааааааааааааааа')).toEqual([])
})
