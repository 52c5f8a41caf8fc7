// The whole life of a post: each act leaves the right state, clocks, holdings, evidence, notices and lines in the trail.
import { expect, test } from 'vitest'
import { aText, at, openOffice, wednesdayAtTen } from './office.ts'
import { theReply, ticketIn } from './journey.ts'

const kindsOf = (notices: { kind: string }[]) => notices.map(({ kind }) => kind)

test('a collected post waits in the feed for half an hour of work', async () => {
  const office = await openOffice()
  const triage = await office.triage(await office.post(aText))
  expect(triage).toMatchObject({ state: 'new', danger: false, folded: false, clock: { dueAt: at('2026-11-18', '10:30') }, decidedBy: null })
})

test('a registered post gets its number, its clocks, its evidence and a line in the trail', async () => {
  const office = await openOffice()
  const post = await office.post(aText)
  office.wait(5)
  const { ticketId, number, state } = await office.as('aigul').register(post)
  expect([number, state]).toEqual(['ӘЖ-2026-000001', 'registered'])
  const ticket = await office.ticket(ticketId)
  expect(ticket).toMatchObject({
    state: 'registered', topic: 'utilities.water_supply', priority: 'normal', registeredBy: office.user('aigul'), registeredAt: at('2026-11-18', '10:05'), accept: null,
    firstReply: { dueAt: at('2026-11-19', '10:05'), stoppedAt: null }, final: { dueAt: at('2026-11-27', '18:30'), stoppedAt: null }, nextDueAt: at('2026-11-19', '10:05'),
    holdings: [{ bodyId: null, officerId: null, from: at('2026-11-18', '10:05'), to: null }], intervals: [{ from: at('2026-11-18', '10:05'), firstReplyAt: null }],
  })
  expect(await office.triage(post)).toMatchObject({ state: 'registered', ticketId, decidedBy: office.user('aigul'), clock: { stoppedAt: at('2026-11-18', '10:05') } })
  expect(await office.evidenceOf(ticketId)).toMatchObject([{ of: 'post', postId: post.postId, text: aText, keptAt: at('2026-11-18', '10:05'), pending: false }])
  expect(await office.story(ticketId)).toEqual(['register'])
})

test('an assigned ticket waits half an hour for its officer, who is told; the press service is not told of its own act', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  expect(await office.ticket(ticketId)).toMatchObject({
    state: 'assigned', bodyId: office.place('koldi/water'), officerId: office.user('dana'), binding: false,
    accept: { startedAt: office.clock.now, dueAt: at('2026-11-18', '10:31'), stoppedAt: null },
  })
  expect(await office.notices('dana')).toMatchObject([{ kind: 'assigned', ticketId, number: 'ӘЖ-2026-000001', at: office.clock.now, read: false }])
  expect(await office.notices('aigul')).toEqual([])
  expect((await office.ticket(ticketId)).holdings).toMatchObject([{ bodyId: null, to: office.clock.now }, { officerId: office.user('dana'), from: office.clock.now, to: null }])
})

test('without an officer the head of the body is told', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water') })
  expect(kindsOf(await office.notices('gulnar'))).toEqual(['assigned'])
  expect(await office.notices('dana')).toEqual([])
})

test('accepting stops the accept clock; the reply goes to the head, and the head only', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', acceptedAt: office.clock.now, accept: { stoppedAt: office.clock.now } })
  office.wait(30)
  const draft = await office.as('dana').draft(ticketId, theReply)
  expect(draft).toMatchObject({ state: 'in-work', replyVersion: 1 })
  await office.as('dana').submit(ticketId, { kind: 'final', result: 'solved' })
  expect(await office.replyOf(ticketId)).toMatchObject({ id: draft.replyId, state: 'review', kind: 'final', result: 'solved', submittedBy: office.user('dana'), submittedAt: office.clock.now })
  expect((await office.ticket(ticketId)).state).toBe('review')
  expect(kindsOf(await office.notices('gulnar'))).toEqual(['to-approve'])
  expect(await office.notices('nursultan')).toEqual([])
})

test('an approved reply is offered to the press service; its publication stops both clocks and is kept as evidence', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'approved')
  expect(await office.replyOf(ticketId)).toMatchObject({ state: 'approved', approvedBy: office.user('gulnar'), approvedAt: office.clock.now })
  expect([kindsOf(await office.notices('aigul')), kindsOf(await office.notices('bolat'))]).toEqual([['to-publish'], ['to-publish']])
  office.setClock('2026-11-18', '15:00')
  await office.as('bolat').publish(ticketId, 'https://qala.example/1#reply')
  const now = office.clock.now
  expect(await office.ticket(ticketId)).toMatchObject({
    state: 'answered', result: 'solved', replyId: null, firstReply: { stoppedAt: now }, final: { stoppedAt: now }, nextDueAt: null,
    posts: [{ answer: { permalink: 'https://qala.example/1#reply', at: now } }],
    // 10:00 to 13:00 and 14:30 to 15:00: the lunch of an hour and a half is nobody's time.
    intervals: [{ firstReplyAt: now, firstReplyInTerm: true, firstReplyMinutes: 210, answeredAt: now, closedAt: null }],
  })
  expect((await office.evidenceOf(ticketId)).map(({ of, text, url }) => [of, text, url])).toContainEqual(['reply', theReply, 'https://qala.example/1#reply'])
})

test('a ticket closes with the result that was submitted, and reopens under its number with one priority more', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'closed')
  const closedAt = office.clock.now
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'closed', result: 'solved', closedAt, intervals: [{ closedAt }], nextDueAt: null })
  expect((await office.ticket(ticketId)).holdings.every(({ to }) => to !== null)).toBe(true)
  office.setClock('2026-11-24', '12:00')
  await office.as('aigul').reopen(ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({
    number: 'ӘЖ-2026-000001', state: 'in-work', officerId: office.user('dana'), priority: 'high', result: null, closedAt: null, replyId: null, returns: 0, pauses: 0, extensions: 0,
    firstReply: { startedAt: office.clock.now, dueAt: at('2026-11-24', '17:30'), stoppedAt: null }, final: { dueAt: at('2026-12-03', '18:30'), stoppedAt: null },
    intervals: [{ from: at('2026-11-18', '10:00'), closedAt }, { from: office.clock.now, firstReplyAt: null, answeredAt: null, closedAt: null }],
  })
  expect(kindsOf(await office.notices('dana'))).toEqual(['assigned', 'approved', 'assigned'])
  expect(await office.story(ticketId)).toEqual(['register', 'assign', 'accept', 'submit', 'approve', 'publish', 'close', 'reopen'])
})

test('whose time it was adds up to the working time from registration to closing', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  office.setClock('2026-11-18', '12:01')
  await office.as('dana').returns(ticketId)
  office.setClock('2026-11-18', '12:31')
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/roads'), officerId: office.user('hamit') })
  office.setClock('2026-11-18', '15:00')
  const { holders } = await office.sees('kairat').ticket(ticketId)
  expect(holders.map(({ officerId, workingMinutes }) => [officerId, workingMinutes])).toEqual([[null, 31], [office.user('dana'), 120], [office.user('hamit'), 59]])
})

test('the trail of a life stands in one unbroken chain, each line with its author', async () => {
  const office = await openOffice()
  await ticketIn(office, 'closed')
  const lines = await office.trail()
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
  expect(lines.slice(1).every(({ prev }, index) => prev === lines[index]?.hash)).toBe(true)
  const byWhom = lines.filter(({ at: when, event }) => when >= wednesdayAtTen && event.type !== 'notify').map(({ by, event }) => [event.type, by])
  expect(byWhom).toEqual([
    ['posts-collected', 'machine'], ['register', office.user('aigul')], ['assign', office.user('aigul')], ['accept', office.user('dana')], ['submit', office.user('dana')],
    ['approve', office.user('gulnar')], ['publish', office.user('aigul')], ['close', office.user('aigul')],
  ])
})
