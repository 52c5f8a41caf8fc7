// Searches of Bluesky by an account of the desk: signed in once, renewed when the token has run out, limits obeyed, and no token where anybody could read it.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bluesky } from '../../collectors/bluesky.ts'
import { makeBlueskySession } from '../../collectors/bluesky/session.ts'
import { redact } from '../../collectors/redact.ts'
import { handle, somePosts, startBlueskyServer, type BlueskyServer } from './bluesky-server.ts'
import { takeLook } from './look.ts'

let server: BlueskyServer
beforeEach(async () => {
  server = await startBlueskyServer()
  server.posts = somePosts(1, 150)
})
afterEach(async () => {
  expect(server.faults).toEqual([])
  await server.close()
})

const sessionOf = (password = server.account.password) => ({ bluesky: makeBlueskySession({ service: server.origin, identifier: handle, password }) })
const look = (logins: ReturnType<typeof sessionOf> | Record<string, never>, cursor: unknown = null, more = {}) => takeLook(bluesky, `${server.origin}/search?q=аулада`, cursor, { logins, ...more })
const asked = (method: string) => server.asked.filter(path => path.includes(method)).length

it('the first look takes the newest posts that are found, later ones what came since, with one login', async () => {
  const logins = sessionOf()
  const first = await look(logins)
  expect([first.last.state, new Set(first.posts.map(({ key }) => key)).size, first.posts[0]?.text]).toEqual(['ok', 100, '150-аулада қар тазаланбаған'])
  server.posts.push(...somePosts(151, 300), { rkey: '3k2000', text: 'басқа сөз' })
  const second = await look(logins, first.cursor)
  expect(somePosts(151, 300).every(({ text }) => second.posts.some(post => post.text === text))).toBe(true)
  expect(second.posts.some(({ text }) => text === 'басқа сөз')).toBe(false)
  expect([server.account.logins, asked('searchPosts') > 2]).toEqual([1, true])
})

it('a token that has run out is renewed, and where that is refused too the desk signs in anew', async () => {
  const logins = sessionOf()
  const { cursor } = await look(logins)
  server.account.access = 'another'
  expect((await look(logins, cursor)).last.state).toBe('ok')
  expect([server.account.logins, server.account.renewals]).toEqual([1, 1])
  Object.assign(server.account, { access: 'another', refresh: null })
  expect((await look(logins, cursor)).last.state).toBe('ok')
  expect([server.account.logins, server.account.renewals]).toEqual([2, 1])
})

it('a refused login is told, the cursor stays, and it is not tried again for ten minutes', async () => {
  const { cursor } = await look(sessionOf())
  const wrong = sessionOf('basqa')
  const logins = server.account.logins
  const refused = await look(wrong, cursor)
  expect(refused.last).toMatchObject({ state: 'blocked', reason: 'http-error', detail: '401', cursor })
  await look(wrong, cursor)
  expect(server.account.logins).toBe(logins + 1)
  await look(wrong, cursor, { at: '2026-11-22T05:11:00.000Z' })
  expect(server.account.logins).toBe(logins + 2)
})

it('the limit of the server is obeyed until its reset', async () => {
  const logins = sessionOf()
  server.limit = { left: 2, resetSeconds: Date.parse('2026-11-22T05:04:00.000Z') / 1000 }
  expect((await look(logins)).last).toMatchObject({ state: 'ok', waitSeconds: 240 })
  server.limit.left = 0
  expect((await look(logins)).last).toMatchObject({ state: 'blocked', reason: 'slow-down', waitSeconds: 240 })
})

it('without a login a search says so, and nothing is asked', async () => {
  expect((await look({})).last).toMatchObject({ state: 'blocked', detail: '401' })
  expect([server.asked, bluesky.needsLogin?.(new URL('https://bsky.app/search?q=су'), {})]).toEqual([[], true])
})

it('no token and no password stands in what is kept or told', async () => {
  const logins = sessionOf()
  server.posts.push({ rkey: '3k3000', text: 'қай аулада?', more: { debug: 'eyJhbGciOiJIUzI1NiJ9.eyJaccessJasyryn1x.Jasyrynaccess1' } })
  const { pages, posts } = await look(logins)
  server.account.access = 'another'
  const told = [pages, await look(logins), await look(sessionOf('jasyryn-basqa'))].map(page => JSON.stringify(page)).join()
  expect(posts).not.toEqual([])
  expect(told).not.toMatch(/Jasyryn|jasyryn/)
  expect(redact('{"accessJwt":"x1","refreshJwt":"x2"} eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkaWQifQ.c2lnbmF0dXJl')).toBe('{"accessJwt":"***","refreshJwt":"***"} ***')
})
