// What is older than the office wants to keep goes at night; what anybody still owes something on stays.
import { expect, onTestFinished, test } from 'vitest'
import { act, byMachine } from '../../server/actions/act.ts'
import { fetchEvidence } from '../../server/actions/fetch-evidence.ts'
import { forgetOld } from '../../server/actions/forget-old.ts'
import { takeLease } from '../../server/actions/lease.ts'
import { showRetention } from '../../server/actions/show/retention.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { startFeedServer } from '../collectors/feed-server.ts'
import { forever } from './gulbarshyn.ts'
import { at, openOffice, refused } from './office.ts'
import { ticketIn } from './journey.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

const textOf = async (office: Office, postId: string) => (await office.world.store.read.get('post', postId))?.versions[0]?.text
const nightOf = async (office: Office, day: string) => {
  office.setClock(day, '02:00')
  return forgetOld(office.world, forever)
}
const pages = async (office: Office) => (await office.trail()).flatMap(({ event }) => event.type === 'retention' ? [[event.sort, event.count]] : [])

test('a dismissed post loses its words after six months to the day, and the trail tells how many went', async () => {
  const office = await openOffice()
  const [old, young] = [await office.post('Әкімдік, ескі сөз', { author: 'Ескі Адам' }), await office.post('Әкімдік, жаңа сөз')]
  await office.as('aigul').dismiss(old, { reason: 'opinion' })
  await nightOf(office, '2027-05-18')
  expect(await textOf(office, old.postId)).toBe('Әкімдік, ескі сөз')
  expect(await nightOf(office, '2027-05-19')).toBe(true)
  expect(await office.world.store.read.get('post', old.postId)).toMatchObject({ author: null, versions: [{ text: '', salt: '' }], erasedAt: office.clock.now })
  expect(await textOf(office, young.postId)).toBe('Әкімдік, жаңа сөз')
  expect(await pages(office)).toContainEqual(['dismissed', 1])
  expect(await verifyTrail(office.world.store.read)).toHaveProperty('lines')
})

test('noise that nobody took up goes too, what waits in the open feed does not', async () => {
  const office = await openOffice()
  const [noise, waiting] = [await office.post('Бүгін ауа райы жақсы екен'), await office.post('Әкімдік, көшеде шам жанбайды')]
  expect((await office.triage(noise)).folded).toBe(true)
  await nightOf(office, '2028-01-10')
  expect([await textOf(office, noise.postId), await textOf(office, waiting.postId)]).toEqual(['', 'Әкімдік, көшеде шам жанбайды'])
  expect((await office.triage(noise)).state).toBe('dismissed')
})

test('a post dismissed at one akimat stays while the ticket of another akimat needs it', async () => {
  const office = await openOffice()
  const url = 'https://qala.example/both'
  const here = await office.post('Әкімдік, екі ауданның көпірі', { url })
  const there = await office.post('Әкімдік, екі ауданның көпірі', { url, at: 'taudy' })
  await office.as('aigul').dismiss(here, { reason: 'not-about-us' })
  const { ticketId } = await office.as('tolkyn').register(there)
  await nightOf(office, '2028-01-10')
  expect(await textOf(office, here.postId)).toBe('Әкімдік, екі ауданның көпірі')
  await office.as('serik').close(ticketId, { result: 'no-data' })
  await nightOf(office, '2031-01-10')
  expect(await textOf(office, here.postId)).toBe('Әкімдік, екі ауданның көпірі')
  await nightOf(office, '2031-01-11')
  expect(await textOf(office, here.postId)).toBe('')
})

test('three years after closing a ticket keeps its number, clocks and our reply, and loses the person\'s words, notes and contacts', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').contact(ticketId, { phone: '+7 701 555 44 33' })
  await office.as('dana').note(ticketId, 'қоңырау шалынды')
  await office.as('dana').submit(ticketId, { text: 'Су қосылды', kind: 'final', result: 'solved' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
  await office.as('aigul').close(ticketId)
  const before = await office.ticket(ticketId)
  await nightOf(office, '2029-11-19')
  const after = await office.ticket(ticketId)
  expect(after).toMatchObject({ number: before.number, intervals: before.intervals, firstReply: before.firstReply, result: 'solved', forgotten: true })
  expect(await textOf(office, before.posts[0]?.postId ?? '')).toBe('')
  expect((await office.replyOf(ticketId)).versions.at(-1)).toMatchObject({ text: 'Су қосылды', salt: expect.stringMatching(/./) })
  expect((await office.sees('aigul').ticket(ticketId)).timeline.filter(({ text }) => text !== null)).toEqual([])
  const size = (await office.trail()).length
  await nightOf(office, '2029-11-20')
  expect((await office.trail()).length).toBe(size)
})

test.each([
  ['a promise is open', async (office: Office) => {
    const ticketId = await ticketIn(office, 'in-work')
    await office.as('dana').submit(ticketId, { text: 'Жоспарланды', kind: 'final', result: 'planned', promisedOn: '2030-06-01' })
    await office.as('gulnar').approve(ticketId)
    await office.as('aigul').publish(ticketId)
    await office.as('aigul').close(ticketId)
    return ticketId
  }],
  ['it is under control', async (office: Office) => {
    const ticketId = await ticketIn(office, 'closed')
    await office.as('marzhan').control(ticketId, true)
    return ticketId
  }],
  ['it is open', (office: Office) => ticketIn(office, 'in-work')],
  ['it is answered and not closed', (office: Office) => ticketIn(office, 'answered')],
])('nothing of a ticket goes by age while %s', async (_name, make) => {
  const office = await openOffice()
  const ticketId = await make(office)
  const { posts } = await office.ticket(ticketId)
  await office.as('aigul').contact(ticketId, { phone: '+7 701 555 44 33' })
  await nightOf(office, '2030-01-10')
  expect(await textOf(office, posts[0]?.postId ?? '')).not.toBe('')
  expect(await office.as('aigul').readContact(ticketId)).toMatchObject({ phone: '+7 701 555 44 33' })
})

test('contacts of a closed ticket go half a year after closing, its words stay', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'closed')
  await office.as('aigul').contact(ticketId, { phone: '+7 701 555 44 33' })
  await nightOf(office, '2027-05-18')
  expect(await office.as('aigul').readContact(ticketId)).toMatchObject({ phone: '+7 701 555 44 33' })
  await nightOf(office, '2027-05-19')
  expect(await refused(office.as('aigul').readContact(ticketId))).toMatchObject({ code: 'not-found' })
  expect(await textOf(office, (await office.ticket(ticketId)).posts[0]?.postId ?? '')).not.toBe('')
})

test('pictures of a closed ticket go after a year, the text of the evidence stays', async () => {
  const server = await startFeedServer()
  onTestFinished(() => server.close())
  server.serve('/photo.jpg', Buffer.from('a photo'), { 'content-type': 'image/jpeg' })
  const office = await openOffice({ fetchAllow: [server.hostPort] })
  const post = await office.post('Әкімдік, құбыр жарылды', { media: [{ kind: 'image', url: `${server.origin}/photo.jpg` }] })
  const { ticketId } = await office.as('aigul').register(post)
  await fetchEvidence(office.world, forever)
  const hash = (await office.evidenceOf(ticketId))[0]?.media[0]?.hash ?? ''
  await office.as('kairat').close(ticketId, { result: 'no-data' })
  await nightOf(office, '2027-11-18')
  expect(await office.world.store.blobs.get(hash)).toBeDefined()
  await nightOf(office, '2027-11-19')
  expect(await office.world.store.blobs.get(hash)).toBeUndefined()
  expect(await office.evidenceOf(ticketId)).toMatchObject([{ text: 'Әкімдік, құбыр жарылды', media: [{ state: 'failed', why: 'expired', hash: null }] }])
})

test('dead letters, sessions, notices and kept commands go by their age; a command sent again within thirty days is still done once', async () => {
  const office = await openOffice()
  await act(office.world, byMachine, { name: 'set-up', input: null }, async (tx) => {
    await tx.insert('deadLetter', { id: 'd1', sourceId: 'test', key: null, raw: 'сынық', problem: 'no text', parserVersion: 1, at: tx.now })
    return null
  })
  const post = await office.post('Әкімдік, қайталау')
  const send = () => office.as('aigul', 'key-1').register(post)
  const { ticketId } = await send()
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await nightOf(office, '2026-12-18')
  expect([(await send()).ticketId, await office.world.store.read.get('deadLetter', 'd1')]).toMatchObject([ticketId, { id: 'd1' }])
  await nightOf(office, '2026-12-19')
  expect(await office.world.store.read.get('deadLetter', 'd1')).toBeUndefined()
  expect(await refused(send())).toMatchObject({ code: 'not-in-this-state' })
  expect((await office.notices('dana')).length).toBeGreaterThan(0)
  await nightOf(office, '2027-11-19')
  expect((await office.notices('dana')).filter(({ at: when }) => when < at('2026-11-19', '00:00'))).toEqual([])
})

test('an administrator of the highest akimat sets the months and sees what would go at most; a closed ticket is never touched before it can be reopened no more', async () => {
  const office = await openOffice()
  await office.as('aigul').dismiss(await office.post('Әкімдік, ескі сөз'), { reason: 'opinion' })
  office.setClock('2027-02-01', '10:00')
  const seen = async () => (await showRetention(office.world, await office.sees('olga').viewer())).kinds.find(({ kind }) => kind === 'dismissed')
  expect(await seen()).toMatchObject({ months: 6, atMost: 0 })
  expect(await refused(office.as('aigul').setRetention({ dismissed: 1 }))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('olga').setRetention({ closed: 1 }))).toMatchObject({ code: 'bad-input', field: 'closed' })
  const proposed = (await showRetention(office.world, await office.sees('olga').viewer(), { dismissed: 2 })).kinds.find(({ kind }) => kind === 'dismissed')
  expect([proposed?.months, proposed?.atMost, (await seen())?.months]).toEqual([2, 1, 6])
  await office.as('olga').setRetention({ dismissed: 2 })
  expect(await seen()).toMatchObject({ months: 2, atMost: 1, before: at('2026-12-01', '00:00') })
  await office.as('olga').setRetention({ dismissed: null })
  await nightOf(office, '2040-01-01')
  expect(await seen()).toMatchObject({ months: null, before: null, atMost: 0 })
  expect((await pages(office)).filter(([kind]) => kind === 'dismissed')).toEqual([])
  expect(await refused(showRetention(office.world, await office.sees('aigul').viewer()))).toMatchObject({ code: 'no-right' })
})

test('it is done once a day, not before two at night, and a stopped night goes on where it was', async () => {
  const office = await openOffice()
  const posts: { postId: string, organisationId: string }[] = []
  for (let index = 0; index < 30; index++) {
    const post = await office.post(`Әкімдік, ескі сөз ${index}`)
    await office.as('aigul').dismiss(post, { reason: 'opinion' })
    posts.push(post)
  }
  office.setClock('2028-01-10', '01:59')
  expect(await forgetOld(office.world, forever)).toBe(false)
  office.setClock('2028-01-10', '02:00')
  const stop = new AbortController()
  const { read } = office.world.store
  let lists = 0
  const list: typeof read.list = (noun, query) => {
    if (noun === 'evidence' && ++lists === 5) stop.abort()
    return read.list(noun, query)
  }
  const stopping = { ...office.world, store: { ...office.world.store, read: { ...read, list } } }
  expect(await forgetOld(stopping, stop.signal)).toBe(false)
  const left = async () => (await Promise.all(posts.map(({ postId }) => textOf(office, postId)))).filter(text => text !== '').length
  expect(await left()).toBeGreaterThan(0)
  expect(await left()).toBeLessThan(30)
  expect(await forgetOld(office.world, forever)).toBe(true)
  expect([await left(), await forgetOld(office.world, forever)]).toEqual([0, false])
})

test('a leader whose lease has passed on erases nothing', async () => {
  const office = await openOffice()
  const post = await office.post('Әкімдік, ескі сөз')
  await office.as('aigul').dismiss(post, { reason: 'opinion' })
  const old = await takeLease(office.world, 'jobs', 'first')
  office.setClock('2028-01-10', '02:00')
  await takeLease(office.world, 'jobs', 'second')
  expect(await refused(forgetOld(office.world, forever, old ?? undefined))).toMatchObject({ code: 'lease-lost' })
  expect(await textOf(office, post.postId)).toBe('Әкімдік, ескі сөз')
})
