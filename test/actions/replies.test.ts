// What a published reply does to the clocks, and how a ticket ends.
import { expect, test } from 'vitest'
import { aText, at, openOffice, refused, type Office } from './office.ts'
import { theReply, ticketIn } from './journey.ts'

const interim = async (office: Office, ticketId: string, promisedOn: string) => {
  await office.as('dana').submit(ticketId, { text: 'Жұмыс басталды', kind: 'interim', promisedOn })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
}

test('an interim reply buys seven working days from itself', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect((await office.ticket(ticketId)).final.dueAt).toBe(at('2026-11-27', '18:30'))
  office.setClock('2026-11-20', '12:00')
  await interim(office, ticketId, '2026-11-30')
  expect(await office.ticket(ticketId)).toMatchObject({
    state: 'in-work', replyId: null, promisedOn: '2026-11-30', firstReply: { stoppedAt: office.clock.now }, final: { dueAt: at('2026-12-01', '18:30'), stoppedAt: null },
    nextDueAt: at('2026-12-01', '18:30'), intervals: [{ firstReplyAt: office.clock.now, answeredAt: null }],
  })
})

test('only the first interim reply buys time, and never beyond fifteen working days', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  // The fifteenth working day after 18 November is 9 December; seven from the 7th would be the 17th, with the holiday of the 16th between.
  office.setClock('2026-12-07', '12:00')
  await interim(office, ticketId, '2026-12-10')
  const { final } = await office.ticket(ticketId)
  expect(final.dueAt).toBe(at('2026-12-09', '18:30'))
  office.setClock('2026-12-08', '12:00')
  await interim(office, ticketId, '2026-12-11')
  expect(await office.ticket(ticketId)).toMatchObject({ final: { dueAt: final.dueAt }, promisedOn: '2026-12-11' })
})

test('a final reply stops the clocks whatever the hour', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'approved')
  office.setClock('2026-11-21', '23:00')
  await office.as('aigul').publish(ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({
    state: 'answered', firstReply: { stoppedAt: office.clock.now }, final: { stoppedAt: office.clock.now }, nextDueAt: null,
    // 390 minutes are left of Wednesday from ten o'clock, Thursday and Friday have 480 each.
    intervals: [{ firstReplyInTerm: false, firstReplyMinutes: 1380 }],
  })
})

test('two replies of one ticket each have their evidence; the first one decides about the term', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await interim(office, ticketId, '2026-11-25')
  const firstAt = office.clock.now
  office.setClock('2026-11-23', '12:00')
  await office.as('dana').submit(ticketId, { text: theReply, kind: 'final', result: 'planned', promisedOn: '2026-12-01' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
  expect((await office.evidenceOf(ticketId)).map(({ of, text }) => [of, text])).toEqual([['post', aText], ['reply', 'Жұмыс басталды'], ['reply', theReply]])
  expect(await office.ticket(ticketId)).toMatchObject({ result: 'planned', promisedOn: '2026-12-01', intervals: [{ firstReplyAt: firstAt, answeredAt: office.clock.now }] })
})

test('closing keeps the submitted result unless it is changed', async () => {
  const office = await openOffice()
  const [kept, changed] = [await ticketIn(office, 'answered'), await ticketIn(office, 'answered')]
  await office.as('aigul').close(kept)
  await office.as('aigul').close(changed, { result: 'explained' })
  expect([(await office.ticket(kept)).result, (await office.ticket(changed)).result]).toEqual(['solved', 'explained'])
})

test('an unanswered ticket closes only because there is nothing left to answer, and says so', async () => {
  const office = await openOffice()
  for (const state of ['registered', 'assigned', 'in-work'] as const) {
    const ticketId = await ticketIn(office, state)
    const closer = office.as(state === 'registered' ? 'kairat' : 'gulnar')
    expect(await refused(closer.close(ticketId))).toMatchObject({ code: 'bad-input', problem: 'missing' })
    expect(await refused(closer.close(ticketId, { result: 'solved' }))).toMatchObject({ code: 'bad-input', problem: 'not-here' })
    await closer.close(ticketId, { result: 'post-deleted' })
    expect(await office.ticket(ticketId)).toMatchObject({ state: 'closed', result: 'post-deleted', firstReply: { stoppedAt: office.clock.now }, final: { stoppedAt: office.clock.now }, nextDueAt: null })
  }
})

test('without an answer the head closes in the own body and the coordinator where there is none, with one the press service: nobody else is offered it', async () => {
  const office = await openOffice()
  const [bare, held, answered] = [await ticketIn(office, 'registered'), await ticketIn(office, 'in-work'), await ticketIn(office, 'answered')]
  const closers = { [bare]: ['kairat'], [held]: ['gulnar'], [answered]: ['aigul'] }
  for (const [ticketId, may] of Object.entries(closers)) {
    for (const name of ['aigul', 'kairat', 'gulnar', 'dana'] as const) {
      // Nobody of a body sees what no body has.
      if (ticketId === bare && (name === 'gulnar' || name === 'dana')) continue
      expect([name, (await office.sees(name).ticket(ticketId)).may.includes('close')]).toEqual([name, may.includes(name)])
      if (!may.includes(name)) expect(await refused(office.as(name).close(ticketId, ticketId === answered ? {} : { result: 'no-data' }))).toMatchObject({ code: 'no-right' })
    }
  }
  await office.as('kairat').close(bare, { result: 'no-data' })
  await office.as('gulnar').close(held, { result: 'no-data' })
  expect([(await office.ticket(bare)).state, (await office.ticket(held)).state]).toEqual(['closed', 'closed'])
})

test('priority stops rising at danger, and a reopened danger has one hour', async () => {
  const office = await openOffice()
  const { ticketId } = await office.as('aigul').register(await office.post(aText), { priority: 'danger' })
  expect((await office.ticket(ticketId)).firstReply.dueAt).toBe(at('2026-11-18', '11:00'))
  await office.as('kairat').close(ticketId, { result: 'no-data' })
  office.setClock('2026-11-21', '22:00')
  await office.as('aigul').reopen(ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({ priority: 'danger', firstReply: { dueAt: at('2026-11-21', '23:00') } })
})
