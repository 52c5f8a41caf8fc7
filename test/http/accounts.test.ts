// How a person proves who they are: a password of their own, an invitation; and how guessing is slowed down.
import { expect, test } from 'vitest'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { desk, timur, useAccountsDesk } from './accounts-desk.ts'
import { problemIn, type Answer } from './exchange.ts'
import { newcomer, ownPassword, triedToSignIn } from './newcomer.ts'
import { personWith, signInAs } from './person.ts'

useAccountsDesk()

test('a first password that the administrator knows is changed before anything else is done', async () => {
  const { login, password } = await newcomer(desk, timur, 'zhana.1')
  const person = await signInAs(desk.url, login, password ?? '')
  expect((await person.ask('me')).owes).toBe('new-password')
  expect(await person.codeOf('tickets')).toBe('password-change-needed')
  expect(await person.codeOf('change-password', { password: 'not-the-first', newPassword: ownPassword })).toBe('wrong-password')
  desk.later(1)
  const changed = await person.send('change-password', { password, newPassword: ownPassword })
  expect(changed.body).toMatchObject({ owes: null })
  const after = personWith(desk.url, changed.headers['set-cookie']?.[0]?.split(';')[0] ?? '')
  expect(after.cookie).not.toBe(person.cookie)
  expect(await after.codeOf('tickets')).toBe('done')
  expect(await person.codeOf('me')).toBe('session-expired')
  expect([await triedToSignIn(desk, login, password ?? ''), await triedToSignIn(desk, login, ownPassword)]).toEqual(['wrong-password', 'done'])
})

test('the password made up for a new person can be read out over the telephone, and is never the same', async () => {
  const made = [await newcomer(desk, timur, 'zhana.5'), await newcomer(desk, timur, 'zhana.6')].map(({ password }) => password ?? '')
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

test('an invited person sets a password by the link, once and within three days', async () => {
  const { id, login } = await newcomer(desk, timur, 'zhana.3')
  expect(await (await desk.as('ruslan')).codeOf('invite', { userId: await desk.user('aigerim') })).toBe('no-right')
  const late = (await timur.ask('invite', { userId: id })).path.replace('/invitation#', '')
  desk.later(72 * 60 - 1)
  expect(await desk.guest.codeOf('look-at-invitation', { token: late })).toBe('done')
  desk.later(1)
  expect(await desk.guest.codeOf('look-at-invitation', { token: late })).toBe('invitation-over')
  expect(await desk.guest.codeOf('accept-invitation', { token: late, password: ownPassword })).toBe('invitation-over')
  const { path } = await (await desk.as('timur')).ask('invite', { userId: id })
  const token = path.replace('/invitation#', '')
  expect(await desk.guest.ask('look-at-invitation', { token })).toEqual({ login, name: 'Жаңа Адам' })
  expect(await desk.guest.codeOf('accept-invitation', { token, password: 'password12345' })).toBe('weak-password')
  const accepted = await desk.guest.send('accept-invitation', { token, password: ownPassword })
  expect(await personWith(desk.url, accepted.headers['set-cookie']?.[0]?.split(';')[0] ?? '').codeOf('tickets')).toBe('done')
  expect(await desk.guest.codeOf('accept-invitation', { token, password: ownPassword })).toBe('invitation-over')
  expect(await triedToSignIn(desk, login, ownPassword)).toBe('done')
})

test('of several links to one person only the last lives, and none once the person has a password of their own', async () => {
  const { id, login, password } = await newcomer(desk, timur, 'zhana.8')
  const linkOf = async () => (await timur.ask('invite', { userId: id })).path.replace('/invitation#', '')
  const [lost, sent] = [await linkOf(), await linkOf()]
  expect(await desk.guest.codeOf('look-at-invitation', { token: lost })).toBe('invitation-over')
  expect(await desk.guest.codeOf('accept-invitation', { token: lost, password: ownPassword })).toBe('invitation-over')
  expect(await desk.guest.codeOf('look-at-invitation', { token: sent })).toBe('done')
  const person = await signInAs(desk.url, login, password ?? '')
  expect(await person.codeOf('change-password', { password, newPassword: ownPassword })).toBe('done')
  expect(await desk.guest.codeOf('accept-invitation', { token: sent, password: ownPassword })).toBe('invitation-over')
})

test('no session that was opened with the old password lives on after the change, however close to it they signed in', async () => {
  const { login, password = '' } = await newcomer(desk, timur, 'zhana.9')
  const person = await signInAs(desk.url, login, password ?? '')
  // Each moment has its ownPassword instant.
  const ticking = setInterval(() => desk.later(1), 1)
  const change = person.send('change-password', { password, newPassword: ownPassword })
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
})

test('ten wrong guesses at an account from one address, and it waits a quarter of an hour, the right password too', async () => {
  const told = []
  for (let guess = 0; guess < 12; guess++) told.push(await triedToSignIn(desk, 'natalya', `guess-${guess}`))
  expect(told).toEqual([...Array.from({ length: 10 }, () => 'wrong-password'), 'too-many-requests', 'too-many-requests'])
  expect(problemIn(await desk.guest.send('sign-in', { login: 'natalya', password: demoPassword }))).toMatchObject({ code: 'too-many-requests', details: { seconds: 900 } })
  expect(await triedToSignIn(desk, 'aigul', demoPassword)).toBe('done')
  desk.later(15)
  expect(await triedToSignIn(desk, 'natalya', demoPassword)).toBe('done')
})

test('the log says who tries the locks and from where, and nothing of what was typed', async () => {
  const aigul = await desk.as('aigul')
  const before = desk.warned.length
  const typed = 'құпия-сөз-логин-орнында'
  await desk.guest.send('sign-in', { login: typed, password: 'not-the-password' })
  await desk.guest.send('accept-invitation', { token: 'x'.repeat(43), password: ownPassword })
  await aigul.send('block-user', { userId: await desk.user('denis'), reason: 'х' })
  await aigul.send('sign-out', {}, { origin: 'https://evil.example' })
  await aigul.send('tickets', { view: 'none' })
  const told = desk.warned.slice(before)
  expect(told).toMatchObject([
    { code: 'wrong-password', method: 'POST', path: '/api/v1/session', address: '127.0.0.1', by: null }, { code: 'invitation-over', by: null },
    { code: 'no-right', by: await desk.user('aigul') }, { code: 'foreign-origin', method: 'DELETE' },
  ])
  expect(told).toHaveLength(4)
  for (const secret of [typed, 'not-the-password', ownPassword]) expect(JSON.stringify(told)).not.toContain(secret)
})
