// Terms set by the office: they hold for what begins afterwards, and a ticket keeps the terms under which it began.
import { expect, test } from 'vitest'
import type { InputFor } from '#domain/contract-inputs.ts'
import { inputs } from '#domain/contract-inputs.ts'
import { showTerms } from '../../server/actions/show/terms.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import { aDanger, at, aText, openOffice, refused, type Office } from './office.ts'
import { ticketIn } from './journey.ts'
import type { Name } from './tree.ts'

type Lines = InputFor<'set-terms'>['rules']
const setTerms = (office: Office, by: Name, rules: Lines, edition?: number) =>
  carryOut(office.world, { by: office.user(by) }, 'set-terms', inputs['set-terms'].parse({ organisationId: office.place('koldi'), rules, edition }))
const terms = async (office: Office, name: Name) => showTerms(office.world, await office.sees(name).viewer(), { organisationId: office.place('koldi') })
const water = 'utilities.water_supply'
const fresh = async (office: Office, set = {}) => office.ticket((await office.as('aigul').register(await office.post(`${aText} ${office.clock.now}`), { topic: water, ...set })).ticketId)

test('a ticket registered after the change has the new terms, one registered before keeps its own', async () => {
  const office = await openOffice()
  const before = await fresh(office)
  expect(before).toMatchObject({ firstReply: { limit: { workingMinutes: 480 } }, final: { dueAt: at('2026-11-27', '18:30') } })
  await setTerms(office, 'olga', [{ topic: 'utilities', firstReplyMinutes: 120, finalWorkingDays: 3, acceptMinutes: 15 }])
  expect(await office.ticket(before.id)).toEqual(before)
  const after = await fresh(office, { bodyId: office.place('koldi/water') })
  expect(after).toMatchObject({ firstReply: { dueAt: at('2026-11-18', '12:00') }, final: { dueAt: at('2026-11-23', '18:30') }, accept: { dueAt: at('2026-11-18', '10:15') }, termEdition: 1 })
  expect(await fresh(office, { topic: 'roads.road_surface' })).toMatchObject({ firstReply: { limit: { workingMinutes: 480 } }, termEdition: 1 })
  // Whatever is done to the old one afterwards goes by the terms under which it began.
  await office.as('aigul').assign(before.id, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('aigul').correct(before.id, { topic: 'utilities.heating' })
  expect(await office.ticket(before.id)).toMatchObject({ accept: { limit: { workingMinutes: 30 } }, firstReply: before.firstReply, final: before.final })
})

test('a correction to a topic with other terms computes the clocks anew by the terms of the registration', async () => {
  const office = await openOffice()
  await setTerms(office, 'olga', [{ topic: 'roads', firstReplyMinutes: 60, finalWorkingDays: 2 }, { topic: 'health', finalWorkingDays: 10 }])
  const { id } = await fresh(office)
  await setTerms(office, 'olga', [])
  await office.as('aigul').correct(id, { topic: 'roads.road_surface' })
  expect(await office.ticket(id)).toMatchObject({ firstReply: { dueAt: at('2026-11-18', '11:00') }, final: { dueAt: at('2026-11-20', '18:30') }, termEdition: 1 })
  await office.as('aigul').correct(id, { topic: 'health.clinics' })
  expect(await office.ticket(id)).toMatchObject({ firstReply: { dueAt: at('2026-11-19', '10:00') }, final: { dueAt: at('2026-12-02', '18:30') } })
})

test('an extended term stays as it was granted when the topic changes', async () => {
  const office = await openOffice()
  await setTerms(office, 'olga', [{ topic: 'roads', finalWorkingDays: 2 }])
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').requestExtension(ticketId, '2026-12-02')
  await office.as('gulnar').decideExtension(ticketId, true)
  await office.as('aigul').correct(ticketId, { topic: 'roads.road_surface' })
  expect(await office.ticket(ticketId)).toMatchObject({ topic: 'roads.road_surface', final: { dueAt: at('2026-12-02', '18:30') } })
})

test('an interim reply buys the final term of the ticket\'s own edition, within fifteen working days in all', async () => {
  const office = await openOffice()
  await setTerms(office, 'olga', [{ topic: water, finalWorkingDays: 12 }])
  const ticketId = await ticketIn(office, 'in-work')
  await setTerms(office, 'olga', [])
  office.setClock('2026-11-30', '10:00')
  await office.as('dana').submit(ticketId, { text: 'Жұмыс жүріп жатыр', kind: 'interim', promisedOn: '2026-12-07' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
  expect((await office.ticket(ticketId)).final).toMatchObject({ dueAt: at('2026-12-09', '18:30') })
})

test('a reopened ticket begins anew, by the terms that hold then', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'closed')
  await setTerms(office, 'olga', [{ topic: water, priority: 'high', firstReplyMinutes: 30 }])
  await office.as('aigul').reopen(ticketId)
  expect(await office.ticket(ticketId)).toMatchObject({ priority: 'high', firstReply: { limit: { workingMinutes: 30 } }, termEdition: 1 })
  await setTerms(office, 'olga', [{ topic: water, priority: 'danger', firstReplyMinutes: 20 }])
  await office.as('kairat').priority(ticketId, { priority: 'danger' })
  expect(await office.ticket(ticketId)).toMatchObject({ firstReply: { limit: { minutes: 60 } }, termEdition: 1 })
})

test('triage has its term by the topic and urgency of the post, also when it comes back', async () => {
  const office = await openOffice()
  await setTerms(office, 'olga', [{ topic: 'utilities', triageMinutes: 15 }, { priority: 'danger', triageMinutes: 3 }])
  const [usual, danger] = [await office.post(aText), await office.post(aDanger)]
  expect([(await office.triage(usual)).clock.limit, (await office.triage(danger)).clock.limit]).toEqual([{ workingMinutes: 15 }, { minutes: 3 }])
  await office.as('aigul').dismiss(usual, { reason: 'news' })
  await office.as('aigul').restore(usual)
  expect((await office.triage(usual)).clock).toMatchObject({ startedAt: office.clock.now, limit: { workingMinutes: 15 } })
  expect((await office.triage(await office.post(aText, { at: 'taudy' }))).clock.limit).toEqual({ workingMinutes: 30 })
})

test('what is out of bounds is refused with the line and the term, and nothing is set', async () => {
  const office = await openOffice()
  expect(await refused(setTerms(office, 'olga', [{ acceptMinutes: 20 }, { priority: 'danger', firstReplyMinutes: 90 }]))).toMatchObject({ code: 'bad-input', field: 'firstReplyMinutes', problem: 'too_big', line: 1 })
  expect(await refused(setTerms(office, 'olga', [{ finalWorkingDays: 16 }]))).toMatchObject({ field: 'finalWorkingDays', problem: 'too_big' })
  expect(await refused(setTerms(office, 'olga', [{ topic: 'utilities.magic', finalWorkingDays: 5 }]))).toMatchObject({ field: 'topic', problem: 'unknown' })
  expect(await refused(setTerms(office, 'olga', [{ topic: water, finalWorkingDays: 5 }, { topic: water, finalWorkingDays: 6 }]))).toMatchObject({ code: 'duplicate', line: 1 })
  expect(await terms(office, 'aigul')).toMatchObject({ edition: 0, rules: [], mayManage: false })
})

test('administrator and coordinator set the terms, over the edition that they saw; the same table makes no new one', async () => {
  const office = await openOffice()
  const table = [{ topic: water, finalWorkingDays: 5 }]
  for (const name of ['aigul', 'gulnar', 'marzhan', 'dana', 'tolkyn'] as const) expect((await refused(setTerms(office, name, table))).code).toBe('no-right')
  expect(await setTerms(office, 'kairat', table, 0)).toMatchObject({ edition: 1 })
  const setAt = office.clock.now
  office.wait(5)
  expect(await setTerms(office, 'olga', table, 1)).toMatchObject({ edition: 1 })
  expect(await refused(setTerms(office, 'olga', [], 0))).toMatchObject({ code: 'stale-version', by: office.user('kairat'), at: setAt })
  expect(await terms(office, 'olga')).toMatchObject({ edition: 1, setBy: office.user('kairat'), setAt, rules: [{ topic: water, priority: null, finalWorkingDays: 5 }], mayManage: true })
  expect((await office.trail()).flatMap(({ event, by }) => event.type === 'terms-set' ? [[by, event.edition, event.rules.length]] : [])).toEqual([[office.user('kairat'), 1, 1]])
})
