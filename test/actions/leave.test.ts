// Somebody goes on leave, is blocked or leaves the body: whatever they held has an owner the same minute, and nothing passes twice.
import { describe, expect, test } from 'vitest'
import type { TicketState } from '#domain/ticket.ts'
import type { User } from '#domain/user.ts'
import { passOnAll } from '../../server/actions/pass-on.ts'
import { takeLease } from '../../server/actions/lease.ts'
import { aText, openOffice, refused, type Office } from './office.ts'
import { theReply, ticketIn } from './journey.ts'
import type { Name } from './tree.ts'

const open = ['assigned', 'in-work', 'waiting', 'review', 'approved'] as const satisfies TicketState[]

/** A ticket of Dana's in any state in which somebody is named. */
const danasIn = async (office: Office, state: typeof open[number]): Promise<string> => {
  if (state !== 'waiting') return ticketIn(office, state)
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').askAuthor(ticketId)
  await office.as('aigul').postQuestion(ticketId)
  return ticketId
}
const day = (office: Office) => office.clock.now.slice(0, 10)
const officers = async (office: Office, ids: readonly string[]) => Promise.all(ids.map(async id => (await office.ticket(id)).officerId))
const grantAt = (office: Office, role: 'officer' | 'head' | 'admin' | 'press', place: string) => ({ role, organisationId: office.place(place) })

/** How Dana goes, and how many minutes after the deed it is done. */
const goings: Record<string, (office: Office) => Promise<unknown>> = {
  'goes on leave today': office => office.as('dana').setLeave(office.user('dana'), day(office), '2026-12-01'),
  'is blocked': office => office.as('olga').block(office.user('dana')),
  'is moved to another body': office => office.as('olga').changeGrants(office.user('dana'), { add: [grantAt(office, 'officer', 'koldi/roads')], remove: [grantAt(office, 'officer', 'koldi/water')] }),
}
/** Who is there to take it: whom to take away first, and whose it is then. */
const standIns: [string, (office: Office) => Promise<unknown>, Name | null][] = [
  ['the deputy', async () => null, 'erlan'],
  ['the deputy\'s deputy while the deputy is away', async (office) => {
    await office.setUser('erlan', { leave: { fromOn: '2026-11-01', toOn: '2026-12-30' }, deputyId: office.user('zarina') })
  }, 'zarina'],
  ['the head while the deputies are each other\'s and both away', async (office) => {
    await office.setUser('erlan', { leave: { fromOn: '2026-11-01', toOn: '2026-12-30' }, deputyId: office.user('dana') })
  }, 'gulnar'],
  ['the head while the deputy is blocked', office => office.setUser('erlan', { blockedAt: '2026-11-01T05:00:00.000Z' }), 'gulnar'],
  ['the head while the deputy is of another body', office => office.setUser('dana', { deputyId: office.user('hamit') }), 'gulnar'],
  ['the head where no deputy is named', office => office.setUser('dana', { deputyId: null }), 'gulnar'],
  ['nobody: it waits for the press service', async (office) => {
    await office.setUser('erlan', { blockedAt: '2026-11-01T05:00:00.000Z' })
    await office.setUser('gulnar', { leave: { fromOn: '2026-11-01', toOn: '2026-12-30' } })
  }, null],
]

describe.each(Object.entries(goings))('when the officer %s', (going, goes) => {
  test.each(standIns)('each open ticket has %s', async (_, prepare, standIn) => {
    const office = await openOffice()
    const ids: string[] = []
    for (const state of open) ids.push(await danasIn(office, state))
    const over = await ticketIn(office, 'answered')
    await prepare(office)
    // The deputy must be able to stand in when a leave is set; for the rest it does not matter who is named.
    if (going.includes('leave') && standIn !== 'erlan') await office.setUser('dana', { leave: { fromOn: day(office), toOn: '2026-12-01' } })
    else await goes(office)
    await passOnAll(office.world)
    for (const [index, id] of ids.entries()) {
      const ticket = await office.ticket(id)
      expect([open[index], ticket.officerId, ticket.state]).toEqual([open[index], standIn && office.user(standIn), standIn ? open[index] : 'registered'])
      // Accepting runs anew at each naming; back at the press service there is nothing to accept.
      expect(ticket.accept).toEqual(standIn ? expect.objectContaining({ startedAt: office.clock.now, stoppedAt: null }) : null)
      expect(ticket.firstReply.pausedAt !== null).toBe(standIn !== null && open[index] === 'waiting')
      expect((await office.story(id)).filter(type => type === 'reassign')).toHaveLength(1)
      const line = (await office.world.store.read.eventsOf({ ticketId: id })).findLast(({ event }) => event.type === 'reassign')
      expect(line).toMatchObject({ by: 'machine', event: { officerId: ticket.officerId, cause: going.includes('leave') ? 'leave' : going.includes('blocked') ? 'blocked' : 'left' } })
    }
    expect((await office.ticket(over)).officerId).toBe(office.user('dana'))
    expect(await passOnAll(office.world)).toBe(0)
  })
})

test('a leave that begins on Monday changes nothing till then; on Monday the job passes everything on, once', async () => {
  const office = await openOffice()
  const ids = [await ticketIn(office, 'assigned'), await ticketIn(office, 'review')]
  expect(await office.as('dana').setLeave(office.user('dana'), '2026-11-23', '2026-12-04')).toMatchObject({ reassigned: [] })
  office.setClock('2026-11-22', '23:59')
  expect(await passOnAll(office.world)).toBe(0)
  office.setClock('2026-11-23', '00:00')
  expect(await passOnAll(office.world)).toBe(2)
  expect(await passOnAll(office.world)).toBe(0)
  expect(await officers(office, ids)).toEqual([office.user('erlan'), office.user('erlan')])
  expect((await office.notices('erlan')).map(({ kind }) => kind)).toEqual(['assigned', 'assigned'])
})

test('a job that was replaced passes nothing on; the next leader goes on where it stopped', async () => {
  const office = await openOffice()
  const ids = [await ticketIn(office, 'assigned'), await ticketIn(office, 'in-work')]
  await office.setUser('dana', { leave: { fromOn: '2026-11-18', toOn: '2026-11-20' } })
  const old = await takeLease(office.world, 'jobs', 'old')
  office.wait(5)
  const fresh = await takeLease(office.world, 'jobs', 'fresh')
  if (!old || !fresh) throw new Error('both held the lease')
  expect(await refused(passOnAll(office.world, old))).toMatchObject({ code: 'lease-lost' })
  expect(await officers(office, ids)).toEqual([office.user('dana'), office.user('dana')])
  expect(await passOnAll(office.world, fresh)).toBe(2)
})

test('a passing on that was cut off after the block is finished by the job', async () => {
  const office = await openOffice()
  const ids = [await ticketIn(office, 'assigned'), await ticketIn(office, 'in-work')]
  // As a kill between the block and its row of acts leaves it.
  await office.setUser('dana', { blockedAt: office.clock.now, passing: true })
  expect(await passOnAll(office.world)).toBe(2)
  expect(await officers(office, ids)).toEqual([office.user('erlan'), office.user('erlan')])
  expect((await office.world.store.read.get('user', office.user('dana')))?.passing).toBeUndefined()
})

test('what the coordinator gave to somebody else in the same moment stays with them', async () => {
  const office = await openOffice()
  const [first, second] = [await ticketIn(office, 'assigned'), await ticketIn(office, 'in-work')]
  await office.setUser('dana', { leave: { fromOn: '2026-11-18', toOn: '2026-11-20' } })
  // Both are on the list that the job has read when the coordinator is quicker with the second.
  const [count] = await Promise.all([passOnAll(office.world), office.as('kairat').reassign(second, { officerId: office.user('zarina'), reason: 'демалыс' })])
  expect([count, ...await officers(office, [first, second])]).toEqual([1, office.user('erlan'), office.user('zarina')])
})

test('back from leave, early or not: what passed on stays, and new tickets may be theirs again', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').setLeave(office.user('dana'), '2026-11-18', '2026-11-27')
  const next = await ticketIn(office, 'registered', aText)
  const naming = { bodyId: office.place('koldi/water'), officerId: office.user('dana') }
  expect(await refused(office.as('aigul').assign(next, naming))).toMatchObject({ code: 'bad-input', problem: 'away', deputyId: office.user('erlan') })
  await office.as('aigul').assign(next, { bodyId: office.place('koldi/water') })
  expect(await refused(office.as('dana').accept(next))).toMatchObject({ code: 'bad-input', problem: 'away' })
  await office.as('dana').endLeave(office.user('dana'))
  await office.as('dana').accept(next)
  expect(await passOnAll(office.world)).toBe(0)
  expect(await officers(office, [ticketId, next])).toEqual([office.user('erlan'), office.user('dana')])
})

test('a ticket reopened or taken apart while its officer is on leave goes to the deputy in the next minute', async () => {
  const office = await openOffice()
  const [answered, main, child] = [await ticketIn(office, 'answered'), await ticketIn(office, 'registered'), await ticketIn(office, 'in-work')]
  await office.as('aigul').merge(child, main)
  await office.as('dana').setLeave(office.user('dana'), '2026-11-18', '2026-11-27')
  await office.as('aigul').reopen(answered)
  await office.as('aigul').unmerge(child)
  expect(await passOnAll(office.world)).toBe(2)
  expect(await officers(office, [answered, child])).toEqual([office.user('erlan'), office.user('erlan')])
})

test('reopened after its officer left the body, a ticket waits to be assigned', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'closed')
  await office.as('olga').changeGrants(office.user('dana'), { add: [grantAt(office, 'officer', 'koldi/roads')], remove: [grantAt(office, 'officer', 'koldi/water')] })
  expect(await office.as('aigul').reopen(ticketId)).toMatchObject({ state: 'registered' })
})

test('who cannot stand in is refused in words: oneself, somebody blocked, away in that time, of another body, or nobody at all', async () => {
  const office = await openOffice()
  const trying = (deputyId: string) => refused(office.as('dana').setLeave(office.user('dana'), '2026-11-23', '2026-12-04', { deputyId }))
  expect(await trying(office.user('dana'))).toMatchObject({ field: 'deputyId', problem: 'same-person' })
  expect(await trying(office.user('hamit'))).toMatchObject({ field: 'deputyId', problem: 'other-body' })
  expect(await trying('no-such')).toMatchObject({ code: 'not-found' })
  await office.as('erlan').setLeave(office.user('erlan'), '2026-12-04', '2026-12-10', { deputyId: office.user('zarina') })
  expect(await trying(office.user('erlan'))).toMatchObject({ field: 'deputyId', problem: 'away' })
  await office.as('olga').block(office.user('zarina'))
  expect(await trying(office.user('zarina'))).toMatchObject({ field: 'deputyId', problem: 'blocked' })
  // One after the other they do stand in for each other.
  await office.as('dana').setLeave(office.user('dana'), '2026-11-23', '2026-12-03', { deputyId: office.user('erlan') })
  await office.as('erlan').setLeave(office.user('erlan'), '2026-12-04', '2026-12-10', { deputyId: office.user('dana') })
  expect(await refused(office.as('dana').setLeave(office.user('dana'), '2026-11-20', '2026-11-19'))).toMatchObject({ field: 'toOn', problem: 'before-start' })
  expect(await refused(office.as('dana').setLeave(office.user('dana'), '2026-11-01', '2026-11-17'))).toMatchObject({ field: 'toOn', problem: 'past' })
})

test('the leave of a person is set by themselves, their head or an administrator, and by nobody else', async () => {
  const office = await openOffice()
  const trying = (name: Name) => office.as(name).setLeave(office.user('dana'), '2026-12-01', '2026-12-02')
  for (const name of ['dana', 'gulnar', 'nursultan', 'olga'] as const) await trying(name)
  for (const name of ['erlan', 'aigul', 'kairat', 'marzhan', 'ilyas', 'fariza', 'pavel'] as const) expect(await refused(trying(name))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('gulnar').setLeave(office.user('aigul'), '2026-12-01', '2026-12-02'))).toMatchObject({ code: 'no-right' })
})

test('two who set the same leave: the second hears who was first', async () => {
  const office = await openOffice()
  const { version } = await office.as('dana').setLeave(office.user('dana'), '2026-12-01', '2026-12-02')
  office.wait(1)
  await office.as('gulnar').setLeave(office.user('dana'), '2026-12-01', '2026-12-04', { version })
  expect(await refused(office.as('dana').setLeave(office.user('dana'), '2026-12-01', '2026-12-03', { version })))
    .toMatchObject({ code: 'stale-version', by: office.user('gulnar'), at: office.clock.now })
})

test('while the head is on leave the named deputy does the head\'s work, and neither before nor after', async () => {
  const office = await openOffice()
  const [review, second] = [await ticketIn(office, 'review'), await ticketIn(office, 'in-work')]
  expect(await refused(office.as('zarina').approve(review))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('zarina').reassign(second, { officerId: office.user('erlan'), reason: 'жүктеме' }))).toMatchObject({ code: 'no-right' })
  await office.as('gulnar').setLeave(office.user('gulnar'), '2026-11-18', '2026-11-19')
  expect((await office.sees('zarina').ticket(review)).may).toContain('approve')
  await office.as('zarina').approve(review)
  await office.as('dana').requestExtension(second, '2026-12-02')
  await office.as('zarina').decideExtension(second, true)
  await office.as('zarina').reassign(second, { officerId: office.user('erlan'), reason: 'жүктеме' })
  expect(await officers(office, [second])).toEqual([office.user('erlan')])
  office.setClock('2026-11-20', '10:00')
  expect(await refused(office.as('zarina').reassign(second, { officerId: office.user('dana'), reason: 'жүктеме' }))).toMatchObject({ code: 'no-right' })
})

test('the deputy of a head does not approve what the deputy wrote: the level above does', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('zarina') })
  await office.as('zarina').accept(ticketId)
  await office.as('gulnar').setLeave(office.user('gulnar'), '2026-11-18', '2026-11-19')
  await office.as('zarina').submit(ticketId, { text: theReply, kind: 'final', result: 'solved' })
  expect(await refused(office.as('zarina').approve(ticketId))).toMatchObject({ code: 'self-approval' })
  await office.as('nursultan').approve(ticketId)
})

test('a deputy gets the headship of the shared body only, not of another one that the head has', async () => {
  const office = await openOffice()
  await office.as('olga').changeGrants(office.user('gulnar'), { add: [grantAt(office, 'head', 'koldi/roads')] })
  await office.as('gulnar').setLeave(office.user('gulnar'), '2026-11-18', '2026-11-19')
  const { grants } = await office.sees('zarina').viewer()
  expect(grants).toEqual([grantAt(office, 'officer', 'koldi/water'), grantAt(office, 'head', 'koldi/water')])
})

describe('roles given and taken', () => {
  const grantsOf = async (office: Office, name: Name): Promise<User['grants']> => (await office.world.store.read.get('user', office.user(name)))?.grants ?? []

  test('a role given works at once, a role taken is gone at once, and the trail says what is left', async () => {
    const office = await openOffice()
    const ticketId = await ticketIn(office, 'in-work')
    await office.as('olga').changeGrants(office.user('erlan'), { add: [grantAt(office, 'head', 'koldi/water')] })
    await office.as('erlan').reassign(ticketId, { officerId: office.user('zarina'), reason: 'жүктеме' })
    await office.as('olga').changeGrants(office.user('erlan'), { remove: [grantAt(office, 'head', 'koldi/water')] })
    expect(await refused(office.as('erlan').reassign(ticketId, { officerId: office.user('dana'), reason: 'жүктеме' }))).toMatchObject({ code: 'no-right' })
    const changed = (await office.trail()).filter(({ event }) => event.type === 'user-changed').map(({ by, event }) => [by, event])
    expect(changed.at(-1)).toEqual([office.user('olga'), { type: 'user-changed', userId: office.user('erlan'), grants: [grantAt(office, 'officer', 'koldi/water')] }])
    expect((await office.world.store.read.get('organisation', office.place('koldi/water')))?.members.head).toEqual([office.user('gulnar')])
  })

  test('the last administrator of a place cannot give the role away; with another one above, they can', async () => {
    const office = await openOffice()
    const own = grantAt(office, 'admin', 'oblast')
    const other = grantAt(office, 'press', 'oblast')
    expect(await refused(office.as('olga').changeGrants(office.user('olga'), { add: [other], remove: [own] }))).toMatchObject({ code: 'last-admin' })
    // An administrator of a district does not reach the region.
    await office.as('olga').changeGrants(office.user('aigul'), { add: [grantAt(office, 'admin', 'koldi')] })
    expect(await refused(office.as('olga').changeGrants(office.user('olga'), { add: [other], remove: [own] }))).toMatchObject({ code: 'last-admin' })
    expect(await refused(office.as('olga').block(office.user('olga')))).toMatchObject({ code: 'last-admin' })
    await office.as('aigul').changeGrants(office.user('aigul'), { remove: [grantAt(office, 'admin', 'koldi')] })
    await office.as('olga').changeGrants(office.user('pavel'), { add: [own] })
    // Both at once: one of them stays.
    const both = await Promise.allSettled((['olga', 'pavel'] as const).map(name => office.as(name).changeGrants(office.user(name), { add: [other], remove: [own] })))
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect([await grantsOf(office, 'olga'), (await grantsOf(office, 'pavel')).some(({ role }) => role === 'admin')]).toEqual([[other], true])
  })

  test('only who administers the place gives or takes a role there, and somebody without any role is blocked instead', async () => {
    const office = await openOffice()
    await office.as('olga').changeGrants(office.user('aigul'), { add: [grantAt(office, 'admin', 'koldi')] })
    const dana = office.user('dana')
    await office.as('aigul').changeGrants(dana, { add: [grantAt(office, 'officer', 'koldi/roads')] })
    expect(await refused(office.as('aigul').changeGrants(dana, { add: [grantAt(office, 'officer', 'taudy/water')] }))).toMatchObject({ code: 'no-right' })
    expect(await refused(office.as('gulnar').changeGrants(dana, { remove: [grantAt(office, 'officer', 'koldi/water')] }))).toMatchObject({ code: 'no-right' })
    const all = [grantAt(office, 'officer', 'koldi/roads'), grantAt(office, 'officer', 'koldi/water')]
    expect(await refused(office.as('aigul').changeGrants(dana, { remove: all }))).toMatchObject({ code: 'bad-input', problem: 'none-left' })
    expect(await refused(office.as('gulnar').changeGrants(dana, {}))).toMatchObject({ code: 'bad-input', problem: 'missing' })
    expect(await office.as('aigul').changeGrants(dana, { add: all })).toMatchObject({ reassigned: [] })
    expect(await grantsOf(office, 'dana')).toHaveLength(2)
  })
})
