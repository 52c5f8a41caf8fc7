// Who may do what, asked over HTTP by each role of the demo and compared with the one table of rights.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { can, type Actor, type Right, type Subject } from '#domain/rights.ts'
import type { EndpointName } from '#domain/paths.ts'
import { openDesk, pastePost, registerPost, type Registered, type TestDesk } from './desk.ts'
import type { Person } from './person.ts'

const logins = ['aigul', 'aigerim', 'kairat', 'marat', 'sabit', 'darkhan', 'ruslan', 'timur', 'vera', 'bolat', 'talgat', 'zhanna', 'sergey', 'erlan', 'dana', 'askar', 'gulmira']

let desk: TestDesk
let burabay: string
let bodyId: string
let ticket: Registered
let closed: Registered
let freshId: string
let leaverId: string
let awayId: string
const people = new Map<string, { person: Person, actor: Actor }>()
const pathOf = async (id: string) => (await desk.store.read.get('organisation', id))?.path ?? []
const as = (login: string): Person => people.get(login)?.person ?? desk.guest

beforeAll(async () => {
  desk = await openDesk()
  burabay = await desk.akimat('burabay')
  bodyId = await desk.body('burabay', 'energy_utilities')
  for (const login of logins) {
    const person = await desk.as(login)
    const { user } = await person.ask('me')
    people.set(login, { person, actor: { userId: user.id, grants: user.grants } })
  }
  ticket = await registerPost(as('aigul'), burabay, { bodyId, officerId: await desk.user('zhanna') })
  closed = await registerPost(as('aigul'), burabay, { bodyId, officerId: await desk.user('zhanna') })
  await as('bolat').ask('close', { ticketId: closed.ticketId, result: 'no-data' })
  freshId = await pastePost(as('aigul'), burabay)
  leaverId = (await as('ruslan').ask('create-user', { login: 'leaver', name: 'Кетуші Адам', password: 'long-enough-1', grants: [{ role: 'officer', organisationId: bodyId }] })).id
  awayId = (await as('ruslan').ask('create-user', { login: 'away', name: 'Демалыс Адамы', password: 'long-enough-1', grants: [{ role: 'officer', organisationId: bodyId }] })).id
})
afterAll(async () => await desk.close())

const acts = ['assign', 'reassign', 'accept', 'return', 'draft', 'submit', 'withdraw', 'send-back', 'publish', 'close', 'annul', 'detach', 'reopen', 'note', 'control',
  'ask-author', 'author-answered', 'request-extension', 'decide-extension', 'hand-over', 'body-answered', 'take-back', 'merge', 'unmerge',
  'answer-under', 'priority', 'correct', 'formal-number', 'co-executors', 'grade', 'contact', 'promise',
] as const satisfies (Right & EndpointName)[]
/** Done on a closed ticket too. */
const anyState: readonly string[] = ['note', 'control', 'answer-under', 'priority', 'correct', 'formal-number', 'co-executors', 'grade', 'contact']
const extras: Partial<Record<typeof acts[number], object>> = {
  'draft': { text: 'а' }, 'submit': { kind: 'final', text: 'а', result: 'solved' }, 'send-back': { note: 'а' }, 'publish': { permalink: 'https://a.example/1' }, 'reopen': { reason: 'а' },
  'ask-author': { text: 'а' }, 'request-extension': { reason: 'budget', dueOn: '2026-12-01' }, 'decide-extension': { grant: true }, 'take-back': { reason: 'а' }, 'merge': { mainId: 'another' },
  'hand-over': { bodyId: 'outside', text: 'а', permalink: 'https://a.example/1', formalNumber: 'ИСХ-1' }, 'priority': { priority: 'low' }, 'correct': { kind: 'other' },
  'formal-number': { formalNumber: 'ЖТ-1' }, 'co-executors': { userIds: [] }, 'grade': { grade: 5 },
  'promise': { outcome: 'kept' }, 'note': { text: 'а' }, 'control': { on: true }, 'reassign': { reason: 'а' }, 'return': { reason: 'а' },
}

test.each(logins)('each act on a ticket answers %s as the table of rights says', async (login) => {
  const { person, actor } = people.get(login) ?? { person: desk.guest, actor: { userId: '', grants: [] } }
  const path = await pathOf(bodyId)
  const officerId = await desk.user('zhanna')
  for (const act of acts) {
    // In this state the act leads nowhere: whoever has the right is told so, and nothing changes.
    const { ticketId } = act === 'reopen' ? ticket : closed
    const code = await person.codeOf(act, { ticketId, ...act === 'assign' && { bodyId }, ...(act === 'detach' || act === 'answer-under') && { postId: closed.postId }, ...act === 'answer-under' && { permalink: 'https://a.example/2' }, ...extras[act] })
    // Nothing was promised on this ticket.
    const may = anyState.includes(act) ? 'done' : act === 'promise' ? 'not-found' : 'not-in-this-state'
    // The officers of the body could have accepted or returned it while it was nobody's.
    const mayEver = can(actor, act, { path, officerId }) || can(actor, act, { path, officerId: null })
    expect([act, code]).toEqual([act, !can(actor, 'read-tickets', { path, officerId }) ? 'not-found' : mayEver ? may : 'no-right'])
  }
})

test.each(logins)('each act on a post answers %s as the table of rights says', async (login) => {
  const { person, actor } = people.get(login) ?? { person: desk.guest, actor: { userId: '', grants: [] } }
  const akimat = { path: await pathOf(burabay) }
  for (const act of ['register', 'join', 'dismiss', 'restore', 'pass'] as const) {
    // The post has its number already, so whoever may do it is told that somebody was first.
    const more = act === 'join' ? { ticketId: ticket.ticketId } : act === 'dismiss' ? { reason: 'other' } : act === 'pass' ? { toId: burabay } : {}
    const code = await person.codeOf(act, { postId: ticket.postId, organisationId: burabay, ...more })
    const expected = !can(actor, 'read-feed', akimat) ? 'not-found' : can(actor, act, akimat) ? 'not-in-this-state' : 'no-right'
    expect([act, code]).toEqual([act, expected])
  }
})

test.each(logins)('each list and each setting answers %s as the table of rights says', async (login) => {
  const { person, actor } = people.get(login) ?? { person: desk.guest, actor: { userId: '', grants: [] } }
  const akimat = { path: await pathOf(burabay) }
  const region = { path: await pathOf(await desk.akimat('region')) }
  const body = { path: await pathOf(bodyId) }
  const names = { kk: 'Бөлім', ru: 'Отдел', en: 'Section' }
  const asked: [EndpointName, Right, Subject, object, string][] = [
    ['feed', 'read-feed', akimat, { organisationId: burabay }, 'done'],
    ['post', 'read-feed', akimat, { postId: freshId, organisationId: burabay }, 'done'],
    ['paste-post', 'paste-post', akimat, { organisationId: burabay, url: `https://social.example/by/${login}`, text: 'Ауэзов көшесінде су жоқ' }, 'done'],
    ['tickets', 'read-tickets', akimat, { organisationId: burabay }, 'done'],
    ['tickets', 'read-tickets', body, { bodyId }, 'done'],
    ['search', 'read-tickets', akimat, { organisationId: burabay, words: 'су' }, 'done'],
    ['search', 'read-tickets', body, { bodyId, words: 'су' }, 'done'],
    ['create-board-link', 'manage-board-links', akimat, { organisationId: burabay, name: 'а' }, 'done'],
    ['create-board-link', 'manage-board-links', body, { organisationId: bodyId, name: 'а' }, 'done'],
    ['trail', 'read-trail', akimat, {}, 'done'],
    ['trail-proof', 'read-trail', akimat, {}, 'done'],
    ['journal', 'read-journal', akimat, { organisationId: burabay }, 'done'],
    ['journal', 'read-journal', body, { bodyId }, 'done'],
    ['export-journal', 'read-journal', akimat, { organisationId: burabay, format: 'csv' }, 'done'],
    ['export-journal', 'read-journal', body, { bodyId, format: 'xlsx' }, 'done'],
    ['statistics', 'read-statistics', akimat, { organisationId: burabay }, 'done'],
    ['export-statistics', 'read-statistics', akimat, { organisationId: burabay, format: 'csv' }, 'done'],
    ['export-statistics', 'read-statistics', body, { organisationId: bodyId, format: 'xlsx' }, 'done'],
    ['statistics', 'read-statistics', body, { organisationId: bodyId }, 'done'],
    ['create-organisation', 'manage-organisations', akimat, { kind: 'department', parentId: burabay, names }, 'done'],
    ['change-organisation', 'manage-organisations', akimat, { organisationId: burabay, names, topics: [] }, 'done'],
    ['set-prefix', 'manage-organisations', akimat, { organisationId: burabay, prefix: 'БУР' }, 'done'],
    ['terms', 'read-rules', akimat, { organisationId: burabay }, 'done'],
    ['set-terms', 'manage-rules', akimat, { organisationId: burabay, rules: [] }, 'done'],
    ['rules', 'read-rules', akimat, { organisationId: burabay }, 'done'],
    ['create-rule', 'manage-rules', akimat, { organisationId: burabay, topic: 'utilities.magic', bodyId }, 'bad-input'],
    ['preview-rule', 'manage-rules', akimat, { organisationId: burabay, topic: 'utilities', bodyId }, 'done'],
    ['create-user', 'manage-users', akimat, { login: 'aigul', name: 'Екінші', password: 'long-enough-1', grants: [{ role: 'press', organisationId: burabay }] }, 'duplicate'],
    ['set-leave', 'manage-leave', body, { userId: awayId, fromOn: '2027-02-01', toOn: '2027-02-05' }, 'done'],
    ['change-grants', 'manage-users', body, { userId: awayId, add: [{ role: 'officer', organisationId: bodyId }] }, 'done'],
    ['block-user', 'manage-users', body, { userId: leaverId, reason: 'кетті' }, 'done'],
    ['unblock-user', 'manage-users', body, { userId: leaverId, reason: 'қайта келді' }, 'done'],
    ['calendar', 'manage-calendar', region, {}, 'done'],
    ['calendar-year', 'manage-calendar', region, { year: 2027 }, 'done'],
    ['preview-calendar-year', 'manage-calendar', region, { year: 2028, days: [] }, 'bad-input'],
    ['set-calendar-year', 'manage-calendar', region, { year: 2028, version: 0, confirmed: false, days: [] }, 'bad-input'],
    ['create-source', 'manage-sources', akimat, { url: `https://${login}.example/feed.xml`, organisationIds: [burabay] }, 'done'],
  ]
  for (const [name, right, subject, input, may] of asked) {
    expect([name, await person.codeOf(name, input)]).toEqual([name, can(actor, right, subject) ? may : 'no-right'])
  }
  expect(await person.codeOf('ticket', { ticketId: ticket.ticketId })).toBe(can(actor, 'read-tickets', body) ? 'done' : 'not-found')
})

test('nobody makes a user or a source for an akimat that is not theirs', async () => {
  const tselinograd = await desk.akimat('tselinograd')
  expect(await as('ruslan').codeOf('create-user', { login: 'spy', name: 'Шпион', grants: [{ role: 'manager', organisationId: tselinograd }] })).toBe('no-right')
  expect(await as('ruslan').codeOf('create-user', { login: 'spy', name: 'Шпион', grants: [{ role: 'press', organisationId: burabay }, { role: 'admin', organisationId: await desk.akimat('region') }] })).toBe('no-right')
  expect(await as('ruslan').codeOf('create-source', { url: 'https://spy.example/feed.xml', organisationIds: [burabay, tselinograd] })).toBe('no-right')
  expect(await as('ruslan').codeOf('block-user', { userId: await desk.user('dana'), reason: 'а' })).toBe('no-right')
  expect(await desk.store.read.find('user', 'login', ['spy'])).toBeUndefined()
})

test('a ticket of another district or another body is not there, by its id, its number and in no list', async () => {
  for (const login of ['dana', 'askar', 'gulmira', 'erlan', 'talgat']) {
    const person = as(login)
    expect([await person.codeOf('ticket', { ticketId: ticket.ticketId }), await person.codeOf('ticket', { ticketId: ticket.number })]).toEqual(['not-found', 'not-found'])
    expect(await person.ask('tickets', { number: ticket.number })).toMatchObject({ items: [], total: 0 })
    expect((await person.ask('tickets', { limit: 200 })).items.map(({ id }) => id)).not.toContain(ticket.ticketId)
    expect(await person.codeOf('approve', { ticketId: ticket.ticketId })).toBe('not-found')
    expect(await person.codeOf('reject', { ticketId: ticket.ticketId, note: 'а' })).toBe('not-found')
  }
})

test('the auditor and the administrator read no tickets and no posts', async () => {
  for (const login of ['vera', 'ruslan', 'timur']) {
    expect(await as(login).ask('tickets', { limit: 200 })).toEqual({ items: [], next: null, total: 0 })
    expect((await as(login).ask('feed', { limit: 200 })).items).toEqual([])
    expect(await as(login).ask('counts')).toMatchObject({ feed: 0, mine: 0, control: 0 })
  }
})

test('the author of a post is shown to those who answer, and hidden from the managers', async () => {
  const author = 'Бағлан Т.'
  const seen = async (login: string) => [
    (await as(login).send('ticket', { ticketId: ticket.ticketId })).text.includes(author), (await as(login).send('post', { postId: freshId, organisationId: burabay })).text.includes(author),
    (await as(login).send('feed', { organisationId: burabay, limit: 200 })).text.includes(author),
  ]
  expect(await seen('aigul')).toEqual([true, true, true])
  expect(await seen('kairat')).toEqual([true, true, true])
  expect(await seen('zhanna')).toEqual([true, false, false])
  expect(await seen('sabit')).toEqual([false, false, false])
  expect(await seen('darkhan')).toEqual([false, false, false])
  expect((await as('sabit').ask('ticket', { ticketId: ticket.ticketId })).posts.map(({ post }) => post.author)).toEqual([null])
})

test('a notice is read only by the person it was for', async () => {
  const { items: [notice] } = await as('zhanna').ask('notices', {})
  if (!notice) throw new Error('the officer was told of the ticket')
  await as('sergey').codeOf('read-notices', { ids: [notice.id] })
  expect((await as('zhanna').ask('notices', {})).items[0]).toMatchObject({ id: notice.id, read: false })
  await as('zhanna').ask('read-notices', { ids: [notice.id] })
  expect((await as('zhanna').ask('notices', {})).items[0]).toMatchObject({ id: notice.id, read: true })
  expect((await as('sergey').ask('notices', { limit: 200 })).items.map(({ id }) => id)).not.toContain(notice.id)
})

test('a head approves no reply of another body, and nobody their own', async () => {
  const zhanna = as('zhanna')
  const { ticketId } = await registerPost(as('aigul'), burabay, { bodyId, officerId: await desk.user('zhanna') })
  await zhanna.ask('accept', { ticketId })
  await zhanna.ask('submit', { ticketId, kind: 'final', result: 'solved', text: 'Здравствуйте! Готово.' })
  expect(await zhanna.codeOf('approve', { ticketId })).toBe('self-approval')
  for (const login of ['aigul', 'sergey', 'kairat']) expect(await as(login).codeOf('approve', { ticketId })).toBe('no-right')
  for (const login of ['talgat', 'dana', 'vera', 'ruslan']) expect(await as(login).codeOf('approve', { ticketId })).toBe('not-found')
  expect(await as('bolat').codeOf('approve', { ticketId })).toBe('done')
})
