// What no screen of ours ever sends: each is refused in words of the reader's language, and nothing is kept of it.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, pastePost, registerPost, type Registered, type TestDesk } from './desk.ts'
import { exchange, problemIn, type Answer, type Asked } from './exchange.ts'
import type { Person } from './person.ts'

let desk: TestDesk
let aigul: Person
let burabay: string
let ticket: Registered
let freshId: string
beforeAll(async () => {
  desk = await openDesk()
  aigul = await desk.as('aigul')
  burabay = await desk.akimat('burabay')
  ticket = await registerPost(aigul, burabay)
  freshId = await pastePost(aigul, burabay)
})
afterAll(async () => await desk.close())

const json = { 'content-type': 'application/json' }
const post = (path: string, body: string | Buffer, headers: Record<string, string> = json): Asked => ({ method: 'POST', path, body, headers })
const session = '/api/v1/session'
const noteAt = (body: string | Buffer, headers?: Record<string, string>) => post(`/api/v1/tickets/${ticket.ticketId}/note`, body, headers)
const registerAt = (body: object) => post(`/api/v1/posts/${freshId}/register`, JSON.stringify(body))
const nested = (open: string, close: string, depth = 10_000) => `${open.repeat(depth)}1${close.repeat(depth)}`

/** Name of the case → what is sent, the code, the status. */
const cases: Record<string, () => [Asked, string, number]> = {
  'an unknown field': () => [noteAt('{"text":"а","isAdmin":true}'), 'bad-input', 400],
  'a thousand unknown fields': () => [noteAt(JSON.stringify({ text: 'а', ...Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`f${n}`, n])) })), 'bad-input', 400],
  'a missing field': () => [noteAt('{}'), 'bad-input', 400],
  'a blank text': () => [noteAt('{"text":" \\n "}'), 'bad-input', 400],
  'an operator where a login is expected': () => [post(session, '{"login":{"$ne":null},"password":{"$ne":null}}'), 'bad-input', 400],
  'an operator where an id is expected': () => [registerAt({ organisationId: { $gt: '' } }), 'bad-input', 400],
  'an operator in a query': () => [{ path: '/api/v1/tickets?organisationId[$ne]=x' }, 'bad-input', 400],
  'a list where a text is expected': () => [noteAt('{"text":["а"]}'), 'bad-input', 400],
  'a number where a text is expected': () => [noteAt('{"text":1e999}'), 'bad-input', 400],
  'a word where a switch is expected': () => [post(`/api/v1/tickets/${ticket.ticketId}/control`, '{"on":"yes"}'), 'bad-input', 400],
  'a list as the body': () => [noteAt('[{"text":"а"}]'), 'bad-input', 400],
  'a bare null as the body': () => [noteAt('null'), 'bad-json', 400],
  'a bare text as the body': () => [noteAt('"text"'), 'bad-json', 400],
  'half a JSON': () => [noteAt('{"text":"а'), 'bad-json', 400],
  'bytes that are no letters': () => [noteAt(Buffer.from([0x7B, 0xFF, 0xFE, 0x7D])), 'bad-json', 400],
  'a body over 256 KB': () => [noteAt(JSON.stringify({ text: 'а'.repeat(200_000) })), 'too-large', 413],
  'a body that unpacks to over 256 KB': () => [noteAt(gzipSync(JSON.stringify({ text: 'а'.repeat(5_000_000) })), { ...json, 'content-encoding': 'gzip' }), 'too-large', 413],
  'a body that says gzip and is none': () => [noteAt('{"text":"а"}', { ...json, 'content-encoding': 'gzip' }), 'bad-input', 400],
  'a packing that nobody knows': () => [noteAt('{"text":"а"}', { ...json, 'content-encoding': 'zebra' }), 'bad-input', 400],
  'letters that nobody knows': () => [noteAt('{"text":"а"}', { 'content-type': 'application/json; charset=klingon' }), 'bad-input', 400],
  'a form': () => [noteAt('text=a', { 'content-type': 'application/x-www-form-urlencoded' }), 'bad-input', 400],
  'plain text': () => [noteAt('{"text":"а"}', { 'content-type': 'text/plain' }), 'bad-input', 400],
  'no type at all': () => [noteAt('{"text":"а"}', {}), 'bad-input', 400],
  'an upload': () => [noteAt('--x\r\n\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }), 'bad-input', 400],
  'objects nested ten thousand deep': () => [noteAt(nested('{"text":', '}')), 'bad-input', 400],
  'lists nested ten thousand deep': () => [noteAt(`{"text":${nested('[', ']')}}`), 'bad-input', 400],
  'half a surrogate pair': () => [noteAt('{"text":"до \\ud800 после"}'), 'bad-input', 400],
  'the other half first': () => [noteAt('{"text":"\\udc00\\ud800"}'), 'bad-input', 400],
  'a NUL': () => [noteAt('{"text":"до \\u0000 после"}'), 'bad-input', 400],
  'a NUL in a login': () => [post(session, '{"login":"aigul\\u0000","password":"x"}'), 'bad-input', 400],
  'a prototype in the body': () => [noteAt('{"text":"а","__proto__":{"isAdmin":true}}'), 'bad-input', 400],
  'a constructor in the body': () => [noteAt('{"text":"а","constructor":{"prototype":{"isAdmin":true}}}'), 'bad-input', 400],
  'a prototype in the query': () => [{ path: '/api/v1/tickets?__proto__=x' }, 'bad-input', 400],
  'a prototype as an id': () => [{ path: '/api/v1/tickets/__proto__' }, 'not-found', 404],
  'a parameter twice': () => [{ path: '/api/v1/tickets?view=mine&view=all' }, 'bad-input', 400],
  'a limit twice': () => [{ path: '/api/v1/tickets?limit=1&limit=2' }, 'bad-input', 400],
  'a limit of nothing': () => [{ path: '/api/v1/tickets?limit=' }, 'bad-input', 400],
  'a limit beyond all': () => [{ path: '/api/v1/posts?limit=1000000000' }, 'bad-input', 400],
  'a view that is none': () => [{ path: '/api/v1/tickets?view=secret' }, 'bad-input', 400],
  'a cursor made up': () => [{ path: '/api/v1/tickets?after=abc' }, 'bad-input', 400],
  'a cursor with an object inside': () => [{ path: `/api/v1/posts?after=${Buffer.from('[{"$gt":""},"x"]').toString('base64url')}` }, 'bad-input', 400],
  'a cursor with one part': () => [{ path: `/api/v1/notices?after=${Buffer.from('["x"]').toString('base64url')}` }, 'bad-input', 400],
  'a cursor without end': () => [{ path: `/api/v1/posts?after=${'A'.repeat(4000)}` }, 'bad-input', 400],
  'a percent that stands alone': () => [{ path: '/api/v1/tickets/%' }, 'bad-input', 400],
  'half a letter in the path': () => [{ path: '/api/v1/tickets/%E0%A4' }, 'bad-input', 400],
  'a NUL in the path': () => [{ path: '/api/v1/tickets/a%00b' }, 'bad-input', 400],
  'a way up in the path': () => [{ path: '/api/v1/evidence/..%2F..%2Fetc/passwd' }, 'bad-input', 400],
  'a very long id': () => [{ path: `/api/v1/tickets/${'a'.repeat(8000)}` }, 'bad-input', 400],
  'a very long id in the body': () => [registerAt({ organisationId: 'a'.repeat(100_000) }), 'bad-input', 400],
  'a link that runs a script': () => [post('/api/v1/posts', JSON.stringify({ organisationId: burabay, url: 'javascript:alert(1)', text: 'а' })), 'bad-input', 400],
  'an unknown address': () => [{ path: '/api/v1/secrets' }, 'not-found', 404],
  'an unknown address written to': () => [post('/api/v1/secrets', '{}'), 'not-found', 404],
  'an address with the wrong method': () => [{ method: 'DELETE', path: `/api/v1/tickets/${ticket.ticketId}` }, 'wrong-method', 405],
  'a method that nobody knows': () => [{ method: 'PROPFIND', path: '/api/v1/tickets' }, 'wrong-method', 405],
  'a page of another site that writes': () => [noteAt('{"text":"а"}', { ...json, origin: 'https://evil.example' }), 'foreign-origin', 403],
  'another port of the same machine': () => [noteAt('{"text":"а"}', { ...json, origin: 'http://127.0.0.1:1' }), 'foreign-origin', 403],
  'a page without an origin of its own': () => [noteAt('{"text":"а"}', { ...json, origin: 'null' }), 'foreign-origin', 403],
  'a browser that says cross-site': () => [noteAt('{"text":"а"}', { ...json, 'sec-fetch-site': 'cross-site' }), 'foreign-origin', 403],
  'a browser that follows a link of another site': () => [{ method: 'GET', path: '/api/v1/session', headers: { 'sec-fetch-site': 'cross-site' } }, 'foreign-origin', 403],
  'a browser that says same-site': () => [noteAt('{"text":"а"}', { ...json, 'sec-fetch-site': 'same-site' }), 'foreign-origin', 403],
  'a foreign page that signs out': () => [{ method: 'DELETE', path: session, headers: { origin: 'https://evil.example' } }, 'foreign-origin', 403],
  'a foreign page that signs in': () => [post(session, '{"login":"aigul","password":"x"}', { ...json, origin: 'https://evil.example' }), 'foreign-origin', 403],
}

const inLanguage = (asked: Asked, language: string): Promise<Answer> => aigul.raw({ ...asked, headers: { ...asked.headers, 'accept-language': language } })

test.each(Object.keys(cases))('%s is refused in Kazakh, Russian and English, and nothing is kept of it', async (name) => {
  const { seq } = await desk.store.read.head()
  const [asked, code, status] = cases[name]?.() ?? [{ path: '/' }, '', 0]
  const titles = []
  for (const language of ['kk-KZ,kk;q=0.9,en;q=0.1', 'ru', 'en-GB']) {
    const answer = await inLanguage(asked, language)
    expect([problemIn(answer).code, answer.status, answer.headers['content-language']]).toEqual([code, status, language.slice(0, 2)])
    titles.push(problemIn(answer).title)
  }
  expect(new Set(titles).size).toBe(3)
  expect((await desk.store.read.head()).seq).toBe(seq)
})

test.each([
  ['note', {}, 'мәтін'], ['register', {}, 'ұйым'], ['submit', { text: 'а' }, 'түрі'],
] as const)('%s without a field that it needs says which, in the three languages', async (name, body, field) => {
  const path = name === 'register' ? `/api/v1/posts/${freshId}/register` : `/api/v1/tickets/${ticket.ticketId}/${name}`
  const said = await Promise.all(['kk', 'ru', 'en'].map(async language => problemIn(await inLanguage(post(path, JSON.stringify(body)), language))))
  expect(said.map(({ details }) => details.problem)).toEqual(['missing', 'missing', 'missing'])
  expect(said.map(({ title }) => title)).toEqual([expect.stringContaining('Себебі: толтырылмаған.'), expect.stringContaining('Причина: не заполнено.'), expect.stringContaining('Problem: missing.')])
  expect(said[0]?.title).toContain(`Өріс: ${field}`)
})

test('who names no language, or one that the desk does not speak, is answered in Kazakh', async () => {
  for (const language of ['', 'fr', 'de-DE,de;q=0.9', '*', ';;,,=']) expect((await inLanguage({ path: '/api/v1/secrets' }, language)).headers['content-language']).toBe('kk')
})

test('after all this the same person goes on working, and nobody\'s rights have grown', async () => {
  expect(await aigul.codeOf('note', { ticketId: ticket.ticketId, text: 'Сөз 👨‍👩‍👧 және \u202Eкері' })).toBe('done')
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
  expect(await aigul.codeOf('block-user', { userId: await desk.user('denis'), reason: 'х' })).toBe('no-right')
  expect(await aigul.codeOf('register', { postId: freshId, organisationId: burabay })).toBe('done')
})

test('our own page and a program without an origin may write', async () => {
  for (const headers of [{ 'origin': desk.url, 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, {}]) {
    expect(await aigul.codeOf('note', { ticketId: ticket.ticketId, text: 'заметка' }, headers)).toBe('done')
  }
})

test('a table, which may be long, is read only from those whom the desk knows', async () => {
  const half = post('/api/v1/imports', '{"text":"а')
  expect(problemIn(await aigul.raw(half)).code).toBe('bad-json')
  expect(problemIn(await exchange(desk.url, half)).code).toBe('not-signed-in')
})
