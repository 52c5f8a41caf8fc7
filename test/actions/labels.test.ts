// What is changed on a ticket without moving it: priority, topic and kind, formal number, co-executors, grade.
import { expect, test } from 'vitest'
import { at, openOffice, refused } from './office.ts'
import { ticketIn } from './journey.ts'

test('a ticket that becomes urgent is due sooner, counted from its registration', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect((await office.ticket(ticketId)).firstReply.dueAt).toBe(at('2026-11-19', '10:00'))
  await office.as('aigul').priority(ticketId, { priority: 'high', reason: 'Балабақша сусыз' })
  expect(await office.ticket(ticketId)).toMatchObject({
    state: 'in-work', priority: 'high', firstReply: { dueAt: at('2026-11-18', '15:30') }, final: { dueAt: at('2026-11-27', '18:30') }, nextDueAt: at('2026-11-18', '15:30'),
  })
  expect((await office.notices('dana')).at(-1)).toMatchObject({ kind: 'changed', ticketId })
  const told = (await office.sees('dana').ticket(ticketId)).timeline.at(-1)
  expect(told).toMatchObject({ type: 'priority', text: 'Балабақша сусыз', event: { priority: 'high', firstReplyDueAt: at('2026-11-18', '15:30') } })
})

test('a new priority never makes a ticket late at once: it is due now at the earliest', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  office.setClock('2026-11-18', '17:00')
  await office.as('kairat').priority(ticketId, { priority: 'danger' })
  expect((await office.ticket(ticketId)).firstReply.dueAt).toBe(at('2026-11-18', '17:00'))
})

test('the priority of an answered ticket changes no clock that has stopped', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'answered')
  const { firstReply, final } = await office.ticket(ticketId)
  await office.as('gulnar').priority(ticketId, { priority: 'danger' })
  expect(await office.ticket(ticketId)).toMatchObject({ priority: 'danger', firstReply, final, nextDueAt: null })
})

test('a correction changes what it names and leaves the rest', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const before = await office.ticket(ticketId)
  await office.as('dana').correct(ticketId, { topic: 'utilities.heating', sentiment: 'neutral' })
  expect(await office.ticket(ticketId)).toMatchObject({ topic: 'utilities.heating', sentiment: 'neutral', kind: before.kind, place: before.place, firstReply: before.firstReply })
  await office.as('aigul').correct(ticketId, { place: null, kind: 'thanks' })
  expect(await office.ticket(ticketId)).toMatchObject({ topic: 'utilities.heating', place: null, kind: 'thanks' })
  expect((await office.notices('dana')).filter(({ kind }) => kind === 'changed')).toHaveLength(1)
})

test('a correction of nothing, or to a topic that does not exist, is refused', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect(await refused(office.as('dana').correct(ticketId, {}))).toMatchObject({ code: 'bad-input', problem: 'missing' })
  expect(await refused(office.as('dana').correct(ticketId, { topic: 'utilities.magic' }))).toMatchObject({ code: 'bad-input', problem: 'unknown' })
  expect(await refused(office.as('erlan').correct(ticketId, { kind: 'other' }))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('gulnar').correct(ticketId, { kind: 'other' }))).toMatchObject({ code: 'no-right' })
})

test('the press service notes the number of the formal appeal and takes it off again', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('aigul').formalNumber(ticketId, 'ЖТ-2026-00012345')
  expect((await office.ticket(ticketId)).formalNumber).toBe('ЖТ-2026-00012345')
  await office.as('aigul').formalNumber(ticketId, null)
  expect((await office.ticket(ticketId)).formalNumber).toBeUndefined()
  expect(await refused(office.as('kairat').formalNumber(ticketId, 'ЖТ-1'))).toMatchObject({ code: 'no-right' })
})

test('a co-executor is told and writes the draft, but does not send it', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').coExecutors(ticketId, [office.user('zarina'), office.user('zarina')])
  expect((await office.ticket(ticketId)).coExecutorIds).toEqual([office.user('zarina')])
  expect((await office.notices('zarina')).map(({ kind }) => kind)).toEqual(['co-executor'])
  await office.as('zarina').draft(ticketId, 'Жұмыс бітті')
  expect((await office.replyOf(ticketId)).versions.at(-1)?.authorId).toBe(office.user('zarina'))
  expect(await refused(office.as('zarina').submit(ticketId, { kind: 'final', result: 'solved' }))).toMatchObject({ code: 'no-right' })
  await office.as('gulnar').coExecutors(ticketId, [])
  expect((await refused(office.as('zarina').draft(ticketId, 'Тағы'))).code).toBe('no-right')
})

test('the officer, a blocked colleague and somebody of another body are no co-executors', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect(await refused(office.as('gulnar').coExecutors(ticketId, [office.user('dana')]))).toMatchObject({ code: 'bad-input', problem: 'officer' })
  expect(await refused(office.as('gulnar').coExecutors(ticketId, [office.user('ularbek')]))).toMatchObject({ code: 'wrong-body' })
  expect(await refused(office.as('gulnar').coExecutors(ticketId, [office.user('hamit')]))).toMatchObject({ code: 'wrong-body' })
  await office.as('olga').block(office.user('zarina'))
  expect(await refused(office.as('gulnar').coExecutors(ticketId, [office.user('zarina')]))).toMatchObject({ code: 'bad-input', problem: 'away' })
  expect(await refused(office.as('erlan').coExecutors(ticketId, []))).toMatchObject({ code: 'no-right' })
})

test('coordinator and manager grade an answer, and the officer hears of it', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'closed')
  await office.as('marzhan').grade(ticketId, { grade: 2, reason: 'Күні айтылмаған' })
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'closed', grade: 2 })
  await office.as('kairat').grade(ticketId, { grade: 3 })
  expect(await office.ticket(ticketId)).toMatchObject({ grade: 3 })
  expect((await office.notices('dana')).filter(({ kind }) => kind === 'changed')).toHaveLength(2)
  expect(await refused(office.as('aigul').grade(ticketId, { grade: 5 }))).toMatchObject({ code: 'no-right' })
})

test('nothing is changed on an annulled ticket', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  await office.as('aigul').annul(ticketId)
  expect(await refused(office.as('aigul').priority(ticketId, { priority: 'low' }))).toMatchObject({ code: 'not-in-this-state', state: 'annulled' })
  expect(await refused(office.as('kairat').grade(ticketId, { grade: 1 }))).toMatchObject({ code: 'not-in-this-state' })
  expect(await refused(office.as('aigul').formalNumber(ticketId, 'ЖТ-1'))).toMatchObject({ code: 'not-in-this-state' })
})
