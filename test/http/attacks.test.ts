// Each endpoint under attack, starting from a request that is good: operators, planted keys, other sites, forms, ways out of the folder, planted sessions.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '#domain/contract.ts'
import { badAddresses, badSchemes, operators, waysOut } from '../attack-corpora.ts'
import { bodyFields, hasBody, inPath, isWrite, samplesOf, withJson, type Sample } from './attacks.ts'
import { problemIn, type Answer, type Asked } from './exchange.ts'
import { openMatrixDesk, password, type MatrixDesk } from './matrix-office.ts'
import { asked, personWith } from './person.ts'

let desk: MatrixDesk
let samples: Sample[]
beforeAll(async () => {
  desk = await openMatrixDesk()
  samples = await samplesOf(desk)
})
afterAll(async () => await desk.close())

const lines = async () => (await desk.world.store.read.head()).seq

interface Attack { name: string, sent: string, person: Sample['person'], asked: Asked }
/** Attacks that were not answered so, a line each. Nothing of them may be in the trail. */
const survivors = async (attacks: readonly Attack[], codes: readonly string[]): Promise<string[]> => {
  const before = await lines()
  const through: string[] = []
  for (const part of Map.groupBy(attacks, (_, index) => Math.floor(index / 16)).values()) {
    const answers = await Promise.all(part.map(({ person, asked }) => person.raw(asked)))
    answers.forEach((answer, index) => {
      const code = answer.status < 400 ? String(answer.status) : problemIn(answer).code
      if (!codes.includes(code)) through.push(`${part[index]?.name} ${part[index]?.sent}: ${code}`)
    })
  }
  if (await lines() !== before) through.push('something was written')
  return through
}

test('an operator or a planted object in place of a value is refused, in every field of every body', async () => {
  const attacks = samples.filter(({ name }) => hasBody(name)).flatMap(sample => bodyFields(sample.name).flatMap((field) => {
    // A switch may be true and a list empty: what the contract allows there is no attack.
    const shape = contract[sample.name].input?.shape as Record<string, { safeParse: (value: unknown) => { success: boolean } }> | undefined
    const isAllowed = (json: string) => !/[$_]|constructor|prototype|toString/.test(json) && shape?.[field]?.safeParse(JSON.parse(json)).success === true
    return operators.filter(json => !isAllowed(json)).map(json => ({ name: sample.name, sent: `${field} = ${json}`, person: sample.person, asked: withJson(sample, field, json) }))
  }))
  expect(attacks.length).toBeGreaterThan(2000)
  expect(await survivors(attacks, ['bad-input'])).toEqual([])
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
})

/** What a form of ours never sends, and what a careless server would take over. */
const planted = [
  '$where', '$ne', 'a.b', '__proto__', 'constructor', 'prototype', 'toString', 'isAdmin', 'id', '_id', 'by', 'at', 'seq', 'number', 'state', 'grants', 'role', 'passwordHash', 'firstPassword', 'sessionRound', 'round', 'invitationId', 'blockedAt', 'createdAt', 'registeredBy', 'owes',
]

test('a field that the contract does not name is refused, beside every good body', async () => {
  const attacks = samples.filter(({ name }) => hasBody(name)).flatMap(sample => planted
    .filter(field => !Object.hasOwn(contract[sample.name].input?.shape ?? {}, field))
    .map(field => ({ name: sample.name, sent: field, person: sample.person, asked: withJson(sample, field, '"x"') })))
  expect(attacks.length).toBeGreaterThan(1000)
  expect(await survivors(attacks, ['bad-input'])).toEqual([])
})

test('operators, doubled and planted parameters are refused in every query', async () => {
  const attacks = samples.filter(({ name }) => !isWrite(name) && contract[name].input).flatMap((sample) => {
    const { path } = asked(sample.name, sample.input)
    const [field = 'limit'] = bodyFields(sample.name)
    const more = [`${field}[$ne]=x`, `${field}[]=x`, `${field}.x=1`, '$where=1', '__proto__[isAdmin]=1', '__proto__=1', 'constructor=1', `${field}=1&${field}=2`, 'x%00=1', '%24gt=']
    return more.map(query => ({ name: sample.name, sent: query, person: sample.person, asked: { path: `${path}${path.includes('?') ? '&' : '?'}${query}` } }))
  })
  expect(await survivors(attacks, ['bad-input'])).toEqual([])
})

test('no write is taken from a page of another site, as a form, or as plain text', async () => {
  const writes = samples.filter(({ name }) => isWrite(name))
  const headers: Record<string, string>[] = [
    { origin: 'https://evil.example' }, { origin: 'null' }, { origin: desk.url.replace('http:', 'https:').replace(/:\d+$/, '') }, { origin: `${desk.url}.evil.example` }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
  ]
  const foreign = writes.flatMap(({ name, person, input }) => {
    const one = asked(name, input)
    return headers.map(more => ({ name, sent: JSON.stringify(more), person, asked: { ...one, headers: { ...one.headers, ...more } } }))
  })
  expect(await survivors(foreign, ['foreign-origin'])).toEqual([])
  const types = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'text/plain;application/json', 'application/xml', 'application/jsonp']
  const forms = writes.filter(({ name }) => hasBody(name)).flatMap(({ name, person, input }) =>
    types.map(type => ({ name, sent: type, person, asked: { ...asked(name, input), headers: { 'content-type': type } } })))
  expect(await survivors(forms, ['bad-input'])).toEqual([])
})

test('no GET changes anything', async () => {
  const before = await lines()
  for (const { name, person, input } of samples) if (isWrite(name)) await person.raw({ ...asked(name, input), method: 'GET', body: undefined }).catch(() => {})
  expect(await lines()).toBe(before)
})

test('no way leads out of a folder by any id in an address', async () => {
  const attacks = samples.flatMap(sample => inPath(sample.name).flatMap(field => waysOut.map((way) => {
    const one = asked(sample.name, { ...sample.input, [field]: 'MARK' })
    return { name: sample.name, sent: `${field} = ${way}`, person: sample.person, asked: { ...one, path: one.path.replace('MARK', way.replaceAll(' ', '%20')) } }
  })))
  expect(await survivors(attacks, ['bad-input', 'not-found', 'no-right', 'wrong-method'])).toEqual([])
})

/** A server of our own machine that nobody may reach through the desk. */
const startTrap = async (): Promise<{ server: Server, port: number, reached: string[] }> => {
  const reached: string[] = []
  const server = createServer((request, response) => {
    reached.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end('<rss version="2.0"><channel><title>x</title></channel></rss>')
  })
  server.listen(0)
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port, reached }
}

test('no source makes the desk call our own machine, a private network or a metadata service', async () => {
  const trap = await startTrap()
  const hosts = ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '127.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '①②⑦.0.0.1']
  const admin = desk.as(desk.lower.admin)
  const wrong: string[] = []
  for (const url of [...badAddresses, ...badSchemes, ...hosts.map(host => `http://${host}:${trap.port}/feed.xml`)]) {
    const made = await admin.send('create-source', { url, organisationIds: [desk.lower.akimat] })
    if (made.status !== 200) {
      if (!['bad-input', 'address-refused', 'duplicate'].includes(problemIn(made).code)) wrong.push(`${url}: ${problemIn(made).code}`)
      continue
    }
    const { health } = await admin.ask('collect-now', { sourceId: (made.body as { id: string }).id })
    if (health.reason !== 'address-refused') wrong.push(`${url}: ${health.state} ${health.reason}`)
  }
  trap.server.close()
  expect(wrong).toEqual([])
  expect(trap.reached).toEqual([])
})

test('a link is a link of the web, wherever one is asked for', async () => {
  const links = samples.filter(({ name }) => hasBody(name)).flatMap(sample => ['url', 'permalink', 'proof'].filter(field => bodyFields(sample.name).includes(field))
    .flatMap(field => badSchemes.map(url => ({ name: sample.name, sent: `${field} = ${url}`, person: sample.person, asked: withJson(sample, field, JSON.stringify(url)) }))))
  expect(links.length).toBeGreaterThan(50)
  expect(await survivors(links, ['bad-input'])).toEqual([])
})

test('a session that was planted before signing in is worth nothing after it', async () => {
  const tokenOf = ({ headers }: Answer) => /qulaq_session=([\w-]+)/.exec(headers['set-cookie']?.[0] ?? '')?.[1] ?? ''
  const attacker = await desk.anew('officer.at.other-region')
  const [, known = ''] = attacker.cookie.split('=')
  for (const token of [known, 'a'.repeat(43), 'short', `${known}; qulaq_session=${'b'.repeat(43)}`]) {
    const victim = personWith(desk.url, `qulaq_session=${token}`)
    const signedIn = await victim.send('sign-in', { login: desk.lower.press, password })
    expect(tokenOf(signedIn)).toMatch(/^[\w-]{43}$/)
    expect(tokenOf(signedIn)).not.toBe(token)
  }
  // The planted session ended when the victim came in over it.
  expect(await attacker.codeOf('me')).toBe('session-expired')
  expect(await personWith(desk.url, `qulaq_session=${'a'.repeat(43)}`).codeOf('me')).toBe('session-expired')
  // In an address or a body a token is no session.
  const [, living = ''] = (await desk.anew('officer.at.other-region')).cookie.split('=')
  expect(await desk.guest.raw({ path: `/api/v1/session?qulaq_session=${living}`, headers: { authorization: `Bearer ${living}` } })).toMatchObject({ status: 401 })
})

/** What a proxy and a server could read as two requests, or a header that carries another one. */
const broken = (host: string): Record<string, string> => ({
  'a length and chunks': `POST /api/v1/session HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n`,
  'two lengths': `POST /api/v1/session HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`,
  'chunks that are none': `POST /api/v1/session HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  'a length below nothing': `POST /api/v1/session HTTP/1.1\r\nHost: ${host}\r\nContent-Length: -1\r\n\r\n`,
  'a header over two lines': `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nX-A: one\r\n two\r\n\r\n`,
  'a bare line feed in a header': `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nX-A: one\nSet-Cookie: a=b\r\n\r\n`,
  'a header without an end': `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`,
  'ten thousand headers': `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n${'X-A: b\r\n'.repeat(10_000)}\r\n`,
  'an address without end': `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'no host': 'GET /api/v1/session HTTP/1.1\r\n\r\n',
  'no HTTP at all': 'hello\r\n\r\n',
  'a secure greeting': '\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003',
})

const sayRaw = async (bytes: string): Promise<string> => {
  const { hostname, port } = new URL(desk.url)
  const socket = connect(Number(port), hostname)
  let said = ''
  // A line that is cut is an answer too.
  socket.setEncoding('latin1').on('data', (text: string) => { said += text }).on('error', () => {}).end(bytes, 'latin1')
  await new Promise<void>(resolve => socket.once('close', () => resolve()))
  return said
}

test('what is no request, or two in one, is refused, and the desk goes on', async () => {
  for (const [name, bytes] of Object.entries(broken(new URL(desk.url).host))) {
    const said = await sayRaw(bytes)
    const statuses = [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
    expect([name, statuses.every(status => status === 200 || (status >= 400 && status < 500)), statuses.length <= 1, said.includes('Set-Cookie: a=b')]).toEqual([name, true, true, false])
    expect(await desk.guest.raw({ path: '/healthz' })).toMatchObject({ status: 200 })
  }
})

test('after all this every good request is still good', async () => {
  const bad: string[] = []
  for (const { name, person, input } of samples) {
    const answer = await person.send(name, input)
    if (answer.status !== 200) bad.push(`${name}: ${problemIn(answer).code}`)
  }
  // Only in the demo, and only with a second factor.
  expect(bad).toEqual(['demo-people: not-found'])
})
