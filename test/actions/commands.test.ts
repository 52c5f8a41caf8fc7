// Two at once, the same command twice, a hundred at a time: what the office may rely on.
import { expect, test } from 'vitest'
import { aText, openOffice, refused } from './office.ts'
import { ticketIn } from './journey.ts'

test('a save over somebody else\'s change is refused with who changed it and when', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const { version } = await office.ticket(ticketId)
  office.wait(7)
  await office.as('marzhan').control(ticketId, true)
  const changedAt = office.clock.now
  office.wait(1)
  for (const deed of [
    office.as('kairat').reassign(ticketId, { officerId: office.user('erlan'), reason: 'демалыс', version }), office.as('dana').submit(ticketId, { text: 'Дайын', kind: 'final', result: 'solved', version }),
    office.as('dana').returns(ticketId, 'Біздікі емес', { version }), office.as('aigul').close(ticketId, { result: 'no-data', version }), office.as('aigul').note(ticketId, 'Соғылды', { version }),
  ]) expect(await refused(deed)).toMatchObject({ code: 'stale-version', by: office.user('marzhan'), at: changedAt })
  expect(await office.ticket(ticketId)).toMatchObject({ state: 'in-work', version: version + 1, onControl: true })
})

test('of two changes over the same version one is kept', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  const { version } = await office.ticket(ticketId)
  const all = await Promise.allSettled([1, 2, 3, 4].map(n => office.as('aigul').note(ticketId, `№${n}`, { version })))
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
  expect((await office.story(ticketId)).filter(type => type === 'note')).toHaveLength(1)
})

test('the same command twice is done once and answers the same, one after another or at once', async () => {
  const office = await openOffice()
  const post = await office.post(aText)
  const first = await office.as('aigul', 'key-1').register(post)
  office.wait(5)
  const [second, third] = await Promise.all([office.as('aigul', 'key-1').register(post), office.as('aigul', 'key-1').register(post)])
  expect([second, third]).toEqual([first, first])
  expect((await office.trail()).filter(({ event }) => event.type === 'register')).toHaveLength(1)
  const twin = await office.post('Әкімдік, жарық қашан жанады?')
  const [a, b] = await Promise.all([office.as('aigul', 'key-2').register(twin), office.as('aigul', 'key-2').register(twin)])
  expect([a, a.number]).toEqual([b, 'ӘЖ-2026-000002'])
})

test('a key that stood for one command is refused for another; another person may use the same', async () => {
  const office = await openOffice()
  const [one, two] = [await office.post(aText), await office.post('Әкімдік, қоқыс шығарылмайды')]
  await office.as('aigul', 'key-1').register(one)
  expect(await refused(office.as('aigul', 'key-1').register(two))).toMatchObject({ code: 'key-reused', key: 'key-1' })
  expect(await refused(office.as('aigul', 'key-1').dismiss(one, { reason: 'spam' }))).toMatchObject({ code: 'key-reused' })
  expect((await office.as('bolat', 'key-1').register(two)).number).toBe('ӘЖ-2026-000002')
})

test('a refused command may be tried again under its key', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  expect(await refused(office.as('kairat', 'key-1').annul(ticketId))).toMatchObject({ code: 'reason-needed' })
  await office.as('kairat', 'key-1').annul(ticketId, { reason: 'қате' })
})

test('a hundred registrations at once take a hundred numbers without a gap, refused ones none', async () => {
  const office = await openOffice()
  const posts = []
  for (let n = 0; n < 100; n++) posts.push(await office.post(`Әкімдік, ${n}-үйде су қашан беріледі?`))
  const twice = posts.slice(0, 20)
  const all = await Promise.allSettled([...posts, ...twice].map((post, n) => office.as(n % 2 ? 'aigul' : 'bolat').register(post)))
  const numbers = all.flatMap(one => one.status === 'fulfilled' ? [one.value.number] : [])
  expect(numbers.toSorted()).toEqual(Array.from({ length: 100 }, (_, n) => `ӘЖ-2026-${String(n + 1).padStart(6, '0')}`))
  expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(20)
})

test('numbers run apart for each akimat, and anew each year of Almaty', async () => {
  const office = await openOffice({ now: '2026-12-31T18:59:00.000Z' })
  expect((await office.as('aigul').register(await office.post(aText))).number).toBe('ӘЖ-2026-000001')
  expect((await office.as('tolkyn').register(await office.post(aText, { at: 'taudy' }))).number).toBe('ТАУ-2026-000001')
  // Midnight of Almaty, five hours before midnight of UTC.
  office.wait(1)
  expect((await office.as('aigul').register(await office.post(aText))).number).toBe('ӘЖ-2027-000001')
})
