// The same press twice, and two people at once.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, pastePost, registerPost, type TestDesk } from './desk.ts'
import { problemIn } from './exchange.ts'

let desk: TestDesk
let burabay: string
beforeAll(async () => {
  desk = await openDesk()
  burabay = await desk.akimat('burabay')
})
afterAll(async () => await desk.close())

const headSeq = async () => (await desk.store.read.head()).seq

test('a press repeated with its key is done once and answered the same', async () => {
  const aigul = await desk.as('aigul')
  const postId = await pastePost(aigul, burabay)
  const key = { 'idempotency-key': randomUUID() }
  const first = await aigul.send('register', { postId, organisationId: burabay }, key)
  const seq = await headSeq()
  const again = await aigul.send('register', { postId, organisationId: burabay }, key)
  expect(first.status).toBe(200)
  expect([again.status, again.body, again.headers.etag]).toEqual([200, first.body, first.headers.etag])
  expect(await headSeq()).toBe(seq)
})

test('five browsers that press at the same moment with one key get one number and one answer', async () => {
  const aigul = await desk.as('aigul')
  const postId = await pastePost(aigul, burabay)
  const key = { 'idempotency-key': randomUUID() }
  const answers = await Promise.all(Array.from({ length: 5 }, () => aigul.send('register', { postId, organisationId: burabay }, key)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(answers.map(({ body }) => body)).toEqual(answers.map(() => answers[0]?.body))
  const registered = (await desk.store.read.eventsOf({ postId })).filter(({ event }) => event.type === 'register')
  expect(registered).toHaveLength(1)
})

test('without a key the second press of five is told who decided, and still there is one number', async () => {
  const aigul = await desk.as('aigul')
  const postId = await pastePost(aigul, burabay)
  const codes = await Promise.all(Array.from({ length: 5 }, () => aigul.codeOf('register', { postId, organisationId: burabay })))
  expect(codes.sort()).toEqual(['done', ...Array.from({ length: 4 }, () => 'not-in-this-state')])
})

test('a key that was used for another command is refused, and for another person it is another key', async () => {
  const [aigul, denis] = [await desk.as('aigul'), await desk.as('denis')]
  const { ticketId } = await registerPost(aigul, burabay)
  const key = { 'idempotency-key': 'note-1' }
  expect(await aigul.codeOf('note', { ticketId, text: 'позвонили в отдел' }, key)).toBe('done')
  const other = await aigul.send('note', { ticketId, text: 'позвонили в отдел ещё раз' }, key)
  expect(problemIn(other)).toMatchObject({ code: 'key-reused', status: 422 })
  expect(await aigul.codeOf('control', { ticketId, on: true }, key)).not.toBe('done')
  expect(await denis.codeOf('note', { ticketId, text: 'другой человек' }, key)).toBe('done')
})

test('a refusal is not kept under its key: once the reason is gone the same press succeeds', async () => {
  const kairat = await desk.as('kairat')
  const { ticketId } = await registerPost(await desk.as('aigul'), burabay)
  const key = { 'idempotency-key': randomUUID() }
  expect(await kairat.codeOf('close', { ticketId, result: 'solved' }, key)).toBe('bad-input')
  expect(await kairat.codeOf('close', { ticketId, result: 'no-data' }, { 'idempotency-key': 'close-1' })).toBe('done')
  expect(await kairat.codeOf('reopen', { ticketId, reason: 'автор написал снова' }, key)).toBe('done')
})

test('who saves over somebody else\'s change is told who changed it and when, and nothing is lost', async () => {
  const [aigul, kairat] = [await desk.as('aigul'), await desk.as('kairat')]
  const { ticketId } = await registerPost(aigul, burabay)
  const { version } = await aigul.ask('ticket', { ticketId })
  desk.later(2)
  await kairat.ask('control', { ticketId, on: true })
  const seq = await headSeq()
  const stale = await aigul.send('assign', { ticketId, bodyId: await desk.body('burabay', 'energy_utilities'), version })
  expect(problemIn(stale)).toMatchObject({ code: 'stale-version', status: 409, details: { by: await desk.user('kairat'), at: desk.world.now() } })
  expect(await headSeq()).toBe(seq)
  const fresh = await aigul.send('assign', { ticketId, bodyId: await desk.body('burabay', 'energy_utilities'), version: version + 1 })
  expect([fresh.status, fresh.headers.etag]).toEqual([200, `"${version + 2}"`])
})

test('a version that is none is refused before anything is done', async () => {
  const aigul = await desk.as('aigul')
  const { ticketId } = await registerPost(aigul, burabay)
  for (const version of ['1', '*', '"', '"-1"', '"1.5"', '""', '"0"', '"1", "2"', '"99999999999999999999"', 'W/"x"', '"1" OR 1']) {
    const answer = await aigul.send('note', { ticketId, text: 'заметка' }, { 'if-match': version })
    expect([version, problemIn(answer).code]).toEqual([version, 'bad-input'])
  }
  expect(await aigul.codeOf('note', { ticketId, text: 'заметка' }, { 'if-match': 'W/"1"' })).toBe('done')
})

test('a key that is none is refused and signs nobody out', async () => {
  const aigul = await desk.as('aigul')
  const { ticketId } = await registerPost(aigul, burabay)
  for (const key of ['', ' ', 'two words', 'x'.repeat(201)]) {
    const answer = await aigul.send('note', { ticketId, text: 'заметка' }, { 'idempotency-key': key })
    expect(problemIn(answer)).toMatchObject({ code: 'bad-input', details: { field: 'Idempotency-Key' } })
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
})
