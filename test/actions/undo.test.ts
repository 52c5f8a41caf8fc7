// Taking a registration back, and what the journal keeps of it.
import { expect, test } from 'vitest'
import { aText, at, openOffice, refused } from './office.ts'
import { ticketIn } from './journey.ts'

test('whoever registered by mistake takes it back within ten minutes, and the post waits anew', async () => {
  const office = await openOffice()
  const post = await office.post(aText)
  const { ticketId } = await office.as('aigul').register(post)
  office.wait(10)
  expect(await office.as('aigul').annul(ticketId)).toMatchObject({ state: 'annulled', number: 'ӘЖ-2026-000001' })
  expect(await office.triage(post)).toMatchObject({
    state: 'new', ticketId: null, decidedBy: null, decidedAt: null, clock: { startedAt: at('2026-11-18', '10:10'), dueAt: at('2026-11-18', '10:40'), stoppedAt: null },
  })
  const ticket = await office.ticket(ticketId)
  expect(ticket).toMatchObject({ state: 'annulled', nextDueAt: null, firstReply: { stoppedAt: office.clock.now }, final: { stoppedAt: office.clock.now } })
  expect(ticket.holdings.every(({ to }) => to !== null)).toBe(true)
})

test('the number of an annulled ticket stays in the journal and the next one goes on', async () => {
  const office = await openOffice()
  const post = await office.post(aText)
  const { ticketId } = await office.as('aigul').register(post)
  await office.as('aigul').annul(ticketId)
  const again = await office.as('aigul').register(post)
  expect(again.number).toBe('ӘЖ-2026-000002')
  expect(await office.ticket(ticketId)).toMatchObject({ number: 'ӘЖ-2026-000001', state: 'annulled' })
  expect((await office.sees('aigul').ticket('ӘЖ-2026-000001')).state).toBe('annulled')
})

test('after ten minutes, or when it was a colleague\'s, only the coordinator annuls, and says why', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  expect(await refused(office.as('bolat').annul(ticketId))).toMatchObject({ code: 'undo-too-late' })
  office.wait(9.1)
  expect(await refused(office.as('aigul').annul(ticketId, { reason: 'қате' }))).toMatchObject({ code: 'undo-too-late', minutes: 10 })
  expect(await refused(office.as('kairat').annul(ticketId))).toMatchObject({ code: 'reason-needed' })
  expect(await refused(office.as('kairat').annul(ticketId, { reason: '  ' }))).toMatchObject({ code: 'reason-needed' })
  await office.as('kairat').annul(ticketId, { reason: 'Екі рет тіркелген' })
  expect((await office.ticket(ticketId)).state).toBe('annulled')
  const { timeline } = await office.sees('kairat').ticket(ticketId)
  expect(timeline.at(-1)).toMatchObject({ type: 'annul', by: office.user('kairat'), text: 'Екі рет тіркелген' })
})

test('annulling puts every joined post back to the feed', async () => {
  const office = await openOffice()
  const [first, second] = [await office.post(aText), await office.post('Акимат, у нас тоже нет воды')]
  const { ticketId } = await office.as('aigul').register(first)
  await office.as('aigul').join(second, ticketId)
  await office.as('aigul').annul(ticketId)
  expect([(await office.triage(first)).state, (await office.triage(second)).state]).toEqual(['new', 'new'])
})

test('a ticket in work is not annulled any more', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  expect(await refused(office.as('aigul').annul(ticketId))).toMatchObject({ code: 'not-in-this-state', state: 'in-work' })
})

test('a dismissed post is registered after all, or restored; another reason is written out', async () => {
  const office = await openOffice()
  const [first, second] = [await office.post(aText), await office.post('Әкімдік, жол тазаланды ма?')]
  expect(await refused(office.as('aigul').dismiss(first, { reason: 'other' }))).toMatchObject({ code: 'reason-needed' })
  await office.as('aigul').dismiss(first, { reason: 'other', note: 'Бұл былтырғы жазба' })
  expect(await office.triage(first)).toMatchObject({ state: 'dismissed', reason: 'other', decidedBy: office.user('aigul') })
  expect((await office.as('bolat').register(first)).number).toBe('ӘЖ-2026-000001')
  await office.as('aigul').dismiss(second, { reason: 'news' })
  office.wait(60)
  await office.as('bolat').restore(second)
  expect(await office.triage(second)).toMatchObject({ state: 'new', reason: null, decidedBy: null, clock: { startedAt: office.clock.now, stoppedAt: null } })
})

test('a colleague who decides later hears who was quicker, and when', async () => {
  const office = await openOffice()
  const post = await office.post(aText)
  const [first, second] = await Promise.allSettled([office.as('aigul').register(post), office.as('bolat').dismiss(post, { reason: 'news' })])
  expect(first.status).toBe('fulfilled')
  expect(await refused(second.status === 'rejected' ? Promise.reject(second.reason) : Promise.resolve(second.value)))
    .toMatchObject({ code: 'not-in-this-state', state: 'registered', by: office.user('aigul'), at: office.clock.now })
})

test('two akimats that watch one post decide each for itself', async () => {
  const office = await openOffice()
  const url = 'https://qala.example/both'
  const [here, there] = [await office.post(aText, { url }), await office.post(aText, { url, at: 'taudy' })]
  expect(here.postId).toBe(there.postId)
  expect((await office.as('aigul').register(here)).number).toBe('ӘЖ-2026-000001')
  expect((await office.triage(there)).state).toBe('new')
  await office.as('tolkyn').dismiss(there, { reason: 'not-about-us' })
  expect([(await office.triage(here)).state, (await office.triage(there)).state]).toEqual(['registered', 'dismissed'])
  expect((await office.as('tolkyn').register(there)).number).toBe('ТАУ-2026-000001')
})
