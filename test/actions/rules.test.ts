// Routing rules: who keeps them, what they propose and why, what they would have done last week, and how a binding decision becomes one.
import { expect, test } from 'vitest'
import type { InputOf } from '#domain/contract-inputs.ts'
import { propose } from '../../server/actions/show/proposal.ts'
import { showFeed } from '../../server/actions/show/feed.ts'
import { previewRule } from '../../server/actions/show/rule-preview.ts'
import { showRules } from '../../server/actions/show/rules.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import { aText, at, openOffice, refused, type Office } from './office.ts'
import type { Name } from './tree.ts'

const burabay = '117000000'
const aWell = 'В Бурабае нет воды, акимат что делает?'
type Draft = Omit<Partial<InputOf<'create-rule'>>, 'bodyId' | 'officerId' | 'organisationId'> & { body?: string, officer?: Name }

const draftOf = (office: Office, { body = 'koldi/roads', officer, topic = null, place = null, effect = 'propose', active = true }: Draft) =>
  ({ organisationId: office.place('koldi'), topic, place, effect, active, bodyId: office.place(body), officerId: officer ? office.user(officer) : null })
const create = (office: Office, by: Name, draft: Draft) => carryOut(office.world, { by: office.user(by) }, 'create-rule', draftOf(office, draft))
const change = (office: Office, by: Name, ruleId: string, draft: Draft, version?: number) => carryOut(office.world, { by: office.user(by) }, 'change-rule', { ...draftOf(office, draft), ruleId, version })
const rules = async (office: Office, name: Name = 'kairat') => showRules(office.world, await office.sees(name).viewer(), { organisationId: office.place('koldi') })
const proposalFor = async (office: Office, topic: string, place: string | null = null) =>
  propose(office.world, (await office.sees('aigul').viewer()).organisations, office.place('koldi'), { topic, place })
const decide = (office: Office, by: Name, accept: boolean, topic: string | null, place: string | null = null) =>
  carryOut(office.world, { by: office.user(by) }, 'decide-rule-offer', { organisationId: office.place('koldi'), topic, place, accept })

test('without a rule the body of the topic is proposed, with the officer who has the least to do', async () => {
  const office = await openOffice()
  const { ticketId } = await office.as('aigul').register(await office.post(aText))
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  expect(await proposalFor(office, 'utilities.water_supply')).toMatchObject({ bodyId: office.place('koldi/water'), effect: 'propose', why: { from: 'topic', ruleId: null, topic: 'utilities.water_supply', officer: 'load', open: 0 } })
  expect((await proposalFor(office, 'utilities.water_supply')).officerId).not.toBe(office.user('dana'))
  expect(await proposalFor(office, 'culture.events')).toMatchObject({ bodyId: null, why: { from: 'nothing' } })
})

test('a rule comes before the topics of the bodies, and the proposal says which one', async () => {
  const office = await openOffice()
  const { ruleId } = await create(office, 'kairat', { topic: 'utilities', place: burabay, officer: 'ilyas' })
  expect(await proposalFor(office, 'utilities.water_supply', '117033100')).toMatchObject({
    bodyId: office.place('koldi/roads'), officerId: office.user('ilyas'), external: false, why: { from: 'rule', ruleId, topic: 'utilities', place: burabay, officer: 'rule' },
  })
  expect(await proposalFor(office, 'utilities.water_supply')).toMatchObject({ bodyId: office.place('koldi/water'), why: { from: 'topic' } })
  const post = await office.post(aWell)
  const feed = await showFeed(office.world, await office.sees('aigul').viewer(), { organisationId: office.place('koldi'), folded: 'no', limit: 10 })
  expect(feed.items.find(item => item.post.id === post.postId)?.proposal).toMatchObject({ bodyId: office.place('koldi/roads'), why: { ruleId } })
})

test('an officer of a rule who is on leave is stood in for by the deputy, else by the head; where the rule names none, by whoever has the least to do', async () => {
  const office = await openOffice()
  await create(office, 'kairat', { topic: 'utilities.water_supply', body: 'koldi/water', officer: 'dana' })
  const leave = { fromOn: '2026-11-16', toOn: '2026-11-20' }
  await office.setUser('dana', { leave })
  expect(await proposalFor(office, 'utilities.water_supply')).toMatchObject({ officerId: office.user('erlan'), why: { officer: 'deputy' } })
  await office.setUser('erlan', { leave })
  expect(await proposalFor(office, 'utilities.water_supply')).toMatchObject({ officerId: office.user('gulnar'), why: { officer: 'deputy' } })
  await create(office, 'kairat', { topic: 'utilities.sewerage', body: 'koldi/water' })
  expect(await proposalFor(office, 'utilities.sewerage')).toMatchObject({ officerId: office.user('zarina'), why: { from: 'rule', officer: 'load', open: 0 } })
})

test('a rule that names an outside body proposes a hand-over, and nothing more', async () => {
  const office = await openOffice()
  await create(office, 'olga', { topic: 'utilities.gas', body: 'koldi/gas' })
  expect(await proposalFor(office, 'utilities.gas')).toMatchObject({ bodyId: office.place('koldi/gas'), officerId: null, external: true, why: { from: 'rule' } })
  expect(await refused(create(office, 'olga', { topic: 'utilities.heating', body: 'koldi/gas', effect: 'assign' }))).toMatchObject({ code: 'bad-input', field: 'effect', problem: 'outside-body' })
  expect(await refused(create(office, 'olga', { topic: 'utilities.heating', body: 'koldi/gas', officer: 'dana' }))).toMatchObject({ field: 'officerId', problem: 'outside-body' })
})

test('a rule that can never hold is refused in words', async () => {
  const office = await openOffice()
  expect(await refused(create(office, 'olga', { topic: 'utilities.magic' }))).toMatchObject({ code: 'bad-input', field: 'topic', problem: 'unknown' })
  expect(await refused(create(office, 'olga', { place: '990000000' }))).toMatchObject({ field: 'place', problem: 'unknown' })
  expect((await refused(create(office, 'olga', { body: 'taudy/water' }))).code).toBe('wrong-body')
  expect((await refused(create(office, 'olga', { body: 'koldi' }))).code).toBe('wrong-body')
  expect(await refused(create(office, 'olga', { officer: 'dana' }))).toMatchObject({ code: 'wrong-body', field: 'officerId' })
  expect(await refused(create(office, 'olga', { effect: 'register' }))).toMatchObject({ field: 'topic', problem: 'missing' })
  await create(office, 'olga', { topic: 'roads' })
  expect(await refused(create(office, 'kairat', { topic: 'roads', body: 'koldi/water' }))).toMatchObject({ code: 'duplicate', what: 'rule' })
})

test('rules are kept by the administrator and the coordinator, read by press and manager, and nobody else', async () => {
  const office = await openOffice()
  const { ruleId } = await create(office, 'kairat', { topic: 'roads' })
  for (const name of ['aigul', 'marzhan', 'gulnar', 'dana', 'tolkyn', 'pavel'] as const) {
    expect((await refused(create(office, name, { topic: 'health' }))).code).toBe('no-right')
    expect((await refused(change(office, name, ruleId, { topic: 'roads' }))).code).toBe('no-right')
  }
  for (const name of ['kairat', 'olga', 'aigul', 'marzhan'] as const) expect((await rules(office, name)).mayManage).toBe(name === 'kairat' || name === 'olga')
  for (const name of ['gulnar', 'dana', 'tolkyn', 'pavel'] as const) expect((await refused(rules(office, name))).code).toBe('no-right')
})

test('a changed rule holds from then on, a switched-off one no more, and an old version is refused with who and when', async () => {
  const office = await openOffice()
  const { ruleId } = await create(office, 'kairat', { topic: 'roads' })
  office.wait(5)
  await change(office, 'olga', ruleId, { topic: 'roads', body: 'koldi/water' }, 1)
  expect(await proposalFor(office, 'roads.potholes')).toMatchObject({ bodyId: office.place('koldi/water') })
  expect(await refused(change(office, 'kairat', ruleId, { topic: 'roads' }, 1))).toMatchObject({ code: 'stale-version', by: office.user('olga'), at: office.clock.now })
  await change(office, 'kairat', ruleId, { topic: 'roads', body: 'koldi/water', active: false }, 2)
  expect(await proposalFor(office, 'roads.potholes')).toMatchObject({ bodyId: office.place('koldi/roads'), why: { from: 'topic' } })
  expect((await office.trail()).flatMap(({ event, by }) => event.type === 'rule-set' ? [[by, event.toId, event.active]] : [])).toEqual([
    [office.user('kairat'), office.place('koldi/roads'), true], [office.user('olga'), office.place('koldi/water'), true], [office.user('kairat'), office.place('koldi/water'), false],
  ])
})

/** A ticket of the waterworks that two bodies sent back, given to the roads by the coordinator. */
const binding = async (office: Office, topic = 'utilities.water_supply', to = 'koldi/roads') => {
  const { ticketId } = await office.as('aigul').register(await office.post(`${aText} ${office.clock.now}`), { topic })
  for (const officer of ['dana', 'erlan'] as const) {
    await office.as('kairat').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user(officer) })
    await office.as(officer).returns(ticketId)
  }
  office.wait(1)
  await office.as('kairat').assign(ticketId, { bodyId: office.place(to) })
  return ticketId
}
const topic = 'utilities.water_supply'

test('after two returns the coordinator\'s decision is offered as a rule, and accepted it sends the next one there', async () => {
  const office = await openOffice()
  const ticketId = await binding(office)
  expect((await office.sees('kairat').ticket(ticketId)).ruleOffer).toEqual({ topic, place: null, bodyId: office.place('koldi/roads') })
  expect((await office.sees('aigul').ticket(ticketId)).ruleOffer).toBeNull()
  expect((await office.notices('kairat')).at(-1)).toMatchObject({ kind: 'rule-offered', ticketId })
  expect((await rules(office)).offers).toMatchObject([{ topic, place: null, bodyId: office.place('koldi/roads'), ticketId }])
  expect((await refused(decide(office, 'aigul', true, topic))).code).toBe('no-right')
  const { ruleId } = await decide(office, 'kairat', true, topic)
  expect(await rules(office)).toMatchObject({ offers: [], rules: [{ id: ruleId, topic, bodyId: office.place('koldi/roads'), effect: 'propose', active: true }] })
  expect(await proposalFor(office, topic)).toMatchObject({ bodyId: office.place('koldi/roads'), why: { from: 'rule', ruleId } })
  expect((await office.sees('kairat').ticket(ticketId)).ruleOffer).toBeNull()
  expect(await refused(decide(office, 'kairat', false, topic))).toMatchObject({ code: 'stale-version', by: office.user('kairat') })
})

test('an offer that was declined does not come again for the same topic and place; for another topic it does', async () => {
  const office = await openOffice()
  await binding(office)
  await decide(office, 'kairat', false, topic)
  await binding(office)
  expect((await rules(office)).offers).toEqual([])
  await binding(office, 'utilities.sewerage')
  expect((await rules(office)).offers.map(offer => offer.topic)).toEqual(['utilities.sewerage'])
})

test('nothing is offered that the rules say already, after one return, or for a ticket without a topic; a rule that was wrong is turned', async () => {
  const office = await openOffice()
  await create(office, 'kairat', { topic, effect: 'assign' })
  const { ticketId } = await office.as('aigul').register(await office.post(aText), { topic, bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('dana').returns(ticketId)
  await office.as('kairat').assign(ticketId, { bodyId: office.place('koldi/water') })
  await binding(office, 'other')
  expect((await rules(office)).offers).toEqual([])
  const [before] = (await rules(office)).rules
  await change(office, 'kairat', before?.id ?? '', { topic, body: 'koldi/water' })
  await binding(office)
  await decide(office, 'kairat', true, topic)
  expect((await rules(office)).rules).toMatchObject([{ id: before?.id, version: 3, bodyId: office.place('koldi/roads'), effect: 'propose' }])
})

test('a draft of a rule shows what it would have done last week: what it takes, where that went, and who agreed', async () => {
  const office = await openOffice()
  office.setClock('2026-11-10', '12:00')
  await office.post('Акимат, нет воды на улице, давно')
  office.setClock('2026-11-13', '10:00')
  const post = async (text: string) => office.post(`Акимат, нет воды на улице ${text}`)
  const [there, elsewhere, joined, , noise] = [await post('Абая'), await post('Сатпаева'), await post('Абая снова'), await post('Ауэзова'), await post('Мира')]
  await office.post('Акимат, фонари не горят у дома')
  const { ticketId } = await office.as('aigul').register(there, { bodyId: office.place('koldi/roads') })
  await office.as('aigul').register(elsewhere, { bodyId: office.place('koldi/water') })
  await office.as('aigul').join(joined, ticketId)
  await office.as('aigul').dismiss(noise, { reason: 'opinion' })
  office.setClock('2026-11-18', '10:00')
  const preview = async (name: Name, set = {}) => previewRule(office.world, await office.sees(name).viewer(), { organisationId: office.place('koldi'), topic: 'utilities', bodyId: office.place('koldi/roads'), ...set })
  const seen = await preview('kairat')
  expect(seen).toMatchObject({
    since: at('2026-11-11', '00:00'), looked: 6, capped: false, takes: 5, outweighed: 0, obvious: 5, fates: { new: 1, registered: 2, joined: 1, dismissed: 1, passed: 0 },
    tickets: { agree: 1, differ: 1, undecided: 0 }, wentTo: [{ bodyId: office.place('koldi/roads'), tickets: 1 }, { bodyId: office.place('koldi/water'), tickets: 1 }],
  })
  expect(seen.items.map(item => [item.state, item.wentTo])).toContainEqual(['registered', office.place('koldi/water')])
  const { ruleId } = await create(office, 'kairat', { topic: 'utilities.water_supply' })
  expect(await preview('kairat')).toMatchObject({ takes: 0, outweighed: 5, items: [] })
  expect(await preview('kairat', { ruleId })).toMatchObject({ takes: 5 })
  expect(await preview('kairat', { ruleId, place: burabay })).toMatchObject({ takes: 0, outweighed: 0 })
  // The administrator reads no tickets by that role: counts alone.
  expect(await preview('olga', { ruleId })).toMatchObject({ takes: 5, tickets: { agree: 1 }, items: [] })
  expect((await refused(preview('aigul'))).code).toBe('no-right')
})
