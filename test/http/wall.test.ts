// The board on a wall: it needs no person, shows no person, and ends with its link.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, pastePost, registerPost, type TestDesk } from './desk.ts'

let desk: TestDesk
let burabay = ''
let bodyId = ''
beforeAll(async () => {
  desk = await openDesk()
  burabay = await desk.akimat('burabay')
  bodyId = await desk.body('burabay', 'energy_utilities')
})
afterAll(async () => await desk.close())

const tokenOf = (path: string) => path.split('#')[1] ?? ''
const hang = async (login: string, organisationId = burabay) => {
  const { id, path } = await (await desk.as(login)).ask('create-board-link', { organisationId, name: 'Холл' })
  return { id, token: tokenOf(path) }
}

test('the figures are those of the board, and the lists those of the terms', async () => {
  const sabit = await desk.as('sabit')
  const { token } = await hang('sabit')
  const wall = await desk.guest.ask('wall', { token })
  const { today } = await sabit.ask('statistics', { organisationId: burabay })
  const { registeredToday, answeredToday, open, overdue, dueToday, waitingTriage, notAccepted, firstReply: { inTerm } } = today
  expect(wall.figures).toEqual({ registeredToday, answeredToday, open, overdue, dueToday, waitingTriage, notAccepted, inTerm })
  expect(wall.late).toHaveLength(Math.min(6, overdue))
  expect(wall.late.every(({ dueAt }) => dueAt < wall.asOf) && wall.near.every(({ dueAt }) => dueAt >= wall.asOf)).toBe(true)
  expect(wall.late.map(({ dueAt }) => dueAt)).toEqual(wall.late.map(({ dueAt }) => dueAt).toSorted())
  expect(wall.answered).toHaveLength(Math.min(6, answeredToday))
})

test('nobody who wrote, answered or works is named, and no text of anybody is shown', async () => {
  const { token } = await hang('kairat')
  await pastePost(await desk.as('aigul'), burabay)
  await registerPost(await desk.as('aigul'), burabay, { bodyId, officerId: await desk.user('zhanna') })
  const { text } = await desk.guest.send('wall', { token })
  const posts = await desk.store.read.list('triage', { where: { organisationId: burabay }, order: { by: 'collectedAt', direction: 'desc' }, limit: 200 })
  const shown = await desk.store.read.many('post', posts.items.map(({ postId }) => postId))
  const people = await desk.store.read.list('user', { where: {}, order: { by: 'id', direction: 'asc' }, limit: 200 })
  // As a word of its own: a nickname may be the beginning of a body's name.
  const saysName = (name: string) => new RegExp(`(?<!\\p{L})${name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?!\\p{L})`, 'u').test(text)
  expect(saysName('Холл')).toBe(true)
  expect(shown.length).toBeGreaterThan(20)
  for (const { author, versions } of shown) {
    if (author) expect([author.name, saysName(author.name)]).toEqual([author.name, false])
    expect(text).not.toContain((versions.at(-1)?.text ?? 'x').slice(0, 30))
  }
  for (const { name, login } of people.items) expect([name, text.includes(name) || text.includes(`"${login}"`)]).toEqual([name, false])
})

test('a head hangs a board of the own body only, and an officer none', async () => {
  const { token } = await hang('bolat', bodyId)
  const wall = await desk.guest.ask('wall', { token })
  expect(wall.organisation.ru).toBe('Отдел жилищно-коммунального хозяйства')
  const whole = await desk.guest.ask('wall', { token: (await hang('sabit')).token })
  expect(wall.figures.open).toBeLessThan(whole.figures.open)
  expect(await (await desk.as('bolat')).codeOf('create-board-link', { organisationId: burabay, name: 'а' })).toBe('no-right')
  expect(await (await desk.as('bolat')).codeOf('create-board-link', { organisationId: await desk.body('burabay', 'roads_transport'), name: 'а' })).toBe('no-right')
  for (const login of ['zhanna', 'aigul', 'ruslan', 'vera']) expect(await (await desk.as(login)).codeOf('create-board-link', { organisationId: bodyId, name: 'а' })).toBe('no-right')
  expect((await (await desk.as('bolat')).ask('board-links')).items.map(({ organisationId }) => organisationId)).toEqual([bodyId])
})

test('a revoked link shows nothing from that moment on; a made-up one never did', async () => {
  const { id, token } = await hang('sabit')
  await desk.guest.ask('wall', { token })
  expect(await (await desk.as('talgat')).codeOf('revoke-board-link', { linkId: id })).toBe('no-right')
  expect(await (await desk.as('dana')).codeOf('revoke-board-link', { linkId: id })).toBe('no-right')
  await (await desk.as('kairat')).ask('revoke-board-link', { linkId: id })
  expect(await desk.guest.codeOf('wall', { token })).toBe('not-found')
  expect((await (await desk.as('kairat')).ask('board-links')).items.map(link => link.id)).not.toContain(id)
  for (const made of [id, 'a'.repeat(43), `${token}a`, token.slice(0, -1)]) expect(await desk.guest.codeOf('wall', { token: made })).toMatch(/not-found|bad-input/)
})

test('the token is kept nowhere: the store has its sha256, the trail who made and who revoked', async () => {
  const { seq } = await desk.store.read.head()
  const { id, token } = await hang('sabit')
  await (await desk.as('sabit')).ask('revoke-board-link', { linkId: id })
  const lines = (await desk.store.read.eventsAfter(seq, 100)).flatMap(({ by, event }) => event.type.startsWith('board-link') ? [{ by, ...event }] : [])
  expect(lines).toMatchObject([{ by: await desk.user('sabit'), type: 'board-link-created', linkId: id }, { type: 'board-link-revoked', linkId: id }])
  expect(JSON.stringify([lines, await desk.store.read.get('boardLink', id)])).not.toContain(token)
})

// Last: time goes on from here.
test('weeks later, long after every session is over, the board still shows the day, and its figures begin anew at midnight', async () => {
  const { token } = await hang('sabit')
  await registerPost(await desk.as('aigul'), burabay)
  expect((await desk.guest.ask('wall', { token })).figures.registeredToday).toBeGreaterThan(0)
  const sabit = await desk.as('sabit')
  desk.later(14 * 60)
  const night = await desk.guest.ask('wall', { token })
  expect([night.figures.registeredToday, night.figures.answeredToday, night.answered]).toEqual([0, 0, []])
  desk.later(40 * 24 * 60)
  expect(await sabit.codeOf('me')).not.toBe('done')
  expect((await desk.guest.ask('wall', { token })).figures.open).toBeGreaterThan(0)
})

test('when whoever hung it is blocked, it shows nothing to anybody', async () => {
  const { token } = await hang('bolat', bodyId)
  await (await desk.as('ruslan')).ask('block-user', { userId: await desk.user('bolat'), reason: 'ушёл' })
  expect(await desk.guest.codeOf('wall', { token })).toBe('not-found')
})
