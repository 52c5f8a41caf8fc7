// People come, are blocked and sign in: no ticket stays without an owner, no session outlives its password.
import { expect, test } from 'vitest'
import { acceptInvitation } from '../../server/actions/accept-invitation.ts'
import { byMachine } from '../../server/actions/act.ts'
import { resetPassword } from '../../server/actions/reset-password.ts'
import { signIn } from '../../server/actions/sign-in.ts'
import { signOut } from '../../server/actions/sign-out.ts'
import { tokenId } from '../../server/actions/open-session.ts'
import { whoIs } from '../../server/actions/who-is.ts'
import { openOffice, refused } from './office.ts'
import { ticketIn } from './journey.ts'
import { password } from './tree.ts'

test('a blocked officer\'s open tickets pass to the deputy; what is over stays', async () => {
  const office = await openOffice()
  const open = [await ticketIn(office, 'assigned'), await ticketIn(office, 'in-work'), await ticketIn(office, 'review'), await ticketIn(office, 'approved')]
  const over = [await ticketIn(office, 'answered'), await ticketIn(office, 'closed')]
  const { reassigned } = await office.as('olga').block(office.user('dana'))
  expect(reassigned).toEqual(await Promise.all(open.map(async id => (await office.ticket(id)).number)))
  for (const id of open) expect((await office.ticket(id)).officerId).toBe(office.user('erlan'))
  for (const id of over) expect((await office.ticket(id)).officerId).toBe(office.user('dana'))
  expect((await office.notices('erlan')).map(({ kind }) => kind)).toEqual(['assigned', 'assigned', 'assigned', 'assigned'])
  expect((await office.ticket(open[2] ?? '')).state).toBe('review')
})

test('without a deputy at work the head has them, and nobody at all sends them back to the press service', async () => {
  const office = await openOffice()
  const [first, second] = [await ticketIn(office, 'in-work'), await ticketIn(office, 'in-work')]
  await office.setUser('erlan', { leave: { fromOn: '2026-11-01', toOn: '2026-11-30' } })
  await office.as('olga').block(office.user('dana'))
  expect([(await office.ticket(first)).officerId, (await office.ticket(second)).officerId]).toEqual([office.user('gulnar'), office.user('gulnar')])
  await office.setUser('zarina', { blockedAt: office.clock.now })
  await office.as('olga').block(office.user('gulnar'))
  expect(await office.ticket(first)).toMatchObject({ state: 'registered', officerId: null, bodyId: null, accept: null, replyId: null })
  expect((await office.notices('aigul')).filter(({ kind }) => kind === 'returned')).toHaveLength(2)
})

test('a blocked person does nothing any more, and hears why', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  const { token } = await signIn(office.world, { login: 'dana', password }, '203.0.113.7')
  await office.as('olga').block(office.user('dana'))
  expect(await refused(office.as('dana').accept(ticketId))).toMatchObject({ code: 'user-blocked' })
  expect(await refused(whoIs(office.world, token))).toMatchObject({ code: 'user-blocked' })
  expect(await refused(signIn(office.world, { login: 'dana', password }, '203.0.113.7'))).toEqual({ code: 'wrong-password' })
})

test('who is unblocked comes in by the new link alone: no old password, link or session opens, and what passed on stays with the others', async () => {
  const office = await openOffice()
  const [dana, olga] = [office.user('dana'), office.as('olga')]
  const ticketId = await ticketIn(office, 'in-work')
  const { token } = await signIn(office.world, { login: 'dana', password }, '203.0.113.7')
  const before = await olga.invite(dana)
  const grants = (await office.world.store.read.get('user', dana))?.grants
  await olga.block(dana)
  const { path } = await olga.unblock(dana)
  expect(await refused(whoIs(office.world, token))).toMatchObject({ code: 'session-expired' })
  expect(await refused(signIn(office.world, { login: 'dana', password }, '203.0.113.7'))).toEqual({ code: 'wrong-password' })
  const by = (link: string) => acceptInvitation(office.world, { token: link.replace('/invitation#', ''), password: 'төрт көк есік ашық' })
  expect(await refused(by(before.path))).toMatchObject({ code: 'invitation-over' })
  const session = await by(path)
  expect((await whoIs(office.world, session?.token)).user).toMatchObject({ id: dana, grants, blockedAt: null })
  expect((await office.ticket(ticketId)).officerId).toBe(office.user('erlan'))
  await office.as('dana').accept(await ticketIn(office, 'assigned'))
  const { items: notes } = await office.world.store.read.list('note', { where: { ticketId: null }, order: { by: 'at', direction: 'asc' }, limit: 20 })
  expect(notes.map(({ text }) => text)).toEqual(['Жұмыстан кетті', 'Жұмысқа қайта алынды'])
  expect((await office.trail()).map(({ event }) => event)).toContainEqual({ type: 'user-unblocked', userId: dana })
})

test('only who is blocked is unblocked, and only by an administrator of every place where they hold something', async () => {
  const office = await openOffice()
  const dana = office.user('dana')
  expect(await refused(office.as('olga').unblock(dana))).toMatchObject({ code: 'bad-input', field: 'userId', problem: 'not-blocked' })
  expect((await signIn(office.world, { login: 'dana', password }, '203.0.113.7')).user.id).toBe(dana)
  await office.as('olga').block(dana)
  for (const name of ['raushan', 'serik', 'murat', 'nursultan', 'pavel', 'aigul', 'gulnar'] as const) {
    expect(await refused(office.as(name).unblock(dana))).toMatchObject({ code: 'no-right' })
  }
})

test('the last administrator is not blocked, whoever asks', async () => {
  const office = await openOffice()
  expect(await refused(office.as('olga').block(office.user('olga')))).toMatchObject({ code: 'last-admin' })
  await office.as('olga').createUser({ login: 'oleg', name: 'Олег', language: 'ru', grants: [{ role: 'admin', organisationId: office.place('oblast') }] })
  await office.as('olga').block(office.user('olga'))
  expect(await refused(office.as('olga').block(office.user('dana')))).toMatchObject({ code: 'user-blocked' })
})

test('only an administrator blocks or adds people, and only in the own subtree', async () => {
  const office = await openOffice()
  for (const name of ['raushan', 'serik', 'murat', 'nursultan', 'pavel', 'aigul', 'gulnar', 'dana'] as const) {
    expect(await refused(office.as(name).block(office.user('erlan')))).toMatchObject({ code: 'no-right' })
  }
  const { id } = await office.as('olga').createUser({ login: 'koldi-admin', name: 'Әкімші', language: 'kk', grants: [{ role: 'admin', organisationId: office.place('koldi') }] })
  expect(id).not.toBe('')
  const grants = [{ role: 'officer' as const, organisationId: office.place('taudy/water') }]
  expect(await refused(office.as('gulnar').createUser({ login: 'someone', name: 'Біреу', language: 'kk', grants }))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('olga').createUser({ login: 'dana', name: 'Екінші', language: 'kk', grants }))).toMatchObject({ code: 'duplicate' })
})

test('a made-up password is shown once: the same command again makes nobody and shows nothing', async () => {
  const office = await openOffice()
  const input = { login: 'jana', name: 'Жаңа', language: 'kk' as const, grants: [{ role: 'officer' as const, organisationId: office.place('koldi/water') }] }
  const first = await office.as('olga', 'k-1').createUser(input)
  const again = await office.as('olga', 'k-1').createUser(input)
  expect(again).toEqual({ ...first, password: null })
  expect((await signIn(office.world, { login: 'jana', password: first.password ?? '' }, '203.0.113.7')).user.id).toBe(first.id)
})

test('a wrong password and an unknown login are refused in the same words', async () => {
  const office = await openOffice()
  const wrong = await refused(signIn(office.world, { login: 'dana', password: 'мүлдем-басқа' }, '203.0.113.7'))
  expect(await refused(signIn(office.world, { login: 'nobody', password }, '203.0.113.7'))).toEqual(wrong)
  expect(wrong).toEqual({ code: 'wrong-password' })
  expect((await signIn(office.world, { login: ' Dana ', password }, '203.0.113.7')).user.id).toBe(office.user('dana'))
})

test('a new password ends every session, and the old one opens nothing', async () => {
  const office = await openOffice()
  const { token } = await signIn(office.world, { login: 'dana', password }, '203.0.113.7')
  expect((await whoIs(office.world, token)).user.id).toBe(office.user('dana'))
  office.wait(1)
  const fresh = await resetPassword(office.world, byMachine, 'dana')
  expect(await refused(whoIs(office.world, token))).toMatchObject({ code: 'session-expired' })
  expect(await refused(signIn(office.world, { login: 'dana', password }, '203.0.113.7'))).toMatchObject({ code: 'wrong-password' })
  const again = await signIn(office.world, fresh, '203.0.113.7')
  expect((await whoIs(office.world, again.token)).user.id).toBe(office.user('dana'))
})

test('a session ends when it is signed out, idle for eight hours, or twelve hours old', async () => {
  const office = await openOffice()
  const open = async () => (await signIn(office.world, { login: 'dana', password }, '203.0.113.7')).token
  const [out, idle, old] = [await open(), await open(), await open()]
  await signOut(office.world, { by: office.user('dana') }, tokenId(out))
  expect(await refused(whoIs(office.world, out))).toMatchObject({ code: 'session-expired' })
  office.wait(479)
  await whoIs(office.world, old)
  office.wait(1)
  expect(await refused(whoIs(office.world, idle))).toMatchObject({ code: 'session-expired' })
  office.wait(239)
  expect((await whoIs(office.world, old)).user.id).toBe(office.user('dana'))
  office.wait(1)
  expect(await refused(whoIs(office.world, old))).toMatchObject({ code: 'session-expired' })
  expect(await refused(whoIs(office.world, 'made-up'))).toMatchObject({ code: 'session-expired' })
  expect(await refused(whoIs(office.world, undefined))).toMatchObject({ code: 'not-signed-in' })
})

test('a notice is marked as read by the person it was for, and by nobody else', async () => {
  const office = await openOffice()
  await ticketIn(office, 'assigned')
  const [notice] = await office.notices('dana')
  await office.as('erlan').readNotices([notice?.id ?? '', 'no-such'])
  expect((await office.notices('dana')).map(({ read }) => read)).toEqual([false])
  await office.as('dana').readNotices([notice?.id ?? ''])
  expect((await office.notices('dana')).map(({ read }) => read)).toEqual([true])
})
