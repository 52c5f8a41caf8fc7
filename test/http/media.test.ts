// Pictures of posts through the desk's own door: politely fetched, only what is a picture, only to who may see the post, and never from where nobody may go.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { makePoliteFetch } from '../../collectors/polite-fetch.ts'
import { Refusal } from '#domain/refusal.ts'
import { makePictures, pictureTypeOf, type Pictures } from '../../server/actions/pictures.ts'
import { makePictureCache } from '../../server/store/picture-cache.ts'
import { openDesk, type TestDesk } from './desk.ts'
import { feedOf, startOutside, type Outside } from './outside.ts'
import type { Person } from './person.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

let desk: TestDesk
let outside: Outside
let aigul: Person
let postId: string
const files = ['/well.png', '/lying.png', '/vector.svg', '/gone.png', '/away.png', '/large.png', '/film.mp4']
const indexOf = (path: string) => files.indexOf(path)
const ask = (person: Person, path: string) => person.send('media', { postId, index: indexOf(path) })

beforeAll(async () => {
  outside = await startOutside()
  outside.pages.set('/well.png', { type: 'text/html', body: png })
  outside.pages.set('/lying.png', { type: 'image/png', body: '<script>alert(1)</script>' })
  outside.pages.set('/vector.svg', { type: 'image/svg+xml', body: svg })
  outside.pages.set('/away.png', { type: 'text/plain', body: '', status: 302, location: 'http://127.0.0.1/secret.png' })
  outside.pages.set('/large.png', { type: 'image/png', body: Buffer.concat([png, Buffer.alloc(6 * 1024 * 1024)]) })
  outside.pages.set('/feed.xml', feedOf([{ guid: 'pit', text: 'На улице Абая открытый люк, акимат Бурабая, закройте', files: files.map(outside.url) }]))
  desk = await openDesk({ fetchAllow: [outside.host], withPictures: true })
  aigul = await desk.as('aigul')
  const { id: sourceId } = await aigul.ask('create-source', { url: outside.url('/feed.xml'), organisationIds: [await desk.akimat('burabay')] })
  await aigul.ask('collect-now', { sourceId })
  postId = (await desk.store.read.find('post', 'key', ['feed', `${outside.url('/feed.xml')}#pit`]))?.id ?? ''
})
afterAll(async () => {
  await desk.close()
  await outside.close()
})

test('a picture is shown as what its bytes are, whatever the stranger calls it, and can run nothing', async () => {
  const { status, bytes, headers } = await ask(aigul, '/well.png')
  expect([status, bytes]).toEqual([200, png])
  expect(headers).toMatchObject({ 'content-type': 'image/png', 'content-disposition': `inline; filename="${postId}-0"`, 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=3600' })
  expect(headers['content-security-policy']).toBe('default-src \'none\'; sandbox; frame-ancestors \'none\'')
})

test('it is fetched once for all who look', async () => {
  await ask(aigul, '/well.png')
  await ask(await desk.as('kairat'), '/well.png')
  expect(outside.asked.filter(path => path === '/well.png')).toHaveLength(1)
})

test.each([
  ['/lying.png', 'not-a-picture'], ['/vector.svg', 'not-a-picture'], ['/gone.png', 'fetch-failed'], ['/away.png', 'address-refused'], ['/large.png', 'fetch-failed'],
])('%s is refused in words, and not asked for at every look', async (path, code) => {
  const { status, body, text } = await ask(aigul, path)
  expect(body).toMatchObject({ code, title: expect.stringMatching(/\p{L}{4}/u) })
  expect(status).toBeGreaterThanOrEqual(400)
  expect(text).not.toContain('<script')
  await ask(aigul, path)
  expect(outside.asked.filter(asked => asked === path)).toHaveLength(1)
})

test('a film is no picture, and a place that the post does not have leads nowhere', async () => {
  expect(await aigul.codeOf('media', { postId, index: indexOf('/film.mp4') })).toBe('not-found')
  expect(await aigul.codeOf('media', { postId, index: 50 })).toBe('not-found')
  expect(await aigul.codeOf('media', { postId: 'no-such-post', index: 0 })).toBe('not-found')
  for (const index of ['-1', '1.5', 'x', '999', 'http:', '..']) expect([index, await aigul.codeOf('media', { postId, index })]).toEqual([index, 'bad-input'])
  expect((await aigul.raw({ path: `/api/v1/posts/${postId}/media/0?url=http://127.0.0.1:1/secret.png` })).status).toBe(400)
  expect(outside.asked).not.toContain('/film.mp4')
})

test('only who may see the post sees its pictures: by the feed, or by the ticket that it is on', async () => {
  const seen = async (login: string) => (await desk.as(login)).codeOf('media', { postId, index: 0 })
  for (const [login, code] of [['aigul', 'done'], ['sabit', 'done'], ['erlan', 'not-found'], ['zhanna', 'not-found'], ['vera', 'not-found'], ['ruslan', 'not-found']]) expect([login, await seen(login ?? '')]).toEqual([login, code])
  expect(await desk.guest.codeOf('media', { postId, index: 0 })).toBe('not-signed-in')
  await aigul.ask('register', { postId, organisationId: await desk.akimat('burabay'), bodyId: await desk.body('burabay', 'energy_utilities') })
  for (const [login, code] of [['zhanna', 'done'], ['bolat', 'done'], ['erlan', 'not-found']]) expect([login, await seen(login ?? '')]).toEqual([login, code])
})

test('nothing of a picture is left when its post is erased, and a day later none is left at all', async () => {
  const folder = join(desk.folder, 'pictures')
  expect(await readdir(folder)).toHaveLength(1)
  await desk.world.pictures.forget([outside.url('/well.png')])
  expect(await readdir(folder)).toEqual([])
  await ask(aigul, '/well.png')
  expect(await readdir(folder)).toHaveLength(1)
  desk.later(24 * 60 - 1)
  await desk.world.pictures.sweep()
  expect(await readdir(folder)).toHaveLength(1)
  desk.later(1)
  await desk.world.pictures.sweep()
  expect(await readdir(folder)).toEqual([])
})

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => { for (const close of closers.splice(0)) await close() })

const picturesOver = async (serve: Parameters<typeof createServer>[1], maxBytes = 100): Promise<{ pictures: Pictures, url: string, folder: string }> => {
  const server: Server = createServer(serve ?? (() => {}))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-pictures-'))
  closers.push(() => rm(folder, { recursive: true }), async () => {
    server.closeAllConnections()
    server.close()
  })
  const now = () => '2026-11-18T05:00:00.000Z'
  const fetch = makePoliteFetch({ userAgent: 'test', allow: [`127.0.0.1:${port}`], now, gapMs: 0 })
  return { pictures: makePictures({ fetch, cache: makePictureCache({ folder, now, maxBytes }), now, waitMs: 200 }), url: `http://127.0.0.1:${port}`, folder }
}

test('a host that never answers is given up: nobody waits before the screen for long', async () => {
  const { pictures, url } = await picturesOver(() => {})
  const refused = await pictures.of(`${url}/slow.png`).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refusal)
  expect(refused).toMatchObject({ code: 'fetch-failed' })
})

test('pictures on the disk stay within their bound: the oldest goes first; two who look at once cause one call', async () => {
  let calls = 0
  const { pictures, url, folder } = await picturesOver((_request, response) => {
    calls += 1
    response.end(Buffer.concat([png, Buffer.alloc(24)]))
  })
  await Promise.all([pictures.of(`${url}/1`), pictures.of(`${url}/1`)])
  expect(calls).toBe(1)
  await pictures.of(`${url}/2`)
  await pictures.of(`${url}/3`)
  expect(await readdir(folder)).toHaveLength(2)
  await pictures.of(`${url}/3`)
  await pictures.of(`${url}/1`)
  expect(calls).toBe(4)
})

test('a picture is known by its first bytes, and a vector drawing is none', () => {
  const known: [string, string | null][] = [
    ['ffd8ffe0', 'image/jpeg'], ['89504e470d0a1a0a', 'image/png'], ['474946383961', 'image/gif'], ['52494646000000005745425056503820', 'image/webp'],
    ['0000001c6674797061766966', 'image/avif'], ['', null], [Buffer.from(svg).toString('hex'), null], [Buffer.from('<html>').toString('hex'), null], ['52494646000000005741564566', null],
  ]
  for (const [hex, type] of known) expect([hex, pictureTypeOf(Buffer.from(hex, 'hex'))]).toEqual([hex, type])
})
