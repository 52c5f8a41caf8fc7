// The demo as a newcomer finds it: everybody has work, the figures look like those of a real akimat, and it opens on any day.
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOpen, type Ticket } from '#domain/ticket.ts'
import type { Triage } from '#domain/triage.ts'
import { eachOf } from '../../server/actions/each-of.ts'
import { onLeave } from '../../server/demo/staff.ts'
import people from '../../server/demo/people.json' with { type: 'json' }
import { deskStems } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Store } from '../../server/store/store.ts'
import { demoFolder } from '../demo-folder.ts'
import { castOf, openedAt } from '../http/desk.ts'

const ticketsOf = async (store: Store): Promise<Ticket[]> => {
  const cast = castOf(store)
  const akimats = await Promise.all((['region', 'burabay', 'tselinograd'] as const).map(cast.akimat))
  const lists = await Promise.all(akimats.map(organisationId =>
    Array.fromAsync(eachOf(store.read, 'ticket', { where: { organisationId }, order: { by: 'registeredAt', direction: 'asc' } }))))
  return lists.flat()
}

const waitingIn = async (store: Store, organisationId: string): Promise<Triage[]> =>
  Array.fromAsync(eachOf(store.read, 'triage', { where: { organisationId, state: 'new', folded: false }, order: { by: 'collectedAt', direction: 'desc' } }))

const count = (tickets: readonly Ticket[], state: Ticket['state']) => tickets.filter(ticket => ticket.state === state).length

let folder = ''
let store: Store
let tickets: Ticket[]
beforeAll(async () => {
  folder = await demoFolder(openedAt)
  store = await openSqlite({ folder, readOnly: true, stems: deskStems })
  tickets = await ticketsOf(store)
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

test('each press service has posts to look at, and each next move belongs to somebody', async () => {
  const cast = castOf(store)
  for (const [name, least] of [['burabay', 8], ['tselinograd', 3], ['region', 2]] as const) {
    expect((await waitingIn(store, await cast.akimat(name))).length, name).toBeGreaterThanOrEqual(least)
  }
  for (const [state, least] of [['registered', 1], ['assigned', 4], ['in-work', 15], ['review', 4], ['approved', 3], ['handed-over', 1], ['merged', 1], ['answered', 20], ['closed', 150]] as const) {
    expect(count(tickets, state), state).toBeGreaterThanOrEqual(least)
  }
})

test('a question waits for the author and another to be posted; a first and a second extension wait to be decided', () => {
  const waiting = tickets.filter(({ state }) => state === 'waiting').map(({ questions = [] }) => questions.at(-1)?.postedAt ?? null)
  expect(waiting).toContain(null)
  expect(waiting.some(postedAt => postedAt !== null)).toBe(true)
  expect(new Set(tickets.filter(({ extension }) => extension !== undefined).map(({ extensions }) => extensions))).toEqual(new Set([0, 1]))
})

test('terms are late, near and far; some tickets are on control, returned, decided by the coordinator', () => {
  const open = tickets.filter(({ state, nextDueAt }) => isOpen(state) && nextDueAt !== null)
  const day = openedAt.slice(0, 10)
  const late = open.filter(({ nextDueAt }) => (nextDueAt ?? '') < openedAt).length
  const today = open.filter(({ nextDueAt }) => (nextDueAt ?? '') >= openedAt && nextDueAt?.startsWith(day)).length
  expect([late, today, open.length - late - today].every(number => number >= 5), `${late} late, ${today} today, ${open.length} open`).toBe(true)
  expect(late / open.length).toBeLessThan(0.5)
  expect(tickets.filter(({ onControl }) => onControl).length).toBeGreaterThanOrEqual(2)
  expect(tickets.filter(({ returns }) => returns === 1).length).toBeGreaterThanOrEqual(3)
  expect(tickets.filter(({ binding }) => binding).length).toBeGreaterThanOrEqual(1)
})

test('four first replies of five are in term, some come back, promises are kept and broken', async () => {
  const replied = tickets.flatMap(({ intervals }) => intervals).filter(({ firstReplyAt }) => firstReplyAt !== null)
  const share = replied.filter(({ firstReplyInTerm }) => firstReplyInTerm).length / replied.length
  expect(share).toBeGreaterThan(0.7)
  expect(share).toBeLessThan(0.92)
  expect(tickets.filter(({ intervals }) => intervals.length > 1).length / tickets.length).toBeLessThan(0.1)
  const organisationId = await castOf(store).akimat('burabay')
  const promises = async (state: 'open' | 'kept' | 'broken') => store.read.count('promise', { where: { organisationId, state }, order: { by: 'promisedOn', direction: 'asc' } })
  for (const state of ['open', 'kept', 'broken'] as const) expect(await promises(state), state).toBeGreaterThan(0)
})

test('one officer is on leave and holds nothing, the deputy holds what they held; somebody asks to be erased; a rule is offered', async () => {
  const cast = castOf(store)
  const away = await store.read.get('user', await cast.user(onLeave.login))
  expect(away?.leave).toMatchObject({ fromOn: '2026-11-14', toOn: '2026-11-28' })
  expect(tickets.filter(({ officerId, state }) => officerId === away?.id && isOpen(state))).toEqual([])
  expect(tickets.some(({ holdings, officerId }) => officerId === away?.deputyId && holdings.some(holding => holding.officerId === away?.id))).toBe(true)
  const organisationId = await cast.akimat('burabay')
  expect(await store.read.count('erasure', { where: { organisationId }, order: { by: 'askedAt', direction: 'asc' } })).toBe(1)
  const offers = await Promise.all((['burabay', 'tselinograd'] as const).map(async name =>
    store.read.count('ruleOffer', { where: { organisationId: await cast.akimat(name), state: 'open' }, order: { by: 'offeredAt', direction: 'asc' } })))
  expect(offers[0]).toBeGreaterThan(0)
})

test('everybody of the press service, every coordinator and most officers have unread notices, but not a wall of them', async () => {
  const unread = new Map(await Promise.all(people.people.map(async ({ login }) => {
    const userId = await castOf(store).user(login)
    return [login, await store.read.count('notice', { where: { userId, read: false }, order: { by: 'at', direction: 'desc' } })] as const
  })))
  for (const login of ['aigul', 'denis', 'dana', 'aigerim', 'kairat', 'talgat', 'erlan']) expect(unread.get(login), login).toBeGreaterThan(0)
  expect(Math.max(...unread.values())).toBeLessThan(20)
})

test('opened on a Sunday in the holidays of New Year nobody is refused anything', async () => {
  const folder = await demoFolder('2027-01-03T03:00:00.000Z')
  const opened = await openSqlite({ folder, readOnly: true, stems: deskStems })
  expect((await ticketsOf(opened)).length).toBeGreaterThan(250)
  expect((await waitingIn(opened, await castOf(opened).akimat('burabay'))).length).toBeGreaterThan(5)
  await opened.close()
  await rm(folder, { recursive: true })
})
