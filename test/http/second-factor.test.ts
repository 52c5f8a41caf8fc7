// The second factor: codes of an app and of a sheet of paper, who must have one, and how it is begun, renewed and taken away.
import { expect, test } from 'vitest'
import { byMachine } from '../../server/actions/act.ts'
import { setSecurity } from '../../server/actions/set-security.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { listen } from '../live/listener.ts'
import { desk, timur, useAccountsDesk } from './accounts-desk.ts'
import { registerPost } from './desk.ts'
import { codeNow, newcomer, ownPassword, triedToSignIn, withFactor } from './newcomer.ts'
import { personWith, signInAs } from './person.ts'

useAccountsDesk()

test('a person with a second factor signs in with a code, and no code is taken twice', async () => {
  const { secret } = await withFactor(desk, 'saule', demoPassword)
  expect(await triedToSignIn(desk, 'saule', demoPassword)).toBe('code-needed')
  expect(await triedToSignIn(desk, 'saule', demoPassword, '000000')).toBe('wrong-code')
  const code = codeNow(desk, secret)
  expect(await triedToSignIn(desk, 'saule', demoPassword, code)).toBe('done')
  expect(await triedToSignIn(desk, 'saule', demoPassword, code)).toBe('wrong-code')
  desk.later(1)
  expect(await triedToSignIn(desk, 'saule', demoPassword, codeNow(desk, secret))).toBe('done')
})

test('a code of the sheet works once; whoever knows no password is not told that there is a code', async () => {
  const { recoveryCodes: [first = ''] } = await withFactor(desk, 'kairat', demoPassword)
  expect(await triedToSignIn(desk, 'kairat', 'not-the-password')).toBe('wrong-password')
  expect(await triedToSignIn(desk, 'kairat', demoPassword, first.toUpperCase())).toBe('done')
  expect(await triedToSignIn(desk, 'kairat', demoPassword, first)).toBe('wrong-code')
})

test('of several who use one code at the same moment one comes in', async () => {
  const { secret, recoveryCodes: [paper = ''] } = await withFactor(desk, 'gulnar', demoPassword)
  for (const code of [codeNow(desk, secret), paper]) {
    const answers = await Promise.all(Array.from({ length: 5 }, () => triedToSignIn(desk, 'gulnar', demoPassword, code)))
    expect(answers.sort()).toEqual(['done', ...Array.from({ length: 4 }, () => 'wrong-code')])
  }
})

test('a new password, an accepted link and a second factor taken away are heard at once: who sat there before hears nothing that comes after', async () => {
  const [aigul, burabay, bodyId] = [await desk.as('aigul'), await desk.akimat('burabay'), await desk.body('burabay', 'energy_utilities')]
  const { id, login, password } = await newcomer(desk, timur, 'zhana.4')
  const person = await signInAs(desk.url, login, password ?? '')
  const changed = await person.send('change-password', { password, newPassword: ownPassword })
  let cookie = changed.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const other = 'жел тұрса терек шайқалар'
  const deeds: [deed: () => Promise<unknown>, password: string][] = [
    [() => personWith(desk.url, cookie).send('change-password', { password: ownPassword, newPassword: other }), other],
    [async () => desk.guest.ask('accept-invitation', { token: (await timur.ask('invite', { userId: id })).path.replace('/invitation#', ''), password: ownPassword }), ownPassword],
    [() => timur.ask('reset-second-factor', { userId: id }), ownPassword],
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
  const { person, recoveryCodes: [first = ''] } = await withFactor(desk, 'denis', demoPassword)
  expect(await person.codeOf('begin-second-factor', { password: demoPassword })).toBe('duplicate')
  expect(await person.codeOf('drop-second-factor', { password: demoPassword, code: '000000' })).toBe('wrong-code')
  expect(await person.codeOf('drop-second-factor', { password: demoPassword, code: first })).toBe('done')
  expect(await triedToSignIn(desk, 'denis', demoPassword)).toBe('done')
  desk.later(1)
  const again = await withFactor(desk, 'denis', demoPassword)
  expect(await (await desk.as('ruslan')).codeOf('reset-second-factor', { userId: await desk.user('aigerim') })).toBe('no-right')
  expect(await timur.codeOf('reset-second-factor', { userId: await desk.user('denis') })).toBe('done')
  expect(await again.person.codeOf('me')).toBe('session-expired')
  expect(await triedToSignIn(desk, 'denis', demoPassword)).toBe('done')
})

test('at a browser left open a stranger turns no second factor on, off or anew without the password, and does not guess at it for long', async () => {
  const left = await desk.as('denis')
  for (let guess = 0; guess < 4; guess++) expect(await left.codeOf('begin-second-factor', { password: `guess-${guess}` })).toBe('wrong-password')
  for (let guess = 4; guess < 7; guess++) expect(await left.codeOf('drop-second-factor', { password: `guess-${guess}`, code: '000000' })).toBe('wrong-password')
  for (let guess = 7; guess < 10; guess++) expect(await left.codeOf('renew-recovery-codes', { password: `guess-${guess}`, code: '000000' })).toBe('wrong-password')
  expect(await left.codeOf('begin-second-factor', { password: demoPassword })).toBe('too-many-requests')
  for (const name of ['drop-second-factor', 'renew-recovery-codes'] as const) expect(await left.codeOf(name, { password: demoPassword, code: '000000' })).toBe('too-many-requests')
  expect(await desk.store.read.get('secondFactor', await desk.user('denis'))).toMatchObject({ confirmedAt: null })
})

test('the code of a secret that its owner left unconfirmed is not found by trying', async () => {
  const left = await desk.as('zhanna')
  await left.ask('begin-second-factor', { password: demoPassword })
  for (let guess = 0; guess < 10; guess++) expect(await left.codeOf('confirm-second-factor', { code: `00000${guess}` })).toBe('wrong-code')
  expect(await left.codeOf('confirm-second-factor', { code: '000010' })).toBe('too-many-requests')
})

test('new codes for paper take the place of the old ones', async () => {
  const { login, password = '' } = await newcomer(desk, timur, 'zhana.7')
  const first = await signInAs(desk.url, login, password ?? '')
  const changed = await first.send('change-password', { password, newPassword: ownPassword })
  const person = personWith(desk.url, changed.headers['set-cookie']?.[0]?.split(';')[0] ?? '')
  expect(await person.codeOf('renew-recovery-codes', { password: ownPassword, code: '000000' })).toBe('not-found')
  const { recoveryCodes: [spent = '', old = ''] } = await withFactor(desk, login, ownPassword)
  expect(await person.codeOf('renew-recovery-codes', { password: ownPassword, code: '000000' })).toBe('wrong-code')
  const { recoveryCodes: fresh } = await person.ask('renew-recovery-codes', { password: ownPassword, code: spent })
  expect(new Set(fresh).size).toBe(10)
  expect([await triedToSignIn(desk, login, ownPassword, old), await triedToSignIn(desk, login, ownPassword, fresh[0])]).toEqual(['wrong-code', 'done'])
})

test('where it is demanded, an administrator or a head sets a second factor before anything else; others do not', async () => {
  expect(await (await desk.as('ruslan')).codeOf('set-security', { secondFactor: true })).toBe('no-right')
  const { login, password } = await newcomer(desk, timur, 'zhana.2', 'head')
  await timur.ask('set-security', { secondFactor: true })
  expect([(await timur.ask('me')).owes, await timur.codeOf('security')]).toEqual(['second-factor', 'second-factor-needed'])
  const first = await signInAs(desk.url, login, password ?? '')
  const changed = await first.send('change-password', { password, newPassword: ownPassword })
  expect(changed.body).toMatchObject({ owes: 'second-factor' })
  const head = personWith(desk.url, changed.headers['set-cookie']?.[0]?.split(';')[0] ?? '')
  expect(await head.codeOf('tickets')).toBe('second-factor-needed')
  await expect(listen(desk.url, { cookie: head.cookie })).rejects.toThrow()
  const { secret } = await head.ask('begin-second-factor', { password: ownPassword })
  await head.ask('confirm-second-factor', { code: codeNow(desk, secret) })
  expect(await head.codeOf('tickets')).toBe('done')
  expect(await head.codeOf('drop-second-factor', { password: ownPassword, code: '000000' })).toBe('second-factor-needed')
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
  const { secret } = await head.ask('begin-second-factor', { password: demoPassword })
  const { recoveryCodes: [paper = ''] } = await head.ask('confirm-second-factor', { code: codeNow(desk, secret) })
  expect([(await head.ask('me')).owes, await head.codeOf('tickets')]).toEqual([null, 'done'])
  const again = await listen(desk.url, { cookie: head.cookie })
  expect([again.isOpen(), stays.isOpen()]).toEqual([true, true])
  again.close()
  stays.close()
  await setSecurity(desk.world, byMachine, { secondFactor: false })
  expect(await head.codeOf('drop-second-factor', { password: demoPassword, code: paper })).toBe('done')
})

test('a demand that is taken back frees those who did not meet it', async () => {
  const { login, password } = await newcomer(desk, timur, 'zhana.0', 'head')
  await setSecurity(desk.world, byMachine, { secondFactor: true })
  const first = await signInAs(desk.url, login, password ?? '')
  expect((await first.ask('me')).owes).toBe('new-password')
  const changed = await first.send('change-password', { password, newPassword: ownPassword })
  const head = personWith(desk.url, changed.headers['set-cookie']?.[0]?.split(';')[0] ?? '')
  expect(await head.codeOf('tickets')).toBe('second-factor-needed')
  await setSecurity(desk.world, byMachine, { secondFactor: false })
  expect(await head.codeOf('tickets')).toBe('done')
})
