// A case of somebody outside the akimat: handed over in public, answered there, or taken back.
import { expect, test } from 'vitest'
import { remindOffice } from '../../server/actions/remind-office.ts'
import { at, openOffice, refused } from './office.ts'
import { ticketIn } from './journey.ts'

test('handing over ends the first reply with its published text, and the final term stays in view', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').draft(ticketId, 'Бастадым')
  office.setClock('2026-11-18', '12:00')
  expect(await office.as('aigul').handOver(ticketId, { bodyId: office.place('koldi/gas') })).toMatchObject({ state: 'handed-over' })
  const { now } = office.clock
  expect(await office.ticket(ticketId)).toMatchObject({
    bodyId: null, officerId: null, accept: null, replyId: null, formalNumber: 'ШЫҒ-2026-17', handOver: { bodyId: office.place('koldi/gas'), at: now },
    firstReply: { stoppedAt: now }, final: { stoppedAt: null }, nextDueAt: at('2026-11-27', '18:30'), intervals: [{ firstReplyAt: now, firstReplyInTerm: true, firstReplyMinutes: 120 }],
  })
  expect((await office.ticket(ticketId)).holdings.at(-1)).toMatchObject({ bodyId: office.place('koldi/gas'), officerId: null, to: null })
  expect((await office.evidenceOf(ticketId)).at(-1)).toMatchObject({ of: 'reply', url: 'https://qala.example/handed', text: 'Газ мәселесі газ желілеріне берілді' })
  expect((await office.notices('dana')).at(-1)).toMatchObject({ kind: 'changed' })
  expect((await office.sees('aigul').ticket(ticketId)).published).toMatchObject([{ result: 'handed-over', permalink: 'https://qala.example/handed' }])
})

test('when the outside body answered, the ticket closes as handed over', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  await office.as('kairat').handOver(ticketId, { bodyId: office.place('koldi/gas') })
  office.setClock('2026-11-20', '12:00')
  expect(await office.as('aigul').bodyAnswered(ticketId, 'Газ қосылды')).toMatchObject({ state: 'closed' })
  const { now } = office.clock
  expect(await office.ticket(ticketId)).toMatchObject({ result: 'handed-over', closedAt: now, final: { stoppedAt: now }, nextDueAt: null, intervals: [{ answeredAt: now, closedAt: now }] })
  expect((await office.sees('aigul').ticket(ticketId)).timeline.at(-1)).toMatchObject({ type: 'body-answered', text: 'Газ қосылды' })
  office.wait(60)
  await office.as('aigul').reopen(ticketId)
  expect((await office.ticket(ticketId)).handOver).toBeUndefined()
})

test('taken back, both terms go on as if nothing had ended', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  const { firstReply, final } = await office.ticket(ticketId)
  await office.as('aigul').handOver(ticketId, { bodyId: office.place('koldi/gas') })
  office.setClock('2026-11-18', '17:00')
  expect(await office.as('bolat').takeBack(ticketId)).toMatchObject({ state: 'registered' })
  const after = await office.ticket(ticketId)
  expect([after.firstReply, after.final, after.handOver, after.nextDueAt]).toEqual([firstReply, final, undefined, firstReply.dueAt])
  expect(after.intervals).toMatchObject([{ firstReplyAt: null, firstReplyInTerm: null, firstReplyMinutes: null }])
  expect((await office.notices('aigul')).at(-1)).toMatchObject({ kind: 'returned' })
  expect(await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water') })).toMatchObject({ state: 'assigned' })
})

test('a first reply given before the hand over stays given', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').submit(ticketId, { text: 'Тексеріп жатырмыз', kind: 'interim', promisedOn: '2026-11-20' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
  const before = await office.ticket(ticketId)
  office.wait(60)
  await office.as('aigul').handOver(ticketId, { bodyId: office.place('koldi/gas') })
  await office.as('aigul').takeBack(ticketId)
  const after = await office.ticket(ticketId)
  expect([after.intervals, after.firstReply]).toEqual([before.intervals, before.firstReply])
})

test('a body of the akimat itself, or of another one, is not handed over to', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  expect(await refused(office.as('aigul').handOver(ticketId, { bodyId: office.place('koldi/water') }))).toMatchObject({ code: 'bad-input', problem: 'not-outside' })
  expect(await refused(office.as('aigul').handOver(ticketId, { bodyId: office.place('taudy/gas') }))).toMatchObject({ code: 'wrong-body' })
  expect(await refused(office.as('aigul').handOver(ticketId, { bodyId: 'nowhere' }))).toMatchObject({ code: 'not-found' })
  expect((await office.ticket(ticketId)).state).toBe('registered')
})

test('press and coordinator hand over and take back, nobody else; only what is handed over is taken back', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  for (const name of ['dana', 'gulnar', 'marzhan'] as const) expect(await refused(office.as(name).handOver(ticketId, { bodyId: office.place('koldi/gas') }))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('aigul').takeBack(ticketId))).toMatchObject({ code: 'not-in-this-state' })
  expect(await refused(office.as('aigul').bodyAnswered(ticketId))).toMatchObject({ code: 'not-in-this-state' })
  const answered = await ticketIn(office, 'answered')
  expect(await refused(office.as('aigul').handOver(answered, { bodyId: office.place('koldi/gas') }))).toMatchObject({ code: 'not-in-this-state', state: 'answered' })
})

test('an outside body that is silent for seven days is brought to mind once', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  await office.as('aigul').handOver(ticketId, { bodyId: office.place('koldi/gas') })
  const reminders = async () => (await office.notices('bolat')).filter(({ kind }) => kind === 'remind-handed-over').length
  office.setClock('2026-11-25', '09:59')
  await remindOffice(office.world)
  expect(await reminders()).toBe(0)
  office.setClock('2026-11-25', '10:00')
  await remindOffice(office.world)
  await remindOffice(office.world)
  expect(await reminders()).toBe(1)
})
