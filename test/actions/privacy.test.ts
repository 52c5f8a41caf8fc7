// The trail holds ids, codes, numbers and hashes only: after whole lives no text, name or login stands in any of its lines.
import { expect, test } from 'vitest'
import { byMachine } from '../../server/actions/act.ts'
import { resetPassword } from '../../server/actions/reset-password.ts'
import { signIn } from '../../server/actions/sign-in.ts'
import { aDanger, openOffice } from './office.ts'
import { fullNameOf, names, password } from './tree.ts'

const said = {
  post: 'Әкімдік, Бөгенбай көшесінде қоқыс апта бойы жатыр', joined: 'Акимат, мусор у дома Сейфуллина лежит', author: 'Гүлбаршын Сейітқызы', draft: 'Алғашқы жобаның сөздері',
  reply: 'Қоқыс бүгін кешке шығарылады', interim: 'Көлік жолға шықты, күтіңіз', returned: 'Мынау жолшылардың шаруасы', reassigned: 'Дана апай емханада', rejected: 'Мекенжайын анықтаңыз',
  sentBack: 'Сыпайырақ жазыңыз', reopened: 'Тұрғын тағы шағымданды', annulled: 'Екінші рет енгізілген', dismissed: 'Былтырғы күздің суреті', note: 'Дворникпен сөйлестім', blocked: 'Басқа жұмысқа ауысты',
}

test('no text, name, login or address of a whole life stands in the trail', async () => {
  const office = await openOffice()
  const url = 'https://qala.example/secret-path'
  const post = await office.post(said.post, { author: said.author, url, media: [{ kind: 'image', url: 'https://photo.example/private.jpg' }] })
  await office.post(aDanger)
  await office.as('aigul').paste(office.place('koldi'), 'https://qala.example/pasted', said.joined)
  const { ticketId } = await office.as('aigul').register(post, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('aigul').join(await office.post(said.joined), ticketId)
  await office.as('dana').returns(ticketId, said.returned)
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('erlan') })
  await office.as('gulnar').reassign(ticketId, { officerId: office.user('dana'), reason: said.reassigned })
  await office.as('dana').accept(ticketId)
  await office.as('dana').draft(ticketId, said.draft)
  await office.as('dana').submit(ticketId, { text: said.interim, kind: 'interim', promisedOn: '2026-11-25', reason: said.note })
  await office.as('gulnar').reject(ticketId, said.rejected)
  await office.as('dana').submit(ticketId, { kind: 'interim', promisedOn: '2026-11-25' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').sendBack(ticketId, said.sentBack)
  await office.as('dana').submit(ticketId, { text: said.reply, kind: 'final', result: 'refused', reason: said.note })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId, 'https://qala.example/our-answer')
  await office.as('aigul').close(ticketId)
  await office.as('aigul').reopen(ticketId, said.reopened)
  await office.as('aigul').note(ticketId, said.note)
  const other = await office.as('aigul').register(await office.post(`${said.post} 2`))
  await office.as('kairat').annul(other.ticketId, { reason: said.annulled })
  await office.as('aigul').dismiss(await office.post(`${said.post} 3`), { reason: 'other', note: said.dismissed })
  await signIn(office.world, { login: 'dana', password }, '203.0.113.7')
  const fresh = await resetPassword(office.world, byMachine, 'dana')
  await office.as('olga').block(office.user('dana'), said.blocked)

  const lines = await office.trail()
  expect(lines.length).toBeGreaterThan(60)
  const whole = JSON.stringify(lines)
  const secrets = [...Object.values(said), aDanger, ...names, ...names.map(fullNameOf), password, fresh.password, 'qala.example', 'photo.example', 'koldi', 'Толық-Аты']
  for (const secret of secrets) expect([secret, whole.toLowerCase().includes(secret.toLowerCase())]).toEqual([secret, false])
  // Nor any other sentence: every value is an id, a code, a number, a time or a hash.
  const values = JSON.stringify(lines, (key, value: unknown) => key === 'number' ? '' : value)
  expect(values).not.toMatch(/\p{Script=Cyrillic}/u)
  expect(values).not.toMatch(/"[^"]* [^"]*"/)
})
