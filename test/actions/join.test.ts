// Joining posts to a ticket, and taking them off.
import { expect, test } from 'vitest'
import { aText, openOffice, refused } from './office.ts'
import { ticketIn } from './journey.ts'

const another = 'Акимат, на улице Абая нет воды второй подъезд'

test('a joined post shares the number, keeps its own mark and its own evidence', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const post = await office.post(another)
  expect(await office.as('aigul').join(post, ticketId)).toMatchObject({ state: 'joined', number: 'ӘЖ-2026-000001' })
  expect((await office.ticket(ticketId)).posts).toMatchObject([{ answer: null }, { postId: post.postId, answer: null, joinedAt: office.clock.now }])
  expect((await office.evidenceOf(ticketId)).map(({ text }) => text)).toEqual([aText, another])
  expect((await office.ticket(ticketId)).state).toBe('in-work')
})

test('a joined post is taken off again and waits anew; the post that was registered stays', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const post = await office.post(another)
  await office.as('aigul').join(post, ticketId)
  const [main] = (await office.ticket(ticketId)).posts
  expect(await refused(office.as('aigul').detach(ticketId, { postId: main?.postId ?? '' }))).toMatchObject({ code: 'not-in-this-state' })
  const { version } = await office.ticket(ticketId)
  expect(await refused(office.as('bolat').detach(ticketId, { postId: post.postId, version: version - 1 }))).toMatchObject({ code: 'stale-version', by: office.user('aigul') })
  office.wait(5)
  await office.as('aigul').detach(ticketId, { postId: post.postId, version })
  expect((await office.ticket(ticketId)).posts).toHaveLength(1)
  expect(await office.triage(post)).toMatchObject({ state: 'new', ticketId: null, clock: { startedAt: office.clock.now } })
  expect(await office.story(ticketId)).toEqual(['register', 'assign', 'accept', 'join', 'detach'])
})

test('joining to a ticket closed at most thirty days ago reopens it, and its officer is told', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'closed')
  office.setClock('2026-12-18', '18:00')
  const before = (await office.notices('dana')).length
  await office.as('aigul').join(await office.post(another), ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', priority: 'high', closedAt: null, intervals: [{}, { from: office.clock.now, closedAt: null }] })
  expect((await office.story(ticketId)).slice(-2)).toEqual(['join', 'reopen'])
  expect((await office.notices('dana')).slice(before)).toMatchObject([{ kind: 'assigned', ticketId }])
})

test('a day later nothing joins it, and nobody reopens it', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'closed')
  office.setClock('2026-12-19', '10:00')
  const post = await office.post(another)
  expect(await refused(office.as('aigul').join(post, ticketId))).toMatchObject({ code: 'closed-too-long' })
  expect(await refused(office.as('aigul').reopen(ticketId))).toMatchObject({ code: 'closed-too-long' })
  expect((await office.triage(post)).state).toBe('new')
})

test('nothing joins a merged or an annulled ticket, nor another akimat\'s', async () => {
  const office = await openOffice()
  const post = await office.post(another)
  const merged = await ticketIn(office, 'in-work')
  // The desk has no act for merging yet.
  await office.setTicket(merged, { state: 'merged' })
  expect(await refused(office.as('aigul').join(post, merged))).toMatchObject({ code: 'not-in-this-state', state: 'merged' })
  const annulled = await ticketIn(office, 'registered')
  await office.as('aigul').annul(annulled)
  expect(await refused(office.as('aigul').join(post, annulled))).toMatchObject({ code: 'not-in-this-state', state: 'annulled' })
  const theirs = await office.as('tolkyn').register(await office.post(aText, { at: 'taudy' }))
  expect(await refused(office.as('aigul').join(post, theirs.ticketId))).toMatchObject({ code: 'not-found' })
  expect((await office.triage(post)).state).toBe('new')
})

test('reopening goes back to the press service when the officer is blocked meanwhile', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'closed')
  await office.as('olga').block(office.user('dana'))
  await office.as('aigul').reopen(ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'registered', officerId: null, bodyId: null, accept: null })
})

test('an answered ticket reopens without having been closed', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'answered')
  office.wait(60)
  await office.as('kairat').reopen(ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', priority: 'high', intervals: [{ closedAt: null }, { from: office.clock.now }] })
})
