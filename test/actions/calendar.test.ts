// The administrator keeps the calendar: from the commit of a list on every act counts by it, and open terms that it touches move once each.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { moveTerms } from '../../server/actions/move-terms.ts'
import { takeLease } from '../../server/actions/lease.ts'
import { showCalendar, showCalendarYear } from '../../server/actions/show/calendar.ts'
import { previewCalendarYear } from '../../server/actions/show/calendar-preview.ts'
import { warnCalendar } from '../../server/actions/warn-calendar.ts'
import { makeLog, makeWorld } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { daysOf2028, shippedDays, withDayOff } from './calendar-lists.ts'
import { aText, at, openOffice, refused, type Office } from './office.ts'
import { ticketIn } from './journey.ts'
import { names } from './tree.ts'

const thursday = '2026-11-26'
const dueOf = async (office: Office, ticketId: string) => (await office.ticket(ticketId)).final.dueAt
const movedLines = async (office: Office) => (await office.trail()).filter(({ event }) => event.type === 'term-moved' || event.type === 'triage-moved')
const thursdayOff = { year: 2026, version: 0, confirmed: true, days: withDayOff(2026, thursday) }

test('a list that is saved counts for the very next act, and for one that was sent in the same moment', async () => {
  const office = await openOffice()
  const [before, together, after] = [await office.post(aText), await office.post(aText), await office.post(aText)]
  const first = await office.as('aigul').register(before)
  const [, second] = await Promise.all([office.as('olga').setCalendarYear(thursdayOff), office.as('aigul').register(together)])
  const third = await office.as('aigul').register(after)
  expect(await dueOf(office, first.ticketId)).toBe(at('2026-11-27', '18:30'))
  expect([await dueOf(office, second.ticketId), await dueOf(office, third.ticketId)]).toEqual([at('2026-11-30', '18:30'), at('2026-11-30', '18:30')])
})

test('open terms that the list touches move with one line each; what is stopped, untouched or moved already stays', async () => {
  const office = await openOffice()
  const [open, review, answered] = [await ticketIn(office, 'in-work'), await ticketIn(office, 'review'), await ticketIn(office, 'answered')]
  const danger = await office.as('aigul').register(await office.post(aText), { priority: 'danger' })
  const [childId] = [await ticketIn(office, 'registered')]
  await office.as('aigul').merge(childId, open)
  expect(await moveTerms(office.world)).toBe(0)
  const ended = await office.ticket(answered)
  await office.as('olga').setCalendarYear(thursdayOff)
  expect(await moveTerms(office.world)).toBe(3)
  expect(await moveTerms(office.world)).toBe(0)
  for (const id of [open, review, danger.ticketId]) expect(await dueOf(office, id)).toBe(at('2026-11-30', '18:30'))
  expect(await office.ticket(answered)).toEqual(ended)
  // The hour of danger runs round the clock, whatever the calendar says.
  expect((await office.ticket(danger.ticketId)).firstReply.dueAt).toBe((await office.ticket(danger.ticketId)).registeredAt.replace(/T\d\d/, hour => `T${String(Number(hour.slice(1)) + 1).padStart(2, '0')}`))
  const lines = await movedLines(office)
  expect(lines.map(({ by, event }) => [by, 'ticketId' in event && event.ticketId])).toEqual([open, review, danger.ticketId].map(id => ['machine', id]))
  await office.as('aigul').unmerge(childId)
  expect(await dueOf(office, childId)).toBe(at('2026-11-30', '18:30'))
  expect(await moveTerms(office.world)).toBe(0)
})

test('tickets and posts that await 2028 have their terms when its list comes', async () => {
  const office = await openOffice({ now: at('2027-12-31', '18:25') })
  const post = await office.post(aText)
  const { ticketId } = await office.as('aigul').register(await office.post(aText))
  expect(await office.ticket(ticketId)).toMatchObject({ firstReply: { awaits: 2028 }, final: { awaits: 2028 }, nextDueAt: null })
  expect((await office.triage(post)).clock).toMatchObject({ awaits: 2028, dueAt: null })
  await office.as('olga').setCalendarYear({ year: 2028, version: 0, confirmed: true, days: daysOf2028 })
  expect(await moveTerms(office.world)).toBe(2)
  expect(await office.ticket(ticketId)).toMatchObject({
    firstReply: { awaits: null, dueAt: at('2028-01-05', '18:25') }, final: { awaits: null, dueAt: at('2028-01-14', '18:30') }, nextDueAt: at('2028-01-05', '18:25'),
  })
  expect((await office.triage(post)).clock).toMatchObject({ awaits: null, dueAt: at('2028-01-05', '09:25') })
  expect((await movedLines(office)).map(({ event }) => event.type)).toEqual(['term-moved', 'triage-moved'])
})

test('a list that changes again while the terms are moved is walked through again', async () => {
  const office = await openOffice()
  const ids = [await ticketIn(office, 'in-work'), await ticketIn(office, 'in-work')]
  await office.as('olga').setCalendarYear(thursdayOff)
  await Promise.all([moveTerms(office.world), office.as('olga').setCalendarYear({ ...thursdayOff, version: 1, days: shippedDays(2026) })])
  // There and back again before the next round: what moved on the way is not taken for moved.
  await office.as('olga').setCalendarYear({ ...thursdayOff, version: 2 })
  await moveTerms(office.world)
  for (const id of ids) expect(await dueOf(office, id)).toBe(at('2026-11-30', '18:30'))
})

test('a job that was replaced moves nothing', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('olga').setCalendarYear(thursdayOff)
  const old = await takeLease(office.world, 'jobs', 'old')
  office.wait(5)
  await takeLease(office.world, 'jobs', 'fresh')
  if (!old) throw new Error('it held the lease')
  expect(await refused(moveTerms(office.world, old))).toMatchObject({ code: 'lease-lost' })
  expect(await dueOf(office, ticketId)).toBe(at('2026-11-27', '18:30'))
})

test('killed in the middle, the job goes on: every touched ticket moves exactly once', async () => {
  const office = await openOffice()
  const ids: string[] = []
  for (let index = 0; index < 120; index += 1) ids.push((await office.as('aigul').register(await office.post(`${aText} ${index}`))).ticketId)
  await office.as('olga').setCalendarYear(thursdayOff)
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-killed-'))
  await cp(office.folder, folder, { recursive: true })
  const child = spawn(process.execPath, [fileURLToPath(new URL('./move-terms-process.ts', import.meta.url)), folder, office.clock.now], { stdio: 'inherit' })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  const store = await openSqlite({ folder })
  const world = makeWorld({ store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => office.clock.now, fetchGapMs: 0 })
  const linesOf = async () => (await store.read.eventsAfter(0, 10_000)).flatMap(({ event }) => event.type === 'term-moved' ? event.ticketId : [])
  const first = (await linesOf()).length
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(ids.length)
  expect(await moveTerms(world)).toBe(ids.length - first)
  expect((await linesOf()).toSorted()).toEqual(ids.toSorted())
  for (const ticket of await store.read.many('ticket', ids)) expect(ticket.final.dueAt).toBe(at('2026-11-30', '18:30'))
  expect(await verifyTrail(store.read)).toMatchObject({ head: await store.read.head() })
  await store.close()
  await rm(folder, { recursive: true })
})

test('two who change the same list: the second hears who was first and when', async () => {
  const office = await openOffice()
  const kept = await office.as('olga').setCalendarYear(thursdayOff)
  expect(kept).toEqual({ year: 2026, version: 1, provisional: false })
  expect(await refused(office.as('olga').setCalendarYear(thursdayOff))).toMatchObject({ code: 'stale-version', by: office.user('olga'), at: office.clock.now })
  const changed = (await office.trail()).filter(({ event }) => event.type === 'calendar-changed').map(({ event }) => event)
  expect(changed).toEqual([{ type: 'calendar-changed', year: 2026, provisional: false, changed: [thursday] }])
  await office.as('olga').setCalendarYear({ ...thursdayOff, version: 1, days: shippedDays(2026) })
})

test('a list that cannot be the year\'s is refused in words and changes nothing', async () => {
  const office = await openOffice()
  const trying = (days: typeof daysOf2028, year = 2028) => refused(office.as('olga').setCalendarYear({ year, version: 0, confirmed: true, days }))
  expect(await trying(daysOf2028.filter(({ date }) => date !== '2028-03-22'))).toMatchObject({ code: 'bad-input', field: '2028-03-22', problem: 'not-listed' })
  expect(await trying(daysOf2028.filter(({ key }) => key !== 'kurban'))).toMatchObject({ code: 'bad-input', field: 'kurban', problem: 'not-listed' })
  expect(await trying(daysOf2028, 2029)).toMatchObject({ code: 'bad-input', problem: 'other-year' })
  expect(await trying([])).toMatchObject({ code: 'bad-input', problem: 'not-listed' })
  expect([office.world.keptCalendar.revision, office.world.calendar.years.has(2028)]).toEqual([0, false])
})

test('only an administrator at the root keeps the calendar', async () => {
  const office = await openOffice()
  await office.as('olga').changeGrants(office.user('aigul'), { add: [{ role: 'admin', organisationId: office.place('koldi') }] })
  for (const name of names) {
    const deed = office.as(name).setCalendarYear({ year: 2028, version: 0, confirmed: true, days: daysOf2028 })
    if (name === 'olga') await deed
    else expect([name, await refused(deed)]).toMatchObject([name, { code: 'no-right' }])
  }
  expect(await refused(showCalendar(office.world, await office.sees('aigul').viewer()))).toMatchObject({ code: 'no-right' })
})

test('the screen of the calendar says what is confirmed, provisional and missing, and offers a draft that counts for nothing', async () => {
  const office = await openOffice({ now: at('2027-10-01', '10:00') })
  const olga = await office.sees('olga').viewer()
  const states = async () => (await showCalendar(office.world, olga)).years.map(({ year, version, state }) => [year, version, state])
  expect(await states()).toEqual([[2024, 0, 'confirmed'], [2025, 0, 'confirmed'], [2026, 0, 'confirmed'], [2027, 0, 'provisional'], [2028, 0, 'missing']])
  expect(await showCalendarYear(office.world, olga, { year: 2028 })).toMatchObject({ state: 'missing', days: [], lacks: ['kurban'] })
  expect((await showCalendarYear(office.world, olga, { year: 2028 })).draft).toHaveLength(daysOf2028.length - 1)
  await office.as('olga').setCalendarYear({ year: 2027, version: 0, confirmed: true, days: shippedDays(2027) })
  await office.as('olga').setCalendarYear({ year: 2028, version: 0, confirmed: false, days: daysOf2028 })
  expect((await states()).slice(3)).toEqual([[2027, 1, 'confirmed'], [2028, 1, 'provisional']])
  expect((await showCalendarYear(office.world, olga, { year: 2028 })).changedBy).toBe(office.user('olga'))
  expect((await showCalendar(office.world, olga)).warning).toBe(2028)
})

test('from 1 October the administrators are told once a week, until the list is confirmed', async () => {
  const office = await openOffice({ now: at('2026-09-30', '23:59') })
  const told = async () => (await office.notices('olga')).filter(({ kind }) => kind === 'calendar-due').length
  expect([await warnCalendar(office.world), await told()]).toEqual([null, 0])
  office.setClock('2026-10-01', '00:00')
  expect([await warnCalendar(office.world), await warnCalendar(office.world), await told()]).toEqual([2027, null, 1])
  office.setClock('2026-10-07', '23:59')
  expect(await warnCalendar(office.world)).toBeNull()
  office.setClock('2026-10-08', '00:00')
  expect([await warnCalendar(office.world), await told()]).toEqual([2027, 2])
  await office.as('olga').setCalendarYear({ year: 2027, version: 0, confirmed: false, days: shippedDays(2027) })
  office.setClock('2026-10-15', '10:00')
  expect(await warnCalendar(office.world)).toBe(2027)
  await office.as('olga').setCalendarYear({ year: 2027, version: 1, confirmed: true, days: shippedDays(2027) })
  office.setClock('2026-10-22', '10:00')
  expect([await warnCalendar(office.world), await told()]).toEqual([null, 3])
})

test('a confirmed list says where it is from, and whoever looks at the year reads it', async () => {
  const office = await openOffice()
  expect(await refused(office.as('olga').setCalendarYear({ ...thursdayOff, source: ' ' }))).toMatchObject({ code: 'bad-input', field: 'source', problem: 'missing' })
  await office.as('olga').setCalendarYear({ ...thursdayOff, source: 'ҚР Еңбек министрінің 2026 ж. бұйрығы' })
  expect(await showCalendarYear(office.world, await office.sees('olga').viewer(), { year: 2026 })).toMatchObject({ source: 'ҚР Еңбек министрінің 2026 ж. бұйрығы' })
  await office.as('olga').setCalendarYear({ ...thursdayOff, version: 1, confirmed: false, source: '' })
})

test('before a list is saved it is seen how many terms it would move, and nothing moves by looking', async () => {
  const office = await openOffice()
  const [open] = [await ticketIn(office, 'in-work'), await ticketIn(office, 'answered')]
  office.setClock('2026-11-25', '17:00')
  const post = await office.post('Акимат, жол қашан жөнделеді?', { author: 'Айша' })
  await office.as('aigul').requestErasure({ ...post, of: 'author' })
  const seq = (await office.world.store.read.head()).seq
  const look = async (days = thursdayOff.days) => previewCalendarYear(office.world, await office.sees('olga').viewer(), { year: 2026, days })
  const due = await dueOf(office, open)
  expect(await look()).toEqual({ tickets: 1, posts: 0, erasures: 1, listed: true, changed: [thursday] })
  expect(await look(shippedDays(2026))).toEqual({ tickets: 0, posts: 0, erasures: 0, listed: true, changed: [] })
  expect([await dueOf(office, open), (await office.world.store.read.head()).seq]).toEqual([due, seq])
  await office.as('olga').setCalendarYear(thursdayOff)
  expect(await moveTerms(office.world)).toBe(2)
  expect(await refused(look(thursdayOff.days.slice(1)))).toMatchObject({ code: 'bad-input', problem: 'not-listed' })
  expect(await refused(previewCalendarYear(office.world, await office.sees('aigul').viewer(), { year: 2026, days: thursdayOff.days }))).toMatchObject({ code: 'no-right' })
})
