// Addresses and methods: what is not known is said so, and the language of an answer is the one asked for.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, type TestDesk } from './desk.ts'
import { problemIn } from './exchange.ts'

let desk: TestDesk
beforeAll(async () => { desk = await openDesk() })
afterAll(async () => await desk.close())

test('an address that is asked in a way it does not know says which it knows', async () => {
  const answer = await desk.guest.raw({ method: 'PUT', path: '/api/v1/session', headers: { 'accept-language': 'en' } })
  expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST, GET, DELETE' } })
  expect(problemIn(answer)).toMatchObject({ code: 'wrong-method', title: 'This address does not take such requests (it knows: POST, GET, DELETE).' })
  expect(problemIn(await desk.guest.raw({ method: 'PUT', path: '/api/v1/sessions' })).code).toBe('not-found')
})

test.each([
  ['ru;q=0.5, kk;q=0.9', 'kk'], ['fr, en;q=0.3, ru;q=0.8', 'ru'], ['ru;q=0, en', 'en'], ['fr', 'kk'], ['ru-KZ,ru;q=0.9', 'ru'], ['', 'kk'], ['ru;q=abc, en;q=0.1', 'en'],
])('«%s» is answered in %s', async (accepted, language) => {
  const { headers } = await desk.guest.raw({ path: '/api/v1/session', headers: { 'accept-language': accepted } })
  expect(headers['content-language']).toBe(language)
})

test('the pages of the API open without anything from elsewhere', async () => {
  const { text, headers } = await desk.guest.raw({ path: '/docs' })
  expect(text).toContain('<div id="api">')
  expect(text).not.toMatch(/https?:\/\//)
  expect(headers['content-security-policy']).toContain('script-src \'self\'')
  for (const path of ['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/open.js']) expect((await fetch(desk.url + path)).status).toBe(200)
  for (const path of ['/docs/package.json', '/docs/../package.json', '/docs/swagger-ui-bundle.js.map']) expect((await desk.guest.raw({ path })).text).not.toContain('"name"')
})
