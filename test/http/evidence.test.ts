// The proof of a post: its files are fetched once, kept, and shown so that none of them can do harm.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runJobs } from '../../server/jobs.ts'
import { badAddresses } from '../attack-corpora.ts'
import { openDesk, type TestDesk } from './desk.ts'
import { feedOf, startOutside, type Outside } from './outside.ts'
import type { Person } from './person.ts'

let desk: TestDesk
let outside: Outside
let aigul: Person
let ticketId: string
interface Kept { evidenceId: string, media: { url: string, state: string, hash: string | null, type: string | null, why: string | null }[] }
let kept: Kept

const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const script = '<script>alert(1)</script>'
const files: Record<string, { type: string, body: string | Buffer }> = {
  '/well.png': { type: 'image/png', body: picture }, '/page.png': { type: 'text/html', body: script }, '/vector.png': { type: 'image/svg+xml', body: `<svg>${script}</svg>` },
  '/named.png': { type: 'image/png; name="x"', body: 'named' },
}

beforeAll(async () => {
  outside = await startOutside()
  for (const [path, page] of Object.entries(files)) outside.pages.set(path, page)
  const urls = [...Object.keys(files), '/gone.png'].map(outside.url)
  outside.pages.set('/feed.xml', feedOf([{ guid: 'pit', text: 'На улице Абая открытый люк, акимат Бурабая, закройте', files: [...urls, 'http://127.0.0.1:1/secret.png', ...badAddresses] }]))
  desk = await openDesk({ fetchAllow: [outside.host] })
  aigul = await desk.as('aigul')
  const organisationId = await desk.akimat('burabay')
  await aigul.ask('create-source', { url: outside.url('/feed.xml'), organisationIds: [organisationId] })
  desk.later(1)
  await runJobs(desk.world, 'one', new AbortController().signal)
  const post = await desk.store.read.find('post', 'key', ['feed', `${outside.url('/feed.xml')}#pit`])
  const registered = await aigul.ask('register', { postId: post?.id ?? '', organisationId, bodyId: await desk.body('burabay', 'energy_utilities') })
  ticketId = registered.ticketId ?? ''
  const before = await aigul.ask('ticket', { ticketId })
  expect(before.evidence[0]?.media.every(({ state }) => state === 'pending')).toBe(true)
  await runJobs(desk.world, 'one', new AbortController().signal)
  const [evidence] = (await aigul.ask('ticket', { ticketId })).evidence
  kept = { evidenceId: evidence?.id ?? '', media: evidence?.media ?? [] }
})
afterAll(async () => {
  await desk.close()
  await outside.close()
})

const mediumOf = (path: string) => kept.media.find(({ url }) => url === outside.url(path))
const hashOf = (path: string) => mediumOf(path)?.hash ?? ''
const blobOf = (person: Person, path: string) => person.send('blob', { evidenceId: kept.evidenceId, hash: hashOf(path) })

test('each file is kept under the hash of its bytes, and what could not be had says why', () => {
  for (const [path, { body }] of Object.entries(files)) expect(mediumOf(path)).toMatchObject({ state: 'kept', hash: createHash('sha256').update(body).digest('hex') })
  expect(mediumOf('/gone.png')).toMatchObject({ state: 'failed', hash: null, why: 'status 404' })
  const inside = kept.media.filter(({ url }) => !url.startsWith(outside.url('')))
  expect(inside.length).toBeGreaterThan(30)
  for (const medium of inside) expect(medium).toMatchObject({ state: 'failed', hash: null, why: 'address-refused' })
})

test('a picture opens in the browser; whatever could run a script is only saved, under our name', async () => {
  const well = await blobOf(aigul, '/well.png')
  expect(well.bytes).toEqual(picture)
  expect(well.headers).toMatchObject({ 'content-type': 'image/png', 'content-disposition': `inline; filename="${hashOf('/well.png').slice(0, 16)}"`, 'cache-control': 'private, max-age=3600' })
  for (const path of ['/page.png', '/vector.png']) {
    const { headers, status, text } = await blobOf(aigul, path)
    expect([status, text, headers['content-type'], headers['content-disposition']]).toEqual([200, String(files[path]?.body), 'application/octet-stream', `attachment; filename="${hashOf(path).slice(0, 16)}"`])
    expect([headers['x-content-type-options'], headers['content-security-policy']]).toEqual(['nosniff', 'default-src \'none\'; sandbox; frame-ancestors \'none\''])
  }
  expect((await blobOf(aigul, '/named.png')).headers['content-disposition']).toMatch(/^attachment/)
})

test('who may not read the ticket finds no file; who may, does', async () => {
  for (const [login, code] of [['dana', 'not-found'], ['erlan', 'not-found'], ['vera', 'not-found'], ['ruslan', 'not-found'], ['sabit', 'done'], ['bolat', 'done']] as const) {
    expect([login, await (await desk.as(login)).codeOf('blob', { evidenceId: kept.evidenceId, hash: hashOf('/well.png') })]).toEqual([login, code])
  }
  expect(await desk.guest.codeOf('blob', { evidenceId: kept.evidenceId, hash: hashOf('/well.png') })).toBe('not-signed-in')
})

test('a hash of another proof, of nothing, or a way through the folders leads to no file', async () => {
  const stranger = await desk.store.blobs.put(Buffer.from('kept for another ticket'))
  for (const hash of [stranger, '0'.repeat(64)]) expect(await aigul.codeOf('blob', { evidenceId: kept.evidenceId, hash })).toBe('not-found')
  for (const hash of ['../../qulaq.sqlite', '..%2f', hashOf('/well.png').toUpperCase(), `${hashOf('/well.png')}.draft`, `${hashOf('/well.png')}\0`, '%']) {
    expect([hash, await aigul.codeOf('blob', { evidenceId: kept.evidenceId, hash })]).toEqual([hash, 'bad-input'])
  }
  expect(await aigul.codeOf('blob', { evidenceId: '__proto__', hash: hashOf('/well.png') })).toBe('not-found')
})

test('a file is fetched once, however often the job runs', async () => {
  desk.later(1)
  await runJobs(desk.world, 'one', new AbortController().signal)
  expect(outside.asked.filter(path => path === '/well.png')).toHaveLength(1)
})
