// Four eyes: who may approve a reply, and what becomes of one that is not approved.
import { expect, test } from 'vitest'
import { aText, at, openOffice, refused } from './office.ts'
import { theReply, ticketIn } from './journey.ts'

const final = { kind: 'final', result: 'solved' } as const

test('nobody approves what they wrote or submitted: not the officer, not a head who wrote a version', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  await office.as('kairat').reassign(ticketId, { officerId: office.user('gulnar'), reason: 'Басшы өзі бастасын' })
  await office.as('gulnar').accept(ticketId)
  await office.as('gulnar').draft(ticketId, 'Басшының жобасы')
  await office.as('gulnar').reassign(ticketId, { officerId: office.user('dana'), reason: 'Дана жалғастырсын' })
  await office.as('dana').submit(ticketId, { ...final, text: theReply })
  expect((await office.replyOf(ticketId)).versions.map(({ authorId }) => authorId)).toEqual([office.user('gulnar'), office.user('dana')])
  expect(await refused(office.as('dana').approve(ticketId))).toMatchObject({ code: 'self-approval' })
  expect(await refused(office.as('gulnar').approve(ticketId))).toMatchObject({ code: 'self-approval' })
  expect(await refused(office.as('gulnar').reject(ticketId, 'Жоқ'))).toMatchObject({ code: 'self-approval' })
  // The akimat of the district has no head: the level above it has one.
  expect((await office.sees('kairat').ticket(ticketId)).approverIds).toEqual([office.user('nursultan')])
  await office.as('nursultan').approve(ticketId)
  expect((await office.ticket(ticketId)).state).toBe('approved')
})

test('who submits a colleague\'s words does not approve them either', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').draft(ticketId, theReply)
  await office.as('gulnar').reassign(ticketId, { officerId: office.user('gulnar'), reason: 'Дана демалыста' })
  await office.as('gulnar').submit(ticketId, final)
  expect((await office.replyOf(ticketId)).versions.map(({ authorId }) => authorId)).toEqual([office.user('dana')])
  expect(await refused(office.as('gulnar').approve(ticketId))).toMatchObject({ code: 'self-approval' })
})

test('when no head is left a manager approves', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'review')
  await office.setUser('gulnar', { blockedAt: office.clock.now })
  await office.setUser('nursultan', { blockedAt: office.clock.now })
  const { approverIds } = await office.sees('kairat').ticket(ticketId)
  expect(approverIds.toSorted()).toEqual([office.user('marzhan'), office.user('murat')].toSorted())
  expect(await refused(office.as('ilyas').approve(ticketId))).toMatchObject({ code: 'not-found' })
  await office.as('marzhan').approve(ticketId)
})

test('a manager does not approve while the head is there', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'review')
  expect(await refused(office.as('marzhan').approve(ticketId))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('nursultan').approve(ticketId))).toMatchObject({ code: 'no-right' })
})

test('the deputy approves while the head is away, and is told', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.setUser('gulnar', { leave: { fromOn: '2026-11-18', toOn: '2026-11-30' } })
  await office.as('dana').submit(ticketId, { ...final, text: theReply })
  expect((await office.notices('zarina')).map(({ kind }) => kind)).toEqual(['to-approve'])
  expect(await refused(office.as('gulnar').approve(ticketId))).toMatchObject({ code: 'no-right' })
  await office.as('zarina').approve(ticketId)
})

test('a deputy who is away or blocked too leaves it to the level above', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'review')
  await office.setUser('gulnar', { leave: { fromOn: '2026-11-18', toOn: '2026-11-30' } })
  await office.setUser('zarina', { blockedAt: office.clock.now })
  expect((await office.sees('kairat').ticket(ticketId)).approverIds).toEqual([office.user('nursultan')])
  await office.as('nursultan').approve(ticketId)
})

test('after one silent hour the deputy may approve beside the head', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'review')
  office.wait(59)
  expect(await refused(office.as('zarina').approve(ticketId))).toMatchObject({ code: 'no-right' })
  office.wait(1)
  const { approverIds } = await office.sees('kairat').ticket(ticketId)
  expect(approverIds.toSorted()).toEqual([office.user('gulnar'), office.user('zarina')].toSorted())
  await office.as('zarina').approve(ticketId)
})

test('a rejected reply comes back to its officer with the note, and is sent again', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'review')
  await office.as('gulnar').reject(ticketId, 'Мерзімін жазыңыз')
  expect((await office.ticket(ticketId)).state).toBe('in-work')
  expect(await office.replyOf(ticketId)).toMatchObject({ state: 'draft', note: 'Мерзімін жазыңыз', approvedBy: null })
  expect((await office.notices('dana')).at(-1)).toMatchObject({ kind: 'rejected', ticketId })
  await office.as('dana').submit(ticketId, { ...final, text: `${theReply} Ертең 18:00-ге дейін.` })
  expect(await office.replyOf(ticketId)).toMatchObject({ state: 'review', note: null })
})

test('the press service sends an approved reply back with a note, and approval starts again', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'approved')
  await office.as('aigul').sendBack(ticketId, 'Тілі басқа')
  expect((await office.ticket(ticketId)).state).toBe('in-work')
  expect(await office.replyOf(ticketId)).toMatchObject({ state: 'draft', note: 'Тілі басқа', approvedBy: null, approvedAt: null })
  expect(await refused(office.as('aigul').publish(ticketId))).toMatchObject({ code: 'not-in-this-state' })
})

test('a submitted reply is taken back to be worked on', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'review')
  await office.as('dana').withdraw(ticketId)
  expect([(await office.ticket(ticketId)).state, (await office.replyOf(ticketId)).state]).toEqual(['in-work', 'draft'])
  expect(await refused(office.as('gulnar').approve(ticketId))).toMatchObject({ code: 'not-in-this-state' })
})

test('two who approve at once: one did, the other hears who and when', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'review')
  office.wait(60)
  const [first, second] = await Promise.allSettled([office.as('zarina').approve(ticketId), office.as('gulnar').approve(ticketId)])
  expect(first.status).toBe('fulfilled')
  const late = second.status === 'rejected' ? Promise.reject(second.reason) : Promise.resolve(second.value)
  expect(await refused(late)).toMatchObject({ code: 'not-in-this-state', by: office.user('zarina'), at: at('2026-11-18', '11:03') })
})

test('a reply is whole before it goes to be approved', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  const submit = (rest: Parameters<ReturnType<typeof office.as>['submit']>[1]) => refused(office.as('dana').submit(ticketId, rest))
  expect(await submit({ kind: 'final', result: 'solved' })).toMatchObject({ code: 'not-found' })
  expect(await submit({ kind: 'final', text: theReply })).toMatchObject({ code: 'bad-input', field: 'result' })
  expect(await submit({ kind: 'final', text: theReply, result: 'planned' })).toMatchObject({ code: 'bad-input', field: 'promisedOn' })
  expect(await submit({ kind: 'final', text: theReply, result: 'refused' })).toMatchObject({ code: 'reason-needed' })
  expect(await submit({ kind: 'interim', text: theReply })).toMatchObject({ code: 'bad-input', field: 'promisedOn' })
  expect(await submit({ kind: 'interim', text: theReply, promisedOn: '2026-11-17' })).toMatchObject({ code: 'bad-input', problem: 'past' })
  await office.as('dana').draft(ticketId, '   ')
  expect(await submit({ kind: 'final', result: 'solved' })).toMatchObject({ code: 'bad-input', problem: 'empty' })
  expect((await office.ticket(ticketId)).state).toBe('in-work')
  expect(await office.story(ticketId)).toEqual(['register', 'assign', 'accept', 'draft'])
})

test('saving while typing makes one version an author in turn; a second pen on the same draft is told', async () => {
  const office = await openOffice()
  const { ticketId } = await office.as('aigul').register(await office.post(aText), { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('dana').accept(ticketId)
  await office.setTicket(ticketId, { coExecutorIds: [office.user('hamit')] })
  await office.as('dana').draft(ticketId, 'Сәл')
  const { replyVersion } = await office.as('dana').draft(ticketId, 'Сәлеметсіз бе!')
  expect((await office.replyOf(ticketId)).versions.map(({ text }) => text)).toEqual(['Сәлеметсіз бе!'])
  const saved = office.clock.now
  await office.setTicket(ticketId, { coExecutorIds: [office.user('erlan')] })
  office.wait(1)
  expect(await refused(office.as('erlan').draft(ticketId, 'Басқаша', { version: replyVersion - 1 }))).toMatchObject({ code: 'stale-version', by: office.user('dana'), at: saved })
  await office.as('erlan').draft(ticketId, 'Сәлеметсіз бе! Су келді.', { version: replyVersion })
  expect((await office.replyOf(ticketId)).versions.map(({ authorId }) => authorId)).toEqual([office.user('dana'), office.user('erlan')])
})
