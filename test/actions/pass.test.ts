// A post goes to the akimat above or below, and an answer stands under each of the joined posts.
import { expect, test } from 'vitest'
import { act, byMachine } from '../../server/actions/act.ts'
import { takeIn } from '../../server/actions/intake.ts'
import { understand } from '../../server/actions/understand.ts'
import { aDanger, aText, at, openOffice, refused, type Office } from './office.ts'
import { theReply, ticketIn } from './journey.ts'

/** The same post at both akimats, as when both watch its source. */
const atBoth = async (office: Office) => {
  const here = await office.post(aText, { url: 'https://qala.example/both' })
  const there = { postId: here.postId, organisationId: office.place('oblast') }
  const raw = {
    key: 'https://qala.example/both', url: null, title: null, text: aText, author: null, publishedAt: null, editedAt: null, replyTo: null,
    media: [], place: null, counts: { likes: null, comments: null, shares: null, views: null },
  }
  await act(office.world, byMachine, { name: 'collect', input: here }, async (tx) => {
    await takeIn(tx, office.world, { network: 'feed', sourceId: 'test', organisationIds: () => [there.organisationId], posts: [understand(office.world, raw, { kato: null, name: 'test' })] })
    return null
  })
  return { here, there }
}

test('a passed post is decided here and new there, with a triage clock of its own', async () => {
  const office = await openOffice()
  const post = await office.post(aText)
  office.setClock('2026-11-18', '12:00')
  expect(await office.as('aigul').pass(post, office.place('oblast'), 'Облыстық жол')).toMatchObject({ state: 'passed' })
  expect(await office.triage(post)).toMatchObject({ state: 'passed', decidedBy: office.user('aigul'), clock: { stoppedAt: at('2026-11-18', '12:00') } })
  const there = { ...post, organisationId: office.place('oblast') }
  expect(await office.triage(there)).toMatchObject({ state: 'new', folded: false, clock: { startedAt: at('2026-11-18', '12:00'), dueAt: at('2026-11-18', '12:30') } })
  expect((await office.notices('raushan')).map(({ kind, postId }) => [kind, postId])).toEqual([['passed', post.postId]])
  expect((await office.trail()).at(-1)?.event).toMatchObject({ type: 'pass', postId: post.postId, toId: office.place('oblast') })
  expect(await office.as('raushan').register(there)).toMatchObject({ state: 'registered' })
})

test('the akimat above passes down, and a passed post is not passed again', async () => {
  const office = await openOffice()
  const post = await office.post(aText, { at: 'oblast' })
  await office.as('serik').pass(post, office.place('taudy'))
  expect(await office.triage({ ...post, organisationId: office.place('taudy') })).toMatchObject({ state: 'new' })
  expect(await refused(office.as('serik').pass(post, office.place('koldi')))).toMatchObject({ code: 'not-in-this-state', state: 'passed' })
  expect(await refused(office.as('tolkyn').pass({ ...post, organisationId: office.place('taudy') }, office.place('oblast')))).toMatchObject({ code: 'not-in-this-state', state: 'passed', by: office.user('serik') })
})

test('when the other akimat has decided already, that decision is told and nothing changes', async () => {
  const office = await openOffice()
  const { here, there } = await atBoth(office)
  await office.as('raushan').dismiss(there, { reason: 'not-about-us' })
  expect(await refused(office.as('aigul').pass(here, there.organisationId))).toMatchObject({ code: 'not-in-this-state', state: 'dismissed', by: office.user('raushan'), act: 'pass' })
  expect(await office.triage(here)).toMatchObject({ state: 'new', decidedBy: null })
})

test('a post that waits there already is triaged anew', async () => {
  const office = await openOffice()
  const { here, there } = await atBoth(office)
  office.setClock('2026-11-18', '12:00')
  await office.as('aigul').pass(here, there.organisationId)
  expect(await office.triage(there)).toMatchObject({ state: 'new', clock: { startedAt: at('2026-11-18', '12:00'), stoppedAt: null } })
})

test('passed danger rings there', async () => {
  const office = await openOffice()
  const post = await office.post(aDanger)
  await office.as('aigul').pass(post, office.place('oblast'))
  expect(await office.triage({ ...post, organisationId: office.place('oblast') })).toMatchObject({ danger: true, clock: { limit: { minutes: 10 } } })
  expect((await office.notices('raushan')).map(({ kind }) => kind)).toEqual(['danger'])
})

test('a post is not passed aside, to a body, to itself, or by somebody who does not triage', async () => {
  const office = await openOffice()
  const post = await office.post(aText)
  for (const place of ['taudy', 'koldi', 'koldi/water']) expect(await refused(office.as('aigul').pass(post, office.place(place)))).toMatchObject({ code: 'bad-input', problem: 'not-an-akimat' })
  expect(await refused(office.as('marzhan').pass(post, office.place('oblast')))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('dana').pass(post, office.place('oblast')))).toMatchObject({ code: 'not-found' })
  expect((await office.triage(post)).state).toBe('new')
})

test('the answer stands under two of three posts, and a wrong link is said again', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'approved')
  const [second, third] = [await office.post('Акимат, и у нас нет воды'), await office.post('Акимат, воды нет на Абая 7')]
  for (const post of [second, third]) await office.as('aigul').join(post, ticketId)
  await office.as('aigul').publish(ticketId)
  await office.as('bolat').answerUnder(ticketId, third.postId, 'https://qala.example/wrong')
  await office.as('bolat').answerUnder(ticketId, third.postId, 'https://qala.example/under-3')
  expect((await office.ticket(ticketId)).posts.map(({ answer }) => answer?.permalink ?? null)).toEqual(['https://qala.example/reply', null, 'https://qala.example/under-3'])
  expect((await office.trail()).at(-1)?.event).toMatchObject({ type: 'answer-under', postId: third.postId, answered: 2, of: 3 })
})

test('what was put under one more post is kept as evidence with its link, and the trail knows its salted hash', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'answered')
  const post = await office.post('Акимат, и у нас нет воды')
  await office.as('aigul').join(post, ticketId)
  await office.as('aigul').answerUnder(ticketId, post.postId, 'https://qala.example/under-2')
  const [first, second] = (await office.evidenceOf(ticketId)).filter(({ of }) => of === 'reply')
  expect(second).toMatchObject({ postId: post.postId, replyId: first?.replyId, url: 'https://qala.example/under-2', text: theReply, hash: first?.hash, salt: first?.salt })
  expect((await office.trail()).at(-1)?.event).toMatchObject({ type: 'answer-under', textHash: first?.hash })
})

test('the answer is put only under a post of the ticket, by the press service, once there is an answer', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'answered')
  const stranger = await office.post('Акимат, воды нет')
  expect(await refused(office.as('aigul').answerUnder(ticketId, stranger.postId))).toMatchObject({ code: 'not-found' })
  const own = (await office.ticket(ticketId)).posts[0]?.postId ?? ''
  expect(await refused(office.as('dana').answerUnder(ticketId, own))).toMatchObject({ code: 'no-right' })
  const early = await ticketIn(office, 'in-work')
  expect(await refused(office.as('aigul').answerUnder(early, own))).toMatchObject({ code: 'not-in-this-state', state: 'in-work' })
})
