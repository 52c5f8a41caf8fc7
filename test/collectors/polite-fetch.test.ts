// The outward call against a server that behaves as badly as the web does.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeBudgets } from '../../collectors/budget.ts'
import { makeMeters } from '../../collectors/meters.ts'
import { makePoliteFetch, refuseStatus, type PoliteSettings } from '../../collectors/polite-fetch.ts'
import { startFeedServer, type FeedServer } from './feed-server.ts'

let server: FeedServer
beforeAll(async () => { server = await startFeedServer() })
afterAll(() => server.close())

const makeFetch = (more: Partial<PoliteSettings> = {}) => makePoliteFetch({
  userAgent: 'Qulaq/test (+https://qulaq.example)', allow: [server.hostPort], now: () => '2026-11-22T05:00:00.000Z', timeoutMs: 5000, gapMs: 0, maxBytes: 100_000, ...more,
})
const refusal = (code: string, details: object = {}) => expect.objectContaining({ code, details: expect.objectContaining(details) })

describe('the polite fetch', () => {
  it('says who it is and brings the answer', async () => {
    const answer = await makeFetch()(`${server.origin}/feed`, { accept: 'application/rss+xml' })
    expect(answer).toMatchObject({ status: 200, url: `${server.origin}/feed`, redirects: [], waitSeconds: null })
    expect(Buffer.from(answer.body).toString()).toContain('Су тоқтады')
    expect(server.requests.at(-1)?.headers).toMatchObject({ 'user-agent': 'Qulaq/test (+https://qulaq.example)', 'accept': 'application/rss+xml' })
  })

  it('unpacks gzip and brotli', async () => {
    server.serve('/gzip', gzipSync('жарық'), { 'content-encoding': 'gzip' })
    server.serve('/br', brotliCompressSync('жол'), { 'content-encoding': 'br' })
    expect(Buffer.from((await makeFetch()(`${server.origin}/gzip`)).body).toString()).toBe('жарық')
    expect(Buffer.from((await makeFetch()(`${server.origin}/br`)).body).toString()).toBe('жол')
  })

  it('stops a body without end and a packed bomb at the limit', async () => {
    await expect(makeFetch()(`${server.origin}/never-ends`)).rejects.toEqual(refusal('fetch-failed', { reason: 'too-large', limit: 100_000 }))
    await expect(makeFetch()(`${server.origin}/bomb`)).rejects.toEqual(refusal('fetch-failed', { reason: 'too-large', limit: 100_000 }))
    await expect(makeFetch()(`${server.origin}/feed`, { maxBytes: 50 })).rejects.toEqual(refusal('fetch-failed', { reason: 'too-large', limit: 50 }))
  })

  it.each(['/silent', '/slow'])('%s is given up after the time-out', async (path) => {
    await expect(makeFetch({ timeoutMs: 120 })(`${server.origin}${path}`)).rejects.toEqual(refusal('fetch-failed', { reason: 'timeout' }))
  })

  it('a resolver that never answers is given up as well', async () => {
    const fetch = makeFetch({ timeoutMs: 60, resolve: () => new Promise(() => undefined) })
    await expect(fetch('http://slow-name.example/')).rejects.toEqual(refusal('fetch-failed', { reason: 'timeout' }))
  })

  it('a connection that breaks or is refused is the network being down', async () => {
    await expect(makeFetch()(`${server.origin}/reset`)).rejects.toEqual(refusal('fetch-failed', { reason: 'network-down' }))
    const closed = await startFeedServer()
    await closed.close()
    await expect(makeFetch({ allow: [closed.hostPort] })(`${closed.origin}/`)).rejects.toEqual(refusal('fetch-failed', { reason: 'network-down', cause: 'ECONNREFUSED' }))
  })

  it('an answer that is not HTTP, or is packed in a broken way, is not the network being down', async () => {
    const mail = createTcpServer(socket => socket.end('220 mail.example ESMTP\r\n'))
    await once(mail.listen(0, '127.0.0.1'), 'listening')
    const hostPort = `127.0.0.1:${(mail.address() as AddressInfo).port}`
    await expect(makeFetch({ allow: [hostPort] })(`http://${hostPort}/`)).rejects.toEqual(refusal('fetch-failed', { reason: 'unreadable', host: hostPort }))
    await expect(makeFetch({ allow: [hostPort] })(`https://${hostPort}/`)).rejects.toEqual(refusal('fetch-failed', { reason: 'unreadable' }))
    mail.close()
    for (const encoding of ['gzip', 'br', 'deflate', 'zstd']) {
      server.serve(`/broken-${encoding}`, 'бұл қысылмаған', { 'content-encoding': encoding })
      await expect([encoding, await makeFetch()(`${server.origin}/broken-${encoding}`).catch((error: unknown) => error)]).toEqual([encoding, refusal('fetch-failed', { reason: 'unreadable' })])
    }
  })

  it('a stop from outside ends the call', async () => {
    const stop = new AbortController()
    const call = makeFetch()(`${server.origin}/silent`, { signal: stop.signal })
    stop.abort()
    await expect(call).rejects.toEqual(refusal('fetch-failed', { reason: 'stopped' }))
  })

  it('follows redirects and tells which ones', async () => {
    expect(await makeFetch()(`${server.origin}/moved`)).toMatchObject({ status: 200, url: `${server.origin}/feed`, redirects: [{ status: 301, to: `${server.origin}/feed` }] })
    await expect(makeFetch()(`${server.origin}/loop`)).rejects.toEqual(refusal('fetch-failed', { reason: 'redirects' }))
  })

  it('a redirect to another private address stays refused, and nothing is called there', async () => {
    const other = await startFeedServer()
    server.at('/to-other', (_, response) => { response.writeHead(302, { location: `${other.origin}/feed` }).end() })
    for (const path of ['/to-other', '/to-metadata', '/to-file']) {
      await expect(makeFetch()(`${server.origin}${path}`), path).rejects.toEqual(refusal('address-refused'))
    }
    expect(other.requests).toEqual([])
    await other.close()
  })

  it('a token is not carried to another host', async () => {
    const other = await startFeedServer()
    server.at('/to-friend', (_, response) => { response.writeHead(302, { location: `${other.origin}/feed` }).end() })
    await makeFetch({ allow: [server.hostPort, other.hostPort] })(`${server.origin}/to-friend`, { headers: { authorization: 'Bearer abcdef123' } })
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer abcdef123')
    expect(other.requests.at(-1)?.headers.authorization).toBeUndefined()
    await other.close()
  })

  it('a name is looked up once: a second answer of the resolver is never used', async () => {
    const secret = createServer((_, response) => { response.end('inside') })
    await new Promise<void>((resolve) => { secret.listen(0, '127.0.0.2', resolve) })
    const { port } = secret.address() as AddressInfo
    let asked = 0
    const fetch = makeFetch({ allow: [`rebind.example:${port}`], resolve: async () => [asked++ === 0 ? '127.0.0.2' : '127.0.0.3'] })
    expect(Buffer.from((await fetch(`http://rebind.example:${port}/`)).body).toString()).toBe('inside')
    expect(asked).toBe(1)
    secret.closeAllConnections()
    secret.close()
  })

  it('asks a host one thing at a time, with a pause between', async () => {
    const quiet = await startFeedServer()
    const fetch = makeFetch({ allow: [quiet.hostPort], gapMs: 30 })
    const started = performance.now()
    await Promise.all(Array.from({ length: 4 }, () => fetch(`${quiet.origin}/feed`)))
    expect(quiet.mostAtOnce()).toBe(1)
    expect(performance.now() - started).toBeGreaterThanOrEqual(85)
    await quiet.close()
  })

  it('a slow host does not hold up another', async () => {
    const [slow, quick] = await Promise.all([startFeedServer(), startFeedServer()])
    const fetch = makeFetch({ allow: [slow.hostPort, quick.hostPort] })
    const stop = new AbortController()
    const hanging = fetch(`${slow.origin}/silent`, { signal: stop.signal }).catch(() => 'stopped')
    expect((await fetch(`${quick.origin}/feed`)).status).toBe(200)
    stop.abort()
    expect(await hanging).toBe('stopped')
    await Promise.all([slow.close(), quick.close()])
  })

  it('reads how long to wait, as seconds or as a date', async () => {
    expect((await makeFetch()(`${server.origin}/busy`)).waitSeconds).toBe(120)
    server.serve('/busy-date', '', { 'retry-after': 'Sun, 22 Nov 2026 05:10:00 GMT' }, 503)
    expect((await makeFetch()(`${server.origin}/busy-date`)).waitSeconds).toBe(600)
    server.serve('/busy-odd', '', { 'retry-after': 'soon' }, 503)
    expect((await makeFetch()(`${server.origin}/busy-odd`)).waitSeconds).toBeNull()
  })

  it('a status that is no success can be refused in words', async () => {
    const answer = await makeFetch()(`${server.origin}/error`)
    expect(() => { refuseStatus(answer) }).toThrowError(/answers with status 500/)
  })

  it('no error tells the token in its address', async () => {
    const failed = await makeFetch({ timeoutMs: 60 })(`${server.origin}/silent?access_token=vk1.secret`).catch((error: unknown) => error)
    const refused = await makeFetch()('http://user:secret@news.example/').catch((error: unknown) => error)
    for (const error of [failed, refused]) expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('secret')
  })
})

describe('a host that is left alone', () => {
  it('asked for a pause and is not called before it is over, whatever is wanted of it', async () => {
    const host = await startFeedServer()
    let now = '2026-11-22T05:00:00.000Z'
    const meters = makeMeters()
    const fetch = makeFetch({ allow: [host.hostPort], now: () => now, meters })
    expect((await fetch(`${host.origin}/busy`)).waitSeconds).toBe(120)
    await expect(fetch(`${host.origin}/feed`)).rejects.toEqual(refusal('fetch-failed', { reason: 'slow-down', waitSeconds: 120 }))
    now = '2026-11-22T05:02:00.000Z'
    expect((await fetch(`${host.origin}/feed`)).status).toBe(200)
    expect(host.requests.map(({ path }) => path)).toEqual(['/busy', '/feed'])
    expect([meters.all('http'), meters.all('waits')]).toEqual([
      [{ labels: { host: host.hostPort, status: '429' }, value: 1 }, { labels: { host: host.hostPort, status: '200' }, value: 1 }], [{ labels: { host: host.hostPort }, value: 120 }],
    ])
    await host.close()
  })

  it('failed five times in a row; after each rest it is tried once, and a success ends it', async () => {
    const host = await startFeedServer()
    let now = Date.parse('2026-11-22T05:00:00.000Z')
    const fetch = makeFetch({ allow: [host.hostPort], now: () => new Date(now).toISOString() })
    for (let tries = 0; tries < 5; tries += 1) expect((await fetch(`${host.origin}/error`)).status).toBe(500)
    await expect(fetch(`${host.origin}/feed`)).rejects.toEqual(refusal('fetch-failed', { reason: 'http-error', waitSeconds: 30 }))
    now += 30_000
    expect((await fetch(`${host.origin}/error`)).status).toBe(500)
    await expect(fetch(`${host.origin}/feed`)).rejects.toEqual(refusal('fetch-failed', { waitSeconds: 60 }))
    now += 60_000
    expect((await fetch(`${host.origin}/feed`)).status).toBe(200)
    expect((await fetch(`${host.origin}/error`)).status).toBe(500)
    expect((await fetch(`${host.origin}/feed`)).status).toBe(200)
    await host.close()
  })
})

describe('pages made for people', () => {
  const page = async (host: FeedServer, path = '/html') => makeFetch({ allow: [host.hostPort] })(`${host.origin}${path}`, { robots: true })

  it('are not read where robots.txt forbids it, while feeds are', async () => {
    const host = await startFeedServer()
    host.serve('/robots.txt', 'User-agent: *\nDisallow: /html\n\nUser-agent: Qulaq\nDisallow: /moved\n')
    await expect(page(host, '/moved')).rejects.toEqual(refusal('fetch-failed', { reason: 'robots' }))
    expect((await page(host)).status).toBe(200)
    host.serve('/robots.txt', 'User-agent: *\nDisallow: /html\n')
    await expect(page(host)).rejects.toEqual(refusal('fetch-failed', { reason: 'robots' }))
    expect(host.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/robots.txt', '/html', '/robots.txt'])
    expect((await makeFetch({ allow: [host.hostPort] })(`${host.origin}/html`)).status).toBe(200)
    await host.close()
  })

  it('are read where there is no robots.txt, which is asked for once a day, and not where it cannot be shown', async () => {
    const host = await startFeedServer()
    let now = '2026-11-22T05:00:00.000Z'
    const fetch = makeFetch({ allow: [host.hostPort], now: () => now })
    for (now of ['2026-11-22T05:00:00.000Z', '2026-11-22T15:00:00.000Z', '2026-11-23T06:00:00.000Z']) expect((await fetch(`${host.origin}/html`, { robots: true })).status).toBe(200)
    expect(host.requests.filter(({ path }) => path === '/robots.txt')).toHaveLength(2)
    host.serve('/robots.txt', '', {}, 503)
    await expect(page(host)).rejects.toEqual(refusal('fetch-failed', { reason: 'status', status: 503 }))
    await host.close()
  })
})

describe('the budget of a network', () => {
  it('is shared by all its sources and comes back when its time is over', async () => {
    let now = '2026-11-22T05:00:00.000Z'
    const fetchFor = makeBudgets(makeFetch(), () => now)
    const budget = { requests: 2, minutes: 5 }
    const call = (network: string) => fetchFor(network, budget)(`${server.origin}/feed`)
    await Promise.all([call('telegram'), call('telegram')])
    now = '2026-11-22T05:01:00.000Z'
    await expect(call('telegram')).rejects.toEqual(refusal('fetch-failed', { reason: 'slow-down', waitSeconds: 240 }))
    expect((await call('mastodon')).status).toBe(200)
    now = '2026-11-22T05:05:00.000Z'
    expect((await call('telegram')).status).toBe(200)
  })
})
