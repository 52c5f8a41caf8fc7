// Rules that do more than propose: what a person registers is assigned at once, and plain posts are registered without a person, where the akimat agreed to it.
import { expect, test } from 'vitest'
import { inputs, type InputOf } from '#domain/contract-inputs.ts'
import { registerByRules } from '../../server/actions/register-by-rules.ts'
import { takeLease } from '../../server/actions/lease.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import { machine } from '#domain/user.ts'
import { aDanger, openOffice, refused, type Office } from './office.ts'
import type { Name } from './tree.ts'

const noWater = 'Акимат, нет воды на улице'
const topic = 'utilities.water_supply'
const rule = (office: Office, effect: InputOf<'create-rule'>['effect'], set: { officer?: Name, active?: boolean, topic?: string } = {}) => carryOut(office.world, { by: office.user('kairat') }, 'create-rule', {
  organisationId: office.place('koldi'), topic: set.topic ?? topic, place: null, bodyId: office.place('koldi/water'), officerId: set.officer ? office.user(set.officer) : null, effect, active: set.active ?? true,
})
const round = (office: Office) => registerByRules(office.world)

test('what a person registers without a body is assigned by the rule in the same act, and the trail names the rule', async () => {
  const office = await openOffice()
  const { ruleId } = await rule(office, 'assign', { officer: 'dana' })
  const { ticketId } = await office.as('aigul').register(await office.post(`${noWater} Абая`))
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'assigned', bodyId: office.place('koldi/water'), officerId: office.user('dana'), registeredBy: office.user('aigul'), accept: { stoppedAt: null } })
  expect((await office.world.store.read.eventsOf({ ticketId })).map(({ event }) => 'ruleId' in event ? [event.type, event.ruleId] : event.type).filter(type => type !== 'notify'))
    .toEqual(['register', ['assign', ruleId]])
  expect((await office.notices('dana')).map(({ kind }) => kind)).toEqual(['assigned'])
  expect(await round(office)).toBe(0)
})

test('a body that a person names goes before the rule, and a rule that only proposes assigns nothing', async () => {
  const office = await openOffice()
  await rule(office, 'assign')
  const { ticketId } = await office.as('aigul').register(await office.post(`${noWater} Абая`), { bodyId: office.place('koldi/roads') })
  expect(await office.ticket(ticketId)).toMatchObject({ bodyId: office.place('koldi/roads') })
  const taudy = await office.as('tolkyn').register(await office.post(`${noWater} Сатпаева`, { at: 'taudy' }))
  expect(taudy).toMatchObject({ state: 'registered' })
  const { ticketId: third } = await office.as('aigul').register(await office.post('Акимат, фонари не горят у дома'))
  await rule(office, 'propose', { topic: 'roads' })
  expect((await office.ticket(third)).state).toBe('registered')
})

test('an officer of the rule who is gone is stood in for by the deputy, and a body that is named alone leaves it to the first who accepts', async () => {
  const office = await openOffice()
  await rule(office, 'assign', { officer: 'dana' })
  await office.as('olga').block(office.user('dana'))
  const { ticketId } = await office.as('aigul').register(await office.post(`${noWater} Абая`))
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'assigned', bodyId: office.place('koldi/water'), officerId: office.user('erlan') })
  await rule(office, 'assign', { topic: 'utilities.sewerage' })
  const second = await office.as('aigul').register(await office.post('Акимат, канализация течёт'), { topic: 'utilities.sewerage' })
  expect(await office.ticket(second.ticketId)).toMatchObject({ state: 'assigned', bodyId: office.place('koldi/water'), officerId: null })
})

test('what a body returns is not sent back to it by the rule', async () => {
  const office = await openOffice()
  await rule(office, 'register', { officer: 'dana' })
  const { ticketId } = await office.as('aigul').register(await office.post(`${noWater} Абая`))
  await office.as('dana').returns(ticketId)
  expect(await round(office)).toBe(0)
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'registered', bodyId: null })
})

test('a rule that registers gives a plain post its number and its body, once', async () => {
  const office = await openOffice()
  const { ruleId } = await rule(office, 'register')
  const post = await office.post(`${noWater} Абая`)
  expect(await round(office)).toBe(1)
  expect(await round(office)).toBe(0)
  const triage = await office.triage(post)
  expect(triage).toMatchObject({ state: 'registered', decidedBy: machine, clock: { stoppedAt: office.clock.now } })
  const ticket = await office.ticket(triage.ticketId ?? '')
  expect(ticket).toMatchObject({ number: 'ӘЖ-2026-000001', state: 'assigned', registeredBy: machine, bodyId: office.place('koldi/water') })
  expect((await office.evidenceOf(ticket.id)).map(({ of }) => of)).toEqual(['post'])
  expect((await office.world.store.read.eventsOf({ ticketId: ticket.id })).flatMap(({ event, by }) => event.type === 'register' || event.type === 'assign' ? [[event.type, by, event.ruleId]] : []))
    .toEqual([['register', machine, ruleId], ['assign', machine, ruleId]])
})

test('a registration by a rule is annulled by the coordinator with a reason, by nobody else, and no rule takes the post again', async () => {
  const office = await openOffice()
  await rule(office, 'register')
  const post = await office.post(`${noWater} Абая`)
  await round(office)
  const ticketId = (await office.triage(post)).ticketId ?? ''
  expect((await refused(office.as('aigul').annul(ticketId, { reason: 'қате' }))).code).toBe('undo-too-late')
  expect((await office.sees('aigul').ticket(ticketId)).may).not.toContain('annul')
  expect((await refused(office.as('kairat').annul(ticketId))).code).toBe('reason-needed')
  await office.as('kairat').annul(ticketId, { reason: 'Бұл басқа ауданда' })
  expect(await office.triage(post)).toMatchObject({ state: 'new', forPeople: true })
  expect(await round(office)).toBe(0)
  expect((await office.as('aigul').register(post)).number).toBe('ӘЖ-2026-000002')
})

test('what a person put back into the feed, or another akimat passed on, is left to people', async () => {
  const office = await openOffice()
  await rule(office, 'register')
  const [restored, passed] = [await office.post(`${noWater} Абая`), await office.post(`${noWater} Мира`, { at: 'oblast' })]
  await office.as('aigul').dismiss(restored, { reason: 'opinion' })
  await office.as('aigul').restore(restored)
  await office.as('raushan').pass(passed, office.place('koldi'))
  expect(await round(office)).toBe(0)
  expect((await office.triage({ ...passed, organisationId: office.place('koldi') })).state).toBe('new')
})

test('danger, noise, thanks, a repeat of a text and a matter that has an open ticket are left to people', async () => {
  const office = await openOffice()
  await rule(office, 'register')
  await rule(office, 'register', { topic: 'safety' })
  const left = [await office.post(aDanger), await office.post('Акимат, нет воды, дети отравились'), await office.post('Нет воды на улице Абая'), await office.post('Спасибо акимату, вода на улице есть!'), await office.post('Қайырлы күн, әкімдік')]
  expect(await round(office)).toBe(0)
  const [first, twin] = [await office.post(`${noWater} Абая в доме пятом уже третий день`), await office.post(`${noWater} Абая в доме пятом уже третий день`)]
  const same = await office.post(`${noWater} Сатпаева`)
  expect(await round(office)).toBe(1)
  expect(await Promise.all([first, twin, same, ...left].map(async post => (await office.triage(post)).state))).toEqual(['registered', ...Array.from({ length: 7 }, () => 'new')])
  await office.as('gulnar').close((await office.triage(first)).ticketId ?? '', { result: 'no-data' })
  expect(await round(office)).toBe(1)
  expect((await office.triage(same)).state).toBe('registered')
})

test('a rule works off no backlog: posts from before it was set, and those that lay for an hour, are for people', async () => {
  const office = await openOffice()
  const before = await office.post(`${noWater} Абая`)
  office.wait(1)
  await rule(office, 'register')
  expect(await round(office)).toBe(0)
  const after = await office.post('Әкімдік, Сәтбаев көшесінде су жоқ!')
  office.wait(61)
  expect(await round(office)).toBe(0)
  expect([(await office.triage(before)).state, (await office.triage(after)).state]).toEqual(['new', 'new'])
})

test('by default a rule only proposes, a switched-off one does nothing, and a leader that was replaced registers nothing', async () => {
  const office = await openOffice()
  const { effect } = inputs['create-rule'].parse({ organisationId: 'a', bodyId: 'b' })
  const made = await rule(office, effect)
  await rule(office, 'register', { topic: 'utilities', active: false })
  await office.post(`${noWater} Абая`)
  expect(await round(office)).toBe(0)
  await carryOut(office.world, { by: office.user('kairat') }, 'change-rule', {
    organisationId: office.place('koldi'), ruleId: made.ruleId, topic, place: null, bodyId: office.place('koldi/water'), officerId: null, effect: 'register', active: true,
  })
  const post = await office.post(`${noWater} Сатпаева`)
  const fence = await takeLease(office.world, 'jobs', 'one')
  office.wait(3)
  await takeLease(office.world, 'jobs', 'another')
  expect((await refused(registerByRules(office.world, fence ?? undefined))).code).toBe('lease-lost')
  expect((await office.triage(post)).state).toBe('new')
})
