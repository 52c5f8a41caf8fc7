// The author is asked: who asks, who posts, and what the clocks do meanwhile.
import { expect, test } from 'vitest'
import { byMachine } from '../../server/actions/act.ts'
import { remindOffice } from '../../server/actions/remind-office.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import { at, openOffice, refused, type Office } from './office.ts'
import { ticketIn } from './journey.ts'

const asked = async (office: Office) => {
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').askAuthor(ticketId)
  await office.as('aigul').postQuestion(ticketId)
  return ticketId
}

test('clocks go on until the press service has posted the question, and stand from then on', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect(await office.as('dana').askAuthor(ticketId, 'Қай үй?')).toMatchObject({ state: 'waiting' })
  expect(await office.ticket(ticketId)).toMatchObject({ pauses: 0, firstReply: { pausedAt: null }, nextDueAt: at('2026-11-19', '10:00') })
  expect((await office.notices('aigul')).at(-1)).toMatchObject({ kind: 'to-ask', ticketId })
  office.setClock('2026-11-18', '12:00')
  await office.as('bolat').postQuestion(ticketId, 'https://qala.example/q1')
  const noon = at('2026-11-18', '12:00')
  expect(await office.ticket(ticketId)).toMatchObject({
    state: 'waiting', pauses: 1, nextDueAt: null, firstReply: { pausedAt: noon }, final: { pausedAt: noon },
    questions: [{ askedBy: office.user('dana'), permalink: 'https://qala.example/q1', postedAt: noon }],
  })
  const story = (await office.sees('dana').ticket(ticketId)).timeline.filter(({ type }) => type === 'ask-author')
  expect(story.map(({ text, event }) => [text, event.posted, event.pauses])).toEqual([['Қай үй?', false, 0], [null, true, 1]])
})

test('when the author answered the term goes on with what was left of it', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').askAuthor(ticketId)
  office.setClock('2026-11-18', '12:00')
  await office.as('aigul').postQuestion(ticketId)
  office.setClock('2026-11-19', '12:00')
  expect(await office.as('aigul').authorAnswered(ticketId, { text: 'Абай 5' })).toMatchObject({ state: 'in-work' })
  // A working day of 8 hours stood: the first reply moves by it, the final term by the one working day begun meanwhile.
  expect(await office.ticket(ticketId)).toMatchObject({ firstReply: { pausedAt: null, dueAt: at('2026-11-20', '10:00') }, final: { dueAt: at('2026-11-30', '18:30') }, nextDueAt: at('2026-11-20', '10:00') })
  expect((await office.notices('dana')).at(-1)).toMatchObject({ kind: 'author-answered' })
  expect((await office.sees('dana').ticket(ticketId)).timeline.at(-1)).toMatchObject({ type: 'author-answered', text: 'Абай 5' })
})

test('an author who answers before the question is posted pauses nothing', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const { firstReply, final } = await office.ticket(ticketId)
  await office.as('dana').askAuthor(ticketId)
  await carryOut(office.world, byMachine, 'author-answered', { ticketId })
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', pauses: 0, firstReply, final })
})

test('the author is waited for twice at most, and again after a reopening', async () => {
  const office = await openOffice()
  const ticketId = await asked(office)
  await office.as('dana').authorAnswered(ticketId)
  await office.as('dana').askAuthor(ticketId)
  await office.as('aigul').postQuestion(ticketId)
  await office.as('dana').authorAnswered(ticketId)
  expect(await refused(office.as('dana').askAuthor(ticketId))).toMatchObject({ code: 'bad-input', problem: 'too-many' })
  await office.as('gulnar').close(ticketId, { result: 'no-data' })
  await office.as('aigul').reopen(ticketId)
  expect(await office.as('dana').askAuthor(ticketId)).toMatchObject({ state: 'waiting' })
})

test('danger never waits: neither clock stands', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('aigul').priority(ticketId, { priority: 'danger' })
  await office.as('dana').askAuthor(ticketId)
  await office.as('aigul').postQuestion(ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'waiting', firstReply: { pausedAt: null }, final: { pausedAt: null } })
})

test('a waiting ticket that becomes dangerous goes on, and stands again when it is not', async () => {
  const office = await openOffice()
  const ticketId = await asked(office)
  office.wait(60)
  await office.as('aigul').priority(ticketId, { priority: 'danger' })
  expect(await office.ticket(ticketId)).toMatchObject({ firstReply: { pausedAt: null, dueAt: office.clock.now }, final: { pausedAt: null } })
  await office.as('aigul').priority(ticketId, { priority: 'normal' })
  expect(await office.ticket(ticketId)).toMatchObject({ firstReply: { pausedAt: office.clock.now }, final: { pausedAt: office.clock.now }, nextDueAt: null })
})

test('only the officer asks, only the press service posts, and only what waits', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  for (const name of ['erlan', 'gulnar', 'aigul', 'kairat'] as const) expect(await refused(office.as(name).askAuthor(ticketId))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('aigul').postQuestion(ticketId))).toMatchObject({ code: 'not-in-this-state', state: 'in-work' })
  expect(await refused(office.as('aigul').authorAnswered(ticketId))).toMatchObject({ code: 'not-in-this-state' })
  await office.as('dana').askAuthor(ticketId)
  expect(await refused(office.as('dana').postQuestion(ticketId))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('tolkyn').postQuestion(ticketId))).toMatchObject({ code: 'not-found' })
  await office.as('aigul').postQuestion(ticketId)
  expect(await refused(office.as('bolat').postQuestion(ticketId))).toMatchObject({ code: 'not-in-this-state', by: office.user('aigul') })
})

test('after three working days of silence the press service, the head and the officer are asked once: close as no-data?', async () => {
  const office = await openOffice()
  const ticketId = await asked(office)
  const proposals = async () => (await Promise.all((['aigul', 'bolat', 'gulnar', 'dana'] as const).map(name => office.notices(name)))).flat().filter(({ kind }) => kind === 'propose-close').length
  // Posted on Wednesday just after ten: three working days end on Monday at the same hour.
  office.setClock('2026-11-23', '10:00')
  await remindOffice(office.world)
  expect(await proposals()).toBe(0)
  office.setClock('2026-11-23', '10:05')
  await remindOffice(office.world)
  await remindOffice(office.world)
  expect(await proposals()).toBe(4)
  expect(await office.as('gulnar').close(ticketId, { result: 'no-data' })).toMatchObject({ state: 'closed' })
})

test('a waiting ticket whose body is left empty goes back, and its clocks go on', async () => {
  const office = await openOffice()
  const ticketId = await asked(office)
  await office.setUser('erlan', { leave: { fromOn: '2026-11-01', toOn: '2026-12-31' } })
  await office.setUser('gulnar', { leave: { fromOn: '2026-11-01', toOn: '2026-12-31' } })
  await office.as('olga').block(office.user('dana'))
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'registered', officerId: null, firstReply: { pausedAt: null }, final: { pausedAt: null } })
})

test('the card shows the question, and offers to ask only while the author may be asked', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect((await office.sees('dana').ticket(ticketId)).may).toContain('ask-author')
  await office.as('dana').askAuthor(ticketId, 'Қай үй?')
  const card = await office.sees('aigul').ticket(ticketId)
  expect(card.question).toEqual({ text: 'Қай үй?', askedBy: office.user('dana'), askedAt: office.clock.now, permalink: null, postedAt: null })
  expect(card.may).toContain('author-answered')
  await office.setTicket(ticketId, { state: 'in-work', pauses: 2 })
  expect((await office.sees('dana').ticket(ticketId)).may).not.toContain('ask-author')
})
