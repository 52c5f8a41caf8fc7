// Media of evidence: kept with their hash, or with the reason why not. A real server on loopback answers.
import { createHash } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { fetchEvidence } from '../../server/actions/fetch-evidence.ts'
import { showBlob } from '../../server/actions/show/blob.ts'
import { startFeedServer, type FeedServer } from '../collectors/feed-server.ts'
import { aText, openOffice, refused, type Office } from './office.ts'

const photo = Buffer.from('a photo of a dry tap')
const sha256 = createHash('sha256').update(photo).digest('hex')
/** As it stands in the trail. */
const salted = (salt = '') => createHash('sha256').update(salt).update(sha256).digest('hex')
const forever = new AbortController().signal

const setUp = async (): Promise<{ server: FeedServer, office: Office, registered: (...paths: string[]) => Promise<string> }> => {
  const server = await startFeedServer()
  onTestFinished(() => server.close())
  server.serve('/photo.jpg', photo, { 'content-type': 'image/jpeg' })
  const office = await openOffice({ fetchAllow: [server.hostPort] })
  const registered = async (...paths: string[]) => {
    const media = paths.map(path => ({ kind: 'image' as const, url: path.startsWith('/') ? `${server.origin}${path}` : path }))
    return (await office.as('aigul').register(await office.post(aText, { media }), { bodyId: office.place('koldi/water'), officerId: office.user('dana') })).ticketId
  }
  return { server, office, registered }
}

test('a photo is kept under its hash and read by those who read the ticket', async () => {
  const { office, registered } = await setUp()
  const ticketId = await registered('/photo.jpg')
  expect(await office.evidenceOf(ticketId)).toMatchObject([{ pending: true, media: [{ state: 'pending', hash: null }] }])
  expect(await fetchEvidence(office.world, forever)).toBe(1)
  const [evidence] = await office.evidenceOf(ticketId)
  expect(evidence).toMatchObject({ pending: false, media: [{ state: 'kept', hash: sha256, type: 'image/jpeg', bytes: photo.length, why: null }] })
  const { bytes, type } = await showBlob(office.world, await office.sees('dana').viewer(), evidence?.id ?? '', sha256)
  expect([Buffer.from(bytes), type]).toEqual([photo, 'image/jpeg'])
  expect(await refused(showBlob(office.world, await office.sees('hamit').viewer(), evidence?.id ?? '', sha256))).toMatchObject({ code: 'not-found' })
  expect((await office.trail()).at(-1)).toMatchObject({ by: 'machine', event: { type: 'evidence', ticketId, of: 'post', media: { 0: salted(evidence?.salt) } } })
  expect(await fetchEvidence(office.world, forever)).toBe(0)
})

test('what could not be kept says why: not there, too large, an address of the inside, one that is no address', async () => {
  const { server, office, registered } = await setUp()
  server.at('/large.mp4', (_, response) => { response.writeHead(200, { 'content-type': 'video/mp4' }).end(Buffer.alloc(10 * 1024 * 1024 + 1)) })
  const ticketId = await registered('/photo.jpg', '/missing.jpg', '/large.mp4', 'http://127.0.0.1:9/secret', 'http://169.254.169.254/latest', 'not an address', '/to-metadata')
  await fetchEvidence(office.world, forever)
  const [evidence] = await office.evidenceOf(ticketId)
  expect(evidence?.media.map(({ state, why }) => [state, why])).toEqual([
    ['kept', null], ['failed', 'status 404'], ['failed', 'too-large'], ['failed', 'address-refused'], ['failed', 'address-refused'], ['failed', 'address-refused'], ['failed', 'address-refused'],
  ])
  expect((await office.trail()).at(-1)).toMatchObject({ event: { media: { 0: salted(evidence?.salt), 1: 'status 404', 2: 'too-large' } } })
  expect(server.requests.some(({ path }) => path.includes('secret'))).toBe(false)
})

test('exactly ten megabytes are still kept', async () => {
  const { server, office, registered } = await setUp()
  server.serve('/large.mp4', Buffer.alloc(10 * 1024 * 1024))
  const ticketId = await registered('/large.mp4')
  await fetchEvidence(office.world, forever)
  expect((await office.evidenceOf(ticketId))[0]?.media[0]).toMatchObject({ state: 'kept', bytes: 10 * 1024 * 1024 })
})

test('what was stopped half-way waits for the next round', async () => {
  const { server, office, registered } = await setUp()
  const ticketId = await registered('/photo.jpg')
  const stop = new AbortController()
  server.at('/photo.jpg', () => { stop.abort() })
  await fetchEvidence(office.world, stop.signal)
  expect(await office.evidenceOf(ticketId)).toMatchObject([{ pending: true, media: [{ state: 'pending' }] }])
  server.serve('/photo.jpg', photo)
  await fetchEvidence(office.world, forever)
  expect(await office.evidenceOf(ticketId)).toMatchObject([{ pending: false, media: [{ state: 'kept', hash: sha256 }] }])
})

test('evidence stays when the post is edited or the ticket annulled', async () => {
  const { office } = await setUp()
  const url = 'https://qala.example/evidence'
  const { ticketId } = await office.as('aigul').register(await office.post(aText, { url }))
  await office.post('Өшірілді', { url })
  await office.as('aigul').annul(ticketId)
  const [evidence] = await office.evidenceOf(ticketId)
  expect(evidence).toMatchObject({ text: aText, url })
  expect(createHash('sha256').update(`${evidence?.salt}\n${aText}`).digest('hex')).toBe(evidence?.hash)
})
