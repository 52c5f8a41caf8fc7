// What every answer carries, and how the built client is served.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { elsewhere } from '../attack-corpora.ts'
import { openDesk, type TestDesk } from './desk.ts'
import { problemIn } from './exchange.ts'

let desk: TestDesk
let place: string
const page = '<!doctype html><title>Құлақ</title>'
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'qulaq-client-'))
  // A checkout may lie anywhere, also below a folder with a dot.
  const clientDir = join(place, '.checkout', 'dist')
  await mkdir(join(clientDir, 'assets'), { recursive: true })
  await writeFile(join(clientDir, 'index.html'), page)
  await writeFile(join(clientDir, 'assets', 'app-1a2b.js'), 'export {}')
  await writeFile(join(place, '.checkout', 'secret.txt'), 'not for you')
  desk = await openDesk({ clientDir })
})
afterAll(async () => {
  await desk.close()
  await rm(place, { recursive: true })
})

const everywhere = ['/api/v1/session', '/api/openapi.json', '/api/v1/secrets', '/', '/assets/app-1a2b.js']

test.each(everywhere)('%s lets no foreign script, frame or guess about its type in', async (path) => {
  const { headers } = await desk.guest.raw({ path })
  const rules = new Map(headers['content-security-policy']?.toString().split(';').map(rule => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]))
  expect(Object.fromEntries(rules)).toEqual({
    'default-src': '\'self\'', 'script-src': '\'self\'', 'style-src': '\'self\'', 'img-src': '\'self\' data:', 'font-src': '\'self\'', 'connect-src': '\'self\'',
    'object-src': '\'none\'', 'base-uri': '\'none\'', 'form-action': '\'self\'', 'frame-ancestors': '\'none\'',
  })
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': 'SAMEORIGIN' })
  expect(headers['x-powered-by']).toBeUndefined()
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})

test('no cache keeps what the desk answers, refusals too', async () => {
  const aigul = await desk.as('aigul')
  const answers = [
    await aigul.send('me'), await aigul.send('tickets'), await desk.guest.send('me'), await aigul.raw({ path: '/api/v1/secrets' }),
    await aigul.raw({ method: 'POST', path: '/api/v1/posts', body: '{', headers: { 'content-type': 'application/json' } }),
    await aigul.raw({ method: 'DELETE', path: '/api/v1/session', headers: { origin: 'https://evil.example' } }),
  ]
  expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(answers.map(() => 'no-store'))
})

test('each answer, a refusal too, tells the time of the office, not that of the computer it is read at', async () => {
  const aigul = await desk.as('aigul')
  const told = async () => [await aigul.send('me'), await desk.guest.send('me')].map(({ headers }) => Date.parse(String(headers['date'])))
  const before = await told()
  desk.later(3 * 24 * 60)
  expect((await told()).map((moment, i) => moment - (before[i] ?? 0))).toEqual([3, 3].map(days => days * 86_400_000))
})

test('each request has its own id, and the id of a stranger is not taken over', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, async () => (await desk.guest.raw({ path: '/healthz', headers: { 'x-request-id': 'mine' } })).headers['x-request-id']))
  expect(new Set(ids).size).toBe(5)
  expect(ids).not.toContain('mine')
})

test('the desk says that it is alive and ready', async () => {
  expect(await desk.guest.raw({ path: '/healthz' })).toMatchObject({ status: 200, body: { alive: true } })
  expect(await desk.guest.raw({ path: '/readyz' })).toMatchObject({ status: 200, body: { ready: true } })
})

test.each(['/', '/feed', '/tickets/БУР-2026-000001', '/sign-in?next=/board', '/%D0%96', '/.well-known/x'])('%s opens the client, always fresh', async (path) => {
  const answer = await desk.guest.raw({ path: encodeURI(decodeURI(path)) })
  expect([answer.status, answer.text, answer.headers['cache-control']]).toEqual([200, page, 'no-cache'])
  expect(answer.headers['content-type']).toMatch(/^text\/html/)
})

test('a built file is kept for a year; one that is not there is not found, in words', async () => {
  const script = await desk.guest.raw({ path: '/assets/app-1a2b.js' })
  expect([script.status, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
  for (const path of ['/assets/app-gone.js', '/assets/']) {
    const gone = await desk.guest.raw({ path })
    expect([gone.status, problemIn(gone).code]).toEqual([404, 'not-found'])
  }
})

test('no way leads out of the client\'s folder', async () => {
  for (const path of ['/../secret.txt', '/assets/../../secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/%00', '/assets/%', '/%c0%ae%c0%ae/secret.txt', '//etc/passwd', '/assets/..%5c..%5csecret.txt']) {
    const { text, status } = await desk.guest.raw({ path })
    expect([path, text.includes('not for you') || text.includes('root:'), [200, 400, 404].includes(status)]).toEqual([path, false, true])
  }
})

test('no address of the desk sends anybody to another place', async () => {
  for (const path of [...elsewhere.map(encodeURI), '/assets', '/docs', '//assets', '//evil.example/assets', '/assets//evil.example/..', '//evil.example/..%2fassets', '/\\evil.example/assets/..']) {
    const { headers } = await desk.guest.raw({ path: path.startsWith('/') ? path : `/${path}`, headers: { host: 'evil.example' } })
    expect([path, headers.location]).toEqual([path, undefined])
  }
})

test('what is not a page cannot be written to, and is refused in words', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) expect(problemIn(await desk.guest.raw({ method, path: '/feed' })).code).toBe('not-found')
})

test('a HEAD is answered like its GET, without the body', async () => {
  const aigul = await desk.as('aigul')
  const path = `/api/v1/tickets?organisationId=${await desk.akimat('tselinograd')}`
  const [get, head] = [await aigul.raw({ path }), await aigul.raw({ method: 'HEAD', path })]
  expect([get.status, head.status, head.text]).toEqual([403, 403, ''])
  expect((await aigul.raw({ method: 'HEAD', path: '/api/v1/posts?limit=1' })).status).toBe(200)
})

test('a connection that rests is kept longer than a proxy keeps it: the desk does not hang up on a request that is on its way', async () => {
  const { port, hostname } = new URL(desk.url)
  const socket = connect(Number(port), hostname)
  socket.setEncoding('latin1').write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
  const [said]: unknown[] = await once(socket, 'data')
  socket.destroy()
  expect(Number(/^Keep-Alive: timeout=(\d+)/mi.exec(String(said))?.[1])).toBeGreaterThan(60)
})

test('a visitor who never finishes asking does not hold up the closing of the desk', async () => {
  const other = await openDesk()
  const { port, hostname } = new URL(other.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.on('error', () => {}).write('POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"login":')
  const gone = once(socket, 'close')
  await other.guest.raw({ path: '/healthz' })
  await other.close()
  await gone
})

test('visitors who send a request drop by drop are let go of, and the others are served meanwhile', async () => {
  const other = await openDesk({ patience: { headMs: 300, wholeMs: 600 } })
  const { port, hostname } = new URL(other.url)
  const begun = { 'nothing': '', 'half a head': 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ', 'half a body': 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"login":"' }
  const ends = Object.entries(begun).map(async ([name, head]) => {
    const socket = connect(Number(port), hostname)
    let said = ''
    socket.setEncoding('latin1').on('data', (text: string) => { said += text }).on('error', () => {}).write(head)
    const dripping = setInterval(() => { if (head) socket.write('a') }, 50)
    await once(socket, 'close')
    clearInterval(dripping)
    return [name, said.split('\r\n')[0]]
  })
  expect(await other.guest.raw({ path: '/healthz' })).toMatchObject({ status: 200 })
  expect(Object.fromEntries(await Promise.all(ends))).toEqual({ 'nothing': 'HTTP/1.1 408 Request Timeout', 'half a head': 'HTTP/1.1 408 Request Timeout', 'half a body': 'HTTP/1.1 408 Request Timeout' })
  await other.close()
})

test('beyond its connections a desk hangs up before it has read a byte, goes on with those who are in, and takes the next when one leaves', async () => {
  const small = await openDesk({ connectionsAtMost: 3 })
  const { port, hostname } = new URL(small.url)
  const visit = async () => {
    const socket = connect(Number(port), hostname)
    let said = ''
    const gone = new Promise<void>(resolve => socket.once('close', () => resolve()))
    socket.setEncoding('latin1').on('data', (text: string) => { said += text }).on('error', () => {})
    await once(socket, 'connect')
    /** The first line of the answer; empty from a desk that hung up. */
    const ask = async () => {
      said = ''
      socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
      await Promise.race([gone, once(socket, 'data').catch(() => gone)])
      return said.split('\r\n')[0]
    }
    return { ask, leave: () => socket.destroy() }
  }
  const inside = [await visit(), await visit(), await visit()]
  const beyond = [await visit(), await visit()]
  expect(await Promise.all(beyond.map(one => one.ask()))).toEqual(['', ''])
  expect(await Promise.all(inside.map(one => one.ask()))).toEqual(Array(3).fill('HTTP/1.1 200 OK'))
  inside[0]?.leave()
  const next = await vi.waitFor(async () => {
    const one = await visit()
    expect(await one.ask()).toBe('HTTP/1.1 200 OK')
    return one
  }, 60_000)
  expect(await inside[1]?.ask()).toBe('HTTP/1.1 200 OK')
  next.leave()
  await small.close()
})
