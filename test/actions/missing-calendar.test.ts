// A year without a list of working days is never guessed: the ticket is registered all the same, and its term says what it awaits.
import { expect, test } from 'vitest'
import { aText, at, openOffice } from './office.ts'
import { ticketIn } from './journey.ts'

test('a ticket registered at the end of the last listed year awaits the next one', async () => {
  const office = await openOffice({ now: at('2027-12-29', '10:00') })
  const { ticketId, number } = await office.as('aigul').register(await office.post(aText))
  expect(number).toBe('ӘЖ-2027-000001')
  const ticket = await office.ticket(ticketId)
  // The first reply still falls into the listed year: only the final term reaches beyond it.
  expect(ticket.firstReply).toMatchObject({ awaits: null, dueAt: at('2027-12-30', '10:00') })
  expect(ticket.final).toMatchObject({ awaits: 2028, dueAt: null, stoppedAt: null })
  expect(ticket.nextDueAt).toBe(ticket.firstReply.dueAt)
})

test('in December 2028 nothing is known: the whole life goes on, every term awaits 2028 and nothing counts as late', async () => {
  const office = await openOffice({ now: at('2028-12-13', '10:00') })
  const ticketId = await ticketIn(office, 'assigned')
  expect(await office.ticket(ticketId)).toMatchObject({
    number: 'ӘЖ-2028-000001', firstReply: { awaits: 2028, dueAt: null }, final: { awaits: 2028, dueAt: null }, accept: { awaits: 2028, dueAt: null }, nextDueAt: null,
  })
  office.wait(60 * 24 * 10)
  const { today } = await office.sees('marzhan').statistics('koldi')
  expect(today).toMatchObject({ open: 1, overdue: 0, dueToday: 0, late7: { part: 0 }, notAccepted: 0 })
})

test('a danger has its hour round the clock in any year', async () => {
  const office = await openOffice({ now: at('2028-12-13', '10:00') })
  const { ticketId } = await office.as('aigul').register(await office.post(aText), { priority: 'danger' })
  expect((await office.ticket(ticketId)).firstReply).toMatchObject({ dueAt: at('2028-12-13', '11:00'), awaits: null })
})

test('a reply in a year without a list has no working minutes and no judgement, only its clock minutes', async () => {
  const office = await openOffice({ now: at('2028-12-13', '10:00') })
  const ticketId = await ticketIn(office, 'answered')
  expect((await office.ticket(ticketId)).intervals).toMatchObject([{ firstReplyInTerm: null, firstReplyMinutes: null, firstReplyAt: office.clock.now }])
  const { today } = await office.sees('marzhan').statistics('koldi')
  expect(today.firstReply).toMatchObject({ workingMinutes: { median: null }, clockMinutes: { median: 5 }, inTerm: { part: 0, of: 0 }, replied: 1 })
})
