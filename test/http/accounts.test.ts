// How a person proves who they are: a password of their own, a second factor, an invitation; and how guessing is slowed down.
import { generateSync } from 'otplib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { toMs } from '#domain/time.ts'
import { byMachine } from '../../server/actions/act.ts'
import { setSecurity } from '../../server/actions/set-security.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { listen } from '../live/listener.ts'
import { openDesk, registerPost, type TestDesk } from './desk.ts'
import { problemIn, type Answer } from './exchange.ts'
import { personWith, signInAs, type Person } from './person.ts'

let desk: TestDesk
let timur: Person
beforeAll(async () => { desk = await openDesk() })
// Codes live for a minute and a half, guesses for a quarter of an hour: each test begins later.
beforeEach(async () => {
  desk.later(20)
  timur = await desk.as('timur')
})
afterAll(async () => await desk.close())

const own = 'төрт көк есік ашық'
const codeNow = (secret: string) => generateSync({ secret, epoch: Math.floor(toMs(desk.world.now()) / 1000) })
const signedIn = async (login: string, password: string, code?: string) => {
  const answer = await desk.guest.send('sign-in', { login, password, code })
  return answer.status === 200 ? 'done' : problemIn(answer).code
}
const newcomer = async (login: string, role: 'officer' | 'head' = 'officer') => {
  const bodyId = await desk.body('burabay', 'energy_utilities')
  return timur.ask('create-user', { login, name: 'Жаңа Адам', grants: [{ role, organisationId: bodyId }] })
}
/** Signs in, turns the second factor on, and keeps its secret and sheet. */
const withFactor = async (login: string, password: string) => {
  const person = await signInAs(desk.url, login, password)
  const { secret } = await person.ask('begin-second-factor')
  const { recoveryCodes } = await person.ask('confirm-second-factor', { code: codeNow(secret) })
  desk.later(1)
  return { person, secret, recoveryCodes }
}

test('a first password that the administrator knows is changed before anything else is done', async () => {
  const { login, password } = await newcomer('zhana.1')
  const person = await signInAs(desk.url, login, password ?? '')
  expect((await person.ask('me')).owes).toBe('new-password')
  expect(await person.codeOf('tickets')).toBe('password-change-needed')
  expect(await person.codeOf('change-password', { password: 'not-the-first', newPassword: own })).toBe('wrong-password')
  desk.later(1)
  const changed = await person.send('change-password', { password, newPassword: own })
  expect(changed.body).toMatchObject({ owes: null })
  const after = personWith(desk.url, changed.headers['set-cookie']?.[0]?.split(';')[0] ?? '')
  expect(after.cookie).not.toBe(person.cookie)
  expect(await after.codeOf('tickets')).toBe('done')
  expect(await person.codeOf('me')).toBe('session-expired')
  expect([await signedIn(login, password ?? ''), await signedIn(login, own)]).toEqual(['wrong-password', 'done'])
})

test('the password made up for a new person can be read out over the telephone, and is never the same', async () => {
  const made = [await newcomer('zhana.5'), await newcomer('zhana.6')].map(({ password }) => password ?? '')
  // Nothing that is taken for something else: l, o, 0, 1, i.
  for (const password of made) expect(password).toMatch(/^[a-hjkmnp-z2-9]{20}$/)
  expect(new Set(made).size).toBe(2)
})

test.each([
  ['қысқа', 'bad-input'], ['', 'bad-input'], ['ұзын'.repeat(51), 'bad-input'], ['password123', 'weak-password'],
])('an administrator who gives a new person the password «%s» is refused: %s', async (password, code) => {
  const grants = [{ role: 'officer', organisationId: await desk.body('burabay', 'energy_utilities') }]
  expect(await timur.codeOf('create-user', { login: 'zhana.7', name: 'Жаңа Адам', grants, password })).toBe(code)
  expect(await desk.store.read.find('user', 'login', ['zhana.7'])).toBeUndefined()
})

test.each(['aigul-aigul-1', 'password123', 'qwertyuiop', '1234567890', 'акимат2026', 'Qulaq-2026'])('«%s» is no password', async (newPassword) => {
  const aigul = await desk.as('aigul')
  expect(await aigul.codeOf('change-password', { password: demoPassword, newPassword })).toBe('weak-password')
})

test('a person with a second factor signs in with a code, and no code is taken twice', async () => {
  const { secret } = await withFactor('saule', demoPassword)
  expect(await signedIn('saule', demoPassword)).toBe('code-needed')
  expect(await signedIn('saule', demoPassword, '000000')).toBe('wrong-code')
  const code = codeNow(secret)
  expect(await signedIn('saule', demoPassword, code)).toBe('done')
  expect(await signedIn('saule', demoPassword, code)).toBe('wrong-code')
  desk.later(1)
  expect(await signedIn('saule', demoPassword, codeNow(secret))).toBe('done')
})

test('a code of the sheet works once; whoever knows no password is not told that there is a code', async () => {
  const { recoveryCodes: [first = ''] } = await withFactor('kairat', demoPassword)
  expect(await signedIn('kairat', 'not-the-password')).toBe('wrong-password')
  expect(await signedIn('kairat', demoPassword, first.toUpperCase())).toBe('done')
  expect(await signedIn('kairat', demoPassword, first)).toBe('wrong-code')
})

test('of several who use one code at the same moment one comes in', async () => {
  const { secret, recoveryCodes: [paper = ''] } = await withFactor('gulnar', demoPassword)
  for (const code of [codeNow(secret), paper]) {
    const answers = await Promise.all(Array.from({ length: 5 }, () => signedIn('gulnar', demoPassword, code)))
    expect(answers.sort()).toEqual(['done', ...Array.from({ length: 4 }, () => 'wrong-code')])
  }
})

test('a new password, an accepted link and a second factor taken away are heard at once: who sat there before hears nothing that comes after', async () => {
  const [aigul, burabay, bodyId] = [await desk.as('aigul'), await desk.akimat('burabay'), await desk.body('burabay', 'energy_utilities')]
  const { id, login, password } = await newcomer('zhana.4')
  const person = await signInAs(desk.url, login, password ?? '')
  const changed = await person.send('change-password', { password, newPassword: own })
  let cookie = changed.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const other = 'жел тұрса терек шайқалар'
  const deeds: [deed: () => Promise<unknown>, password: string][] = [
    [() => personWith(desk.url, cookie).send('change-password', { password: own, newPassword: other }), other],
    [async () => desk.guest.ask('accept-invitation', { token: (await timur.ask('invite', { userId: id })).path.replace('/invitation#', ''), password: own }), own],
    [() => timur.ask('reset-second-factor', { userId: id }), own],
  ]
  for (const [deed, after] of deeds) {
    const line = await listen(desk.url, { cookie })
    const heard = await registerPost(aigul, burabay, { bodyId })
    await line.hears(one => one.ticketId === heard.ticketId)
    await deed()
    const unheard = await registerPost(aigul, burabay, { bodyId })
    expect(await line.ended).toBe('session-expired')
    await line.closed
    expect(line.happened.filter(one => one.ticketId === unheard.ticketId)).toEqual([])
    cookie = (await signInAs(desk.url, login, after)).cookie
  }
})

test('a second factor is turned off with the password and a code, or by the administrator of the person', async () => {
  const { person, recoveryCodes: [first = ''] } = await withFactor('denis', demoPassword)
  expect(await person.codeOf('begin-second-factor')).toBe('duplicate')
  expect(await person.codeOf('drop-second-factor', { password: demoPassword, code: '000000' })).toBe('wrong-code')
  expect(await person.codeOf('drop-second-factor', { password: demoPassword, code: first })).toBe('done')
  expect(await signedIn('denis', demoPassword)).toBe('done')
  desk.later(1)
  const again = await withFactor('denis', demoPassword)
  expect(await (await desk.as('ruslan')).codeOf('reset-second-factor', { userId: await desk.user('aigerim') })).toBe('no-right')
  expect(await timur.codeOf('reset-second-factor', { userId: await desk.user('denis') })).toBe('done')
  expect(await again.person.codeOf('me')).toBe('session-expired')
  expect(await signedIn('denis', demoPassword)).toBe('done')
})

test('where it is demanded, an administrator or a head sets a second factor before anything else; others do not', async () => {
  expect(await (await desk.as('ruslan')).codeOf('set-security', { secondFactor: true })).toBe('no-right')
  const { login, password } = await newcomer('zhana.2', 'head')
  await timur.ask('set-security', { secondFactor: true })
  expect([(await timur.ask('me')).owes, await timur.codeOf('security')]).toEqual(['second-factor', 'second-factor-needed'])
  const first = await signInAs(desk.url, login, password ?? '')
  const changed = await first.send('change-password', { password, newPassword: own })
  expect(changed.body).toMatchObject({ owes: 'second-factor' })
  const head = personWith(desk.url, changed.headers['set-cookie']?.[0]?.split(';')[0] ?? '')
  expect(await head.codeOf('tickets')).toBe('second-factor-needed')
  await expect(listen(desk.url, { cookie: head.cookie })).rejects.toThrow()
  const { secret } = await head.ask('begin-second-factor')
  await head.ask('confirm-second-factor', { code: codeNow(secret) })
  expect(await head.codeOf('tickets')).toBe('done')
  expect(await head.codeOf('drop-second-factor', { password: own, code: '000000' })).toBe('second-factor-needed')
  expect((await (await desk.as('aigul')).ask('me')).owes).toBe(null)
  await setSecurity(desk.world, byMachine, { secondFactor: false })
  expect(await timur.ask('security')).toEqual({ secondFactor: false })
})

test('a demand that comes while people work leads heads and administrators to the second factor at once, and nobody else', async () => {
  const [head, officer] = [await desk.as('bolat'), await desk.as('zhanna')]
  const [hears, stays] = [await listen(desk.url, { cookie: head.cookie }), await listen(desk.url, { cookie: officer.cookie })]
  expect(await head.codeOf('tickets')).toBe('done')
  await setSecurity(desk.world, byMachine, { secondFactor: true })
  expect(await hears.ended).toBe('owes')
  await hears.closed
  expect([await head.codeOf('tickets'), await head.codeOf('security'), await officer.codeOf('tickets')]).toEqual(['second-factor-needed', 'second-factor-needed', 'done'])
  expect((await head.ask('me')).owes).toBe('second-factor')
  await expect(listen(desk.url, { cookie: head.cookie })).rejects.toThrow()
  const { secret } = await head.ask('begin-second-factor')
  const { recoveryCodes: [paper = ''] } = await head.ask('confirm-second-factor', { code: codeNow(secret) })
  expect([(await head.ask('me')).owes, await head.codeOf('tickets')]).toEqual([null, 'done'])
  const again = await listen(desk.url, { cookie: head.cookie })
  expect([again.isOpen(), stays.isOpen()]).toEqual([true, true])
  again.close()
  stays.close()
  await setSecurity(desk.world, byMachine, { secondFactor: false })
  expect(await head.codeOf('drop-second-factor', { password: demoPassword, code: paper })).toBe('done')
})

test('a demand that is taken back frees those who did not meet it', async () => {
  const { login, password } = await newcomer('zhana.0', 'head')
  await setSecurity(desk.world, byMachine, { secondFactor: true })
  const first = await signInAs(desk.url, login, password ?? '')
  expect((await first.ask('me')).owes).toBe('new-password')
  const changed = await first.send('change-password', { password, newPassword: own })
  const head = personWith(desk.url, changed.headers['set-cookie']?.[0]?.split(';')[0] ?? '')
  expect(await head.codeOf('tickets')).toBe('second-factor-needed')
  await setSecurity(desk.world, byMachine, { secondFactor: false })
  expect(await head.codeOf('tickets')).toBe('done')
})

test('an invited person sets a password by the link, once and within three days', async () => {
  const { id, login } = await newcomer('zhana.3')
  expect(await (await desk.as('ruslan')).codeOf('invite', { userId: await desk.user('aigerim') })).toBe('no-right')
  const late = (await timur.ask('invite', { userId: id })).path.replace('/invitation#', '')
  desk.later(72 * 60 - 1)
  expect(await desk.guest.codeOf('look-at-invitation', { token: late })).toBe('done')
  desk.later(1)
  expect(await desk.guest.codeOf('look-at-invitation', { token: late })).toBe('invitation-over')
  expect(await desk.guest.codeOf('accept-invitation', { token: late, password: own })).toBe('invitation-over')
  timur = await desk.as('timur')
  const { path } = await timur.ask('invite', { userId: id })
  const token = path.replace('/invitation#', '')
  expect(await desk.guest.ask('look-at-invitation', { token })).toEqual({ login, name: 'Жаңа Адам' })
  expect(await desk.guest.codeOf('accept-invitation', { token, password: 'password12345' })).toBe('weak-password')
  const accepted = await desk.guest.send('accept-invitation', { token, password: own })
  expect(await personWith(desk.url, accepted.headers['set-cookie']?.[0]?.split(';')[0] ?? '').codeOf('tickets')).toBe('done')
  expect(await desk.guest.codeOf('accept-invitation', { token, password: own })).toBe('invitation-over')
  expect(await signedIn(login, own)).toBe('done')
})

test('of several links to one person only the last lives, and none once the person has a password of their own', async () => {
  const { id, login, password } = await newcomer('zhana.8')
  const linkOf = async () => (await timur.ask('invite', { userId: id })).path.replace('/invitation#', '')
  const [lost, sent] = [await linkOf(), await linkOf()]
  expect(await desk.guest.codeOf('look-at-invitation', { token: lost })).toBe('invitation-over')
  expect(await desk.guest.codeOf('accept-invitation', { token: lost, password: own })).toBe('invitation-over')
  expect(await desk.guest.codeOf('look-at-invitation', { token: sent })).toBe('done')
  const person = await signInAs(desk.url, login, password ?? '')
  expect(await person.codeOf('change-password', { password, newPassword: own })).toBe('done')
  expect(await desk.guest.codeOf('accept-invitation', { token: sent, password: own })).toBe('invitation-over')
})

test('no session that was opened with the old password lives on after the change, however close to it they signed in', async () => {
  const { login, password = '' } = await newcomer('zhana.9')
  const person = await signInAs(desk.url, login, password ?? '')
  // Each moment has its own instant.
  const ticking = setInterval(() => desk.later(1), 1)
  const change = person.send('change-password', { password, newPassword: own })
  const signIns: Promise<Answer>[] = []
  for (let n = 0; n < 30; n++) {
    signIns.push(desk.guest.send('sign-in', { login, password }))
    await new Promise(resolve => setTimeout(resolve, 3))
  }
  const answers = await Promise.all(signIns)
  clearInterval(ticking)
  expect((await change).status).toBe(200)
  const opened = answers.flatMap(({ headers }) => headers['set-cookie'] ?? []).map(line => line.split(';')[0] ?? '')
  for (const cookie of opened) expect(await personWith(desk.url, cookie).codeOf('me')).toBe('session-expired')
  timur = await desk.as('timur')
})

test('ten wrong guesses at an account from one address, and it waits a quarter of an hour, the right password too', async () => {
  const told = []
  for (let guess = 0; guess < 12; guess++) told.push(await signedIn('natalya', `guess-${guess}`))
  expect(told).toEqual([...Array.from({ length: 10 }, () => 'wrong-password'), 'too-many-requests', 'too-many-requests'])
  expect(problemIn(await desk.guest.send('sign-in', { login: 'natalya', password: demoPassword }))).toMatchObject({ code: 'too-many-requests', details: { seconds: 900 } })
  expect(await signedIn('aigul', demoPassword)).toBe('done')
  desk.later(15)
  expect(await signedIn('natalya', demoPassword)).toBe('done')
})

test('the log says who tries the locks and from where, and nothing of what was typed', async () => {
  const aigul = await desk.as('aigul')
  const before = desk.warned.length
  const typed = 'құпия-сөз-логин-орнында'
  await desk.guest.send('sign-in', { login: typed, password: 'not-the-password' })
  await desk.guest.send('accept-invitation', { token: 'x'.repeat(43), password: own })
  await aigul.send('block-user', { userId: await desk.user('denis'), reason: 'х' })
  await aigul.send('sign-out', {}, { origin: 'https://evil.example' })
  await aigul.send('tickets', { view: 'none' })
  const told = desk.warned.slice(before)
  expect(told).toMatchObject([
    { code: 'wrong-password', method: 'POST', path: '/api/v1/session', address: '127.0.0.1', by: null }, { code: 'invitation-over', by: null },
    { code: 'no-right', by: await desk.user('aigul') }, { code: 'foreign-origin', method: 'DELETE' },
  ])
  expect(told).toHaveLength(4)
  for (const secret of [typed, 'not-the-password', own]) expect(JSON.stringify(told)).not.toContain(secret)
})
