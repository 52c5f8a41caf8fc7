// A later day for the final answer: who asks, who decides, and how far it goes.
import { expect, test } from 'vitest'
import { at, openOffice, refused } from './office.ts'
import { theReply, ticketIn } from './journey.ts'

// Registered on Wednesday 18 November: the final term is 27 November; fifteen working days end on 9 December.

test('the old term runs until the head has granted the new day', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').requestExtension(ticketId, '2026-12-03', { note: 'Құбыр жеткізілмеді' })
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', extensions: 0, extension: { dueOn: '2026-12-03', reason: 'contractor' }, final: { dueAt: at('2026-11-27', '18:30') } })
  expect((await office.notices('gulnar')).at(-1)).toMatchObject({ kind: 'to-extend', ticketId })
  office.setClock('2026-11-20', '12:00')
  await office.as('gulnar').decideExtension(ticketId, true)
  const { extension, extensions, final, firstReply } = await office.ticket(ticketId)
  expect([extension, extensions, final.dueAt, firstReply.dueAt]).toEqual([undefined, 1, at('2026-12-03', '18:30'), at('2026-11-19', '10:00')])
  expect((await office.notices('dana')).at(-1)).toMatchObject({ kind: 'extension-decided' })
  const story = (await office.sees('dana').ticket(ticketId)).timeline.slice(-2)
  expect(story.map(({ type, text }) => [type, text])).toEqual([['request-extension', 'Құбыр жеткізілмеді'], ['decide-extension', null]])
  expect(story[1]?.event).toMatchObject({ granted: true, dueOn: '2026-12-03', finalDueAt: at('2026-12-03', '18:30') })
})

test('the second extension is decided by a manager, and there is no third', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').requestExtension(ticketId, '2026-12-01')
  expect(await refused(office.as('marzhan').decideExtension(ticketId, true))).toMatchObject({ code: 'no-right' })
  await office.as('gulnar').decideExtension(ticketId, true)
  await office.as('dana').requestExtension(ticketId, '2026-12-04')
  expect((await office.notices('marzhan')).at(-1)).toMatchObject({ kind: 'to-extend' })
  expect(await refused(office.as('gulnar').decideExtension(ticketId, true))).toMatchObject({ code: 'no-right' })
  await office.as('marzhan').decideExtension(ticketId, true)
  expect(await office.ticket(ticketId)).toMatchObject({ extensions: 2, final: { dueAt: at('2026-12-04', '18:30') } })
  expect(await refused(office.as('dana').requestExtension(ticketId, '2026-12-09'))).toMatchObject({ code: 'bad-input', problem: 'too-many' })
})

test('the term never ends after fifteen working days in all, on a day off, or earlier than before', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const problemOf = async (dueOn: string) => (await refused(office.as('dana').requestExtension(ticketId, dueOn))).problem
  expect(await problemOf('2026-12-10')).toBe('too-late')
  expect(await problemOf('2026-12-05')).toBe('day-off')
  expect(await problemOf('2026-11-27')).toBe('not-later')
  await office.as('dana').requestExtension(ticketId, '2026-12-09')
  await office.as('gulnar').decideExtension(ticketId, true)
  expect((await office.ticket(ticketId)).final.dueAt).toBe(at('2026-12-09', '18:30'))
})

test('the fifteen days count from the registration also after an interim reply', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  office.setClock('2026-11-25', '12:00')
  await office.as('dana').submit(ticketId, { text: 'Жұмыс басталды', kind: 'interim', promisedOn: '2026-12-04' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
  expect((await office.ticket(ticketId)).final.dueAt).toBe(at('2026-12-04', '18:30'))
  expect(await refused(office.as('dana').requestExtension(ticketId, '2026-12-10'))).toMatchObject({ problem: 'too-late' })
  await office.as('dana').requestExtension(ticketId, '2026-12-08')
  await office.as('gulnar').decideExtension(ticketId, true)
  expect((await office.ticket(ticketId)).final.dueAt).toBe(at('2026-12-08', '18:30'))
})

test('a refused extension has a reason, changes no term, and may be asked for again', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').requestExtension(ticketId, '2026-12-03')
  expect(await refused(office.as('gulnar').decideExtension(ticketId, false))).toMatchObject({ code: 'reason-needed' })
  await office.as('gulnar').decideExtension(ticketId, false, 'Уақыт жетеді')
  expect(await office.ticket(ticketId)).toMatchObject({ extensions: 0, final: { dueAt: at('2026-11-27', '18:30') } })
  expect(await refused(office.as('gulnar').decideExtension(ticketId, true))).toMatchObject({ code: 'not-in-this-state', act: 'decide-extension' })
  expect(await office.as('dana').requestExtension(ticketId, '2026-12-01')).toMatchObject({ state: 'in-work' })
})

test('a request lapses when the reply is submitted', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').requestExtension(ticketId, '2026-12-03')
  await office.as('dana').submit(ticketId, { text: theReply, kind: 'final', result: 'solved' })
  expect((await office.ticket(ticketId)).extension).toBeUndefined()
  await office.as('dana').withdraw(ticketId)
  expect(await refused(office.as('gulnar').decideExtension(ticketId, true))).toMatchObject({ code: 'not-in-this-state' })
})

test('only the officer asks, once at a time, and another reason is said in words', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  for (const name of ['erlan', 'aigul', 'gulnar', 'kairat'] as const) expect(await refused(office.as(name).requestExtension(ticketId, '2026-12-03'))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('dana').requestExtension(ticketId, '2026-12-03', { reason: 'other' }))).toMatchObject({ code: 'reason-needed' })
  await office.as('dana').requestExtension(ticketId, '2026-12-03')
  expect(await refused(office.as('dana').requestExtension(ticketId, '2026-12-04'))).toMatchObject({ code: 'bad-input', problem: 'asked-already' })
  expect(await refused(office.as('dana').decideExtension(ticketId, true))).toMatchObject({ code: 'no-right' })
})

test('a head who is the officer does not grant the own request: the head above does', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('gulnar').reassign(ticketId, { officerId: office.user('gulnar'), reason: 'демалыс' })
  await office.as('gulnar').requestExtension(ticketId, '2026-12-03')
  expect(await refused(office.as('gulnar').decideExtension(ticketId, true))).toMatchObject({ code: 'self-approval' })
  expect((await office.notices('nursultan')).map(({ kind }) => kind)).toEqual(['to-extend'])
  await office.as('nursultan').decideExtension(ticketId, true)
  expect(await office.ticket(ticketId)).toMatchObject({ extensions: 1 })
})

test('while the author is waited for an extension is decided all the same, and the days waited come on top', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').askAuthor(ticketId)
  await office.as('aigul').postQuestion(ticketId)
  await office.as('dana').requestExtension(ticketId, '2026-12-01')
  await office.as('gulnar').decideExtension(ticketId, true)
  office.setClock('2026-11-19', '12:00')
  await office.as('dana').authorAnswered(ticketId)
  expect((await office.ticket(ticketId)).final.dueAt).toBe(at('2026-12-02', '18:30'))
})

test('the card offers a decision to whoever decides now, and to nobody without a request', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const deciding = async () => {
    const offered: string[] = []
    for (const name of ['dana', 'gulnar', 'nursultan', 'marzhan', 'kairat'] as const) if ((await office.sees(name).ticket(ticketId)).may.includes('decide-extension')) offered.push(name)
    return offered
  }
  expect(await deciding()).toEqual([])
  await office.as('dana').requestExtension(ticketId, '2026-12-01')
  expect(await deciding()).toEqual(['gulnar', 'nursultan'])
  expect((await office.sees('dana').ticket(ticketId)).extension).toMatchObject({ reason: 'contractor', dueOn: '2026-12-01' })
  await office.as('gulnar').decideExtension(ticketId, true)
  await office.as('dana').requestExtension(ticketId, '2026-12-03')
  expect(await deciding()).toEqual(['marzhan'])
})
