// The desk behind a proxy with TLS: cookies, origins, and who asks are those of the public address.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { listen } from '../live/listener.ts'
import { openDesk, type TestDesk } from './desk.ts'
import { problemIn } from './exchange.ts'
import { personWith } from './person.ts'

let desk: TestDesk
beforeAll(async () => { desk = await openDesk({ publicUrl: new URL('https://desk.example') }) })
afterAll(async () => await desk.close())

const from = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https' })
const cookieOf = async (login: string): Promise<string> => {
  const { headers } = await desk.guest.send('sign-in', { login, password: demoPassword }, { origin: 'https://desk.example', ...from('203.0.113.1') })
  return headers['set-cookie']?.[0] ?? ''
}

test('the cookie goes over TLS only, to this host only; browsers are told to come by TLS from now on', async () => {
  const { headers } = await desk.guest.send('sign-in', { login: 'aigul', password: demoPassword })
  expect(headers['set-cookie']?.[0]).toMatch(/^__Host-qulaq_session=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/)
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
})

test('a cookie of another name, as a neighbouring host could plant it, opens nothing', async () => {
  const [pair = ''] = (await cookieOf('aigul')).split(';')
  expect(await personWith(desk.url, pair).codeOf('me')).toBe('done')
  expect(await personWith(desk.url, pair.replace('__Host-', '')).codeOf('me')).toBe('not-signed-in')
})

test('only pages of the public address may write or listen', async () => {
  const [cookie = ''] = (await cookieOf('aigul')).split(';')
  const aigul = personWith(desk.url, cookie)
  expect(await aigul.codeOf('read-notices', { ids: ['none'] }, { origin: desk.url })).toBe('foreign-origin')
  expect(await aigul.codeOf('read-notices', { ids: ['none'] }, { origin: 'http://desk.example' })).toBe('foreign-origin')
  expect(await aigul.codeOf('read-notices', { ids: ['none'] }, { origin: 'https://desk.example' })).not.toBe('foreign-origin')
  await expect(listen(desk.url, { cookie, origin: desk.url })).rejects.toThrow()
  const socket = await listen(desk.url, { cookie, origin: 'https://desk.example' })
  socket.close()
})

test('guesses are counted by the address that the proxy tells', async () => {
  const guess = async (address: string) => problemIn(await desk.guest.send('sign-in', { login: 'bolat', password: 'wrong' }, from(address))).code
  for (let count = 0; count < 10; count++) expect(await guess('203.0.113.7')).toBe('wrong-password')
  expect(await guess('203.0.113.7')).toBe('too-many-requests')
  expect(await guess('203.0.113.8')).toBe('wrong-password')
})

test('a person has all addresses of an IPv6 network, so the whole network is counted; what is told before the proxy\'s own word is not believed', async () => {
  const guess = async (login: string, address: string) => problemIn(await desk.guest.send('sign-in', { login, password: 'wrong' }, from(address))).code
  for (let count = 0; count < 10; count++) expect(await guess('talgat', `2001:db8:1:2::${count.toString(16)}`)).toBe('wrong-password')
  expect(await guess('talgat', '2001:db8:1:2:ffff::1')).toBe('too-many-requests')
  expect(await guess('talgat', '2001:db8:1:3::1')).toBe('wrong-password')
  for (let count = 0; count < 10; count++) expect(await guess('gulnar', `198.51.100.${count}, 203.0.113.9`)).toBe('wrong-password')
  expect(await guess('gulnar', '::ffff:203.0.113.9')).toBe('too-many-requests')
})

test('a proxy that tells no address in a form that can be read does not shut the door', async () => {
  for (const address of ['203.0.113.7:41000', '[2001:db8::1]:41000', 'unknown', '_hidden', '', '1'.repeat(500), '203.0.113.7;', '\u00ff']) {
    const { status } = await desk.guest.send('sign-in', { login: 'saule', password: demoPassword }, { 'x-forwarded-for': address })
    expect([address, status]).toEqual([address, 200])
  }
})

test('whoever comes through the proxy sees no figures of the process, nor does a page whose name was made to lead here', async () => {
  for (const host of ['desk.example', 'evil.example:3000', '127.0.0.1.nip.io', 'localhost.evil.example']) expect(await desk.guest.raw({ path: '/metrics', headers: { host } })).toMatchObject({ status: 404 })
  expect(await desk.guest.raw({ path: '/metrics', headers: from('203.0.113.7') })).toMatchObject({ status: 404 })
  const { status, text } = await desk.guest.raw({ path: '/metrics' })
  expect(status).toBe(200)
  expect(text).toMatch(/^qulaq_request_seconds_count\{endpoint="sign-in",status="200"\} [1-9]/m)
  expect(text).toMatch(/^qulaq_trail_lines [1-9]/m)
  expect(text).toMatch(/^qulaq_sources\{state="ok"\} /m)
})

test('when hundreds sign in at one moment those who find no room are told to come again, and the others go on working', async () => {
  const aigul = personWith(desk.url, (await cookieOf('aigul')).split(';')[0] ?? '')
  const flood = Promise.all(Array.from({ length: 300 }, (_, n) => desk.guest.send('sign-in', { login: `nobody.${n}`, password: 'wrong' }, from(`198.51.100.${n % 250}`))))
  expect(await aigul.codeOf('tickets')).toBe('done')
  const told = (await flood).map(answer => problemIn(answer)).filter(({ code, details }) => code === 'too-many-requests' && details.seconds === 5)
  expect(told.length).toBeGreaterThan(0)
})
