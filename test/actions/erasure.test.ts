// A person asks to be erased: words, names, addresses and salts go, from the files too; numbers, clocks and the chain stay.
import { expect, onTestFinished, test } from 'vitest'
import { act, byMachine } from '../../server/actions/act.ts'
import { carryOutErasures } from '../../server/actions/carry-out-erasures.ts'
import { fetchEvidence } from '../../server/actions/fetch-evidence.ts'
import type { World } from '../../server/actions/world.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { startFeedServer } from '../collectors/feed-server.ts'
import { ask, author, eraseAuthor, forever, left, live, preview, said, secrets } from './gulbarshyn.ts'
import { openOffice, refused } from './office.ts'

test('of a person who is erased no word stays in any file of the desk, and the trail verifies', async () => {
  const office = await openOffice()
  const { post, ticketId, number } = await live(office)
  expect(await left(office)).toEqual(secrets)
  // The stems by which the search finds her words: those that stand in nobody else's.
  const { classification } = await office.world.store.read.get('post', post.postId) ?? { classification: { terms: [] } }
  const stems = classification.terms.filter(term => term.length > 5)
  const heldStems = async () => {
    const bytes = await office.bytes()
    return stems.filter(stem => bytes.includes(stem))
  }
  expect([stems.length > 2, await heldStems()]).toEqual([true, stems])
  const before = { ticket: await office.ticket(ticketId), statistics: await office.sees('kairat').statistics('koldi'), lines: (await office.trail()).length }
  await eraseAuthor(office, post)
  expect([await left(office), await heldStems()]).toEqual([[], []])
  expect(await verifyTrail(office.world.store.read)).toMatchObject({ lines: expect.any(Number) })
  const { state, topic, place, registeredAt, firstReply, final, holdings, intervals, result, officerId } = before.ticket
  expect(await office.ticket(ticketId)).toMatchObject({ number, state, topic, place, registeredAt, firstReply, final, holdings, intervals, result, officerId })
  const after = await office.sees('kairat').statistics('koldi')
  expect(after.today).toEqual(before.statistics.today)
  expect((await office.trail()).length).toBeGreaterThan(before.lines)
})

test('no salt by which a word could be proven stays, and the akimat\'s own words stay with a mark for the name', async () => {
  const office = await openOffice()
  const { post, ticketId } = await live(office)
  await eraseAuthor(office, post)
  const evidence = await office.evidenceOf(ticketId)
  expect(evidence.map(({ of, text, salt, hash, media }) => [of, text, salt, hash, media.length])).toEqual([
    ['post', '', '', '', 0], ['reply', 'Құрметті ▇▇▇! Құдық бүгін жабылды.', '', '', 0],
  ])
  expect(await office.world.store.read.get('post', post.postId)).toMatchObject({ author: null, url: null, versions: [{ text: '', salt: '', hash: '' }], classification: { terms: [], evidence: [] } })
  const shown = await office.sees('aigul').ticket(ticketId)
  expect(shown).toMatchObject({ posts: [{ post: { text: '', author: null, erasedAt: office.clock.now } }], published: [{ text: 'Құрметті ▇▇▇! Құдық бүгін жабылды.', permalink: null }], formalNumber: null })
  expect(await refused(office.as('aigul').readContact(ticketId))).toMatchObject({ code: 'not-found' })
})

test('what the trail tells of it is numbers, and the request no longer says who it was', async () => {
  const office = await openOffice()
  const { post, ticketId } = await live(office)
  const erasureId = await eraseAuthor(office, post)
  const lines = (await office.trail()).flatMap(({ event }) => event.type === 'erase' || event.type === 'erase-post' || event.type === 'erasure-done' ? [event] : [])
  expect(lines).toMatchObject([
    { type: 'erase', ticketId, notes: 0, replies: 1, contacts: 1, appeals: 1 }, { type: 'erase-post', postId: post.postId, texts: 2, files: 0 }, { type: 'erase-post', postId: post.postId, texts: 1, files: 0 },
    { type: 'erase-post', texts: 1 }, { type: 'erasure-done', erasureId, posts: 2, notes: 4 },
  ])
  expect(JSON.stringify(lines, (key, value: unknown) => key === 'number' ? '' : value)).not.toMatch(/\p{Script=Cyrillic}/u)
  expect(await office.world.store.read.get('erasure', erasureId)).toMatchObject({ state: 'done', posts: 2, network: null, authorKey: null, noteIds: [], strike: [] })
  expect((await office.notices('kairat')).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['erasure-asked', 'erasure-done']))
})

test('an erased post is not taken in again, however often the network shows it, and its key names nobody', async () => {
  const office = await openOffice()
  const { post, second } = await live(office)
  await eraseAuthor(office, post)
  const again = await office.post(said.text, { author, url: said.url })
  expect(again.postId).toBe(post.postId)
  await office.post(said.edit, { author, url: said.url })
  expect(await office.world.store.read.get('post', post.postId)).toMatchObject({ versions: [{ text: '' }], author: null, key: expect.stringMatching(/^erased:[0-9a-f]{64}$/) })
  expect(await office.triage(second)).toMatchObject({ state: 'dismissed' })
  await office.world.store.scrub()
  expect(await left(office)).toEqual([])
})

test('a post pasted by hand and erased is refused when it is pasted again; nothing is decided about an erased post but to dismiss it', async () => {
  const office = await openOffice()
  const { postId, organisationId } = await office.as('aigul').paste(office.place('koldi'), said.url, said.text)
  const { id } = await ask(office, { postId, organisationId }, 'post')
  await office.as('kairat').erase(id)
  await carryOutErasures(office.world, forever)
  expect(await refused(office.as('aigul').paste(office.place('koldi'), said.url, said.text))).toMatchObject({ code: 'erased' })
  expect(await office.triage({ postId, organisationId })).toMatchObject({ state: 'dismissed', reason: 'other', decidedBy: 'machine' })
  expect(await refused(office.as('aigul').register({ postId, organisationId }))).toMatchObject({ code: 'erased' })
  expect(await refused(office.as('aigul').restore({ postId, organisationId }))).toMatchObject({ code: 'erased' })
})

test('other people\'s posts with the same words stay, and no link says any more that the erased one said the same', async () => {
  const office = await openOffice()
  const mine = await office.post(said.text, { author })
  const others = [await office.post(said.text, { author: 'Бөтен Адам' }), await office.post(said.text, { author: 'Тағы Біреу' })]
  const { id } = await ask(office, mine)
  await office.as('kairat').erase(id)
  await carryOutErasures(office.world, forever)
  const [heir, twin] = await office.world.store.read.many('post', others.map(({ postId }) => postId))
  expect([heir?.duplicateOfId, twin?.duplicateOfId]).toEqual([null, heir?.id])
  expect([heir?.versions[0]?.text, twin?.author?.name]).toEqual([said.text, 'Тағы Біреу'])
  const later = await office.post(said.text, { author: 'Үшінші' })
  expect((await office.world.store.read.get('post', later.postId))?.duplicateOfId).toBe(heir?.id)
  expect((await office.world.store.read.get('post', mine.postId))?.duplicateOfId).toBeNull()
})

test('one post is erased without the author\'s others', async () => {
  const office = await openOffice()
  const { post, second } = await live(office)
  const { id } = await ask(office, post, 'post')
  await office.as('kairat').erase(id)
  await carryOutErasures(office.world, forever)
  expect((await office.world.store.read.get('post', second.postId))?.author?.name).toBe(author)
  expect((await office.world.store.read.get('post', post.postId))?.author).toBeNull()
})

test('contacts alone are erased on request, the post stays', async () => {
  const office = await openOffice()
  const { ticketId, post } = await live(office)
  const { id } = await office.as('aigul').requestErasure({ organisationId: office.place('koldi'), of: 'contact', ticketId })
  await office.as('kairat').erase(id)
  await carryOutErasures(office.world, forever)
  expect((await office.bytes()).includes(said.phone)).toBe(false)
  expect((await office.world.store.read.get('post', post.postId))?.author?.name).toBe(author)
})

test('a picture that another post shows too stays until nobody names it', async () => {
  const server = await startFeedServer()
  onTestFinished(() => server.close())
  const photo = Buffer.from('a photo of an open manhole')
  server.serve('/photo.jpg', photo, { 'content-type': 'image/jpeg' })
  const office = await openOffice({ fetchAllow: [server.hostPort] })
  const media = [{ kind: 'image' as const, url: `${server.origin}/photo.jpg` }]
  const posts = [await office.post(said.text, { author, media }), await office.post(said.second, { author: 'Бөтен Адам', media })]
  const tickets = [await office.as('aigul').register(posts[0] ?? { postId: '', organisationId: '' }), await office.as('aigul').register(posts[1] ?? { postId: '', organisationId: '' })]
  await fetchEvidence(office.world, forever)
  const hash = (await office.evidenceOf(tickets[0]?.ticketId ?? ''))[0]?.media[0]?.hash ?? ''
  expect(JSON.stringify(await office.trail())).not.toContain(hash)
  const kept: boolean[] = []
  for (const post of posts) {
    const { id } = await ask(office, post)
    await office.as('kairat').erase(id)
    await carryOutErasures(office.world, forever)
    kept.push(await office.world.store.blobs.get(hash) !== undefined)
  }
  expect(kept).toEqual([true, false])
  expect(await office.world.store.read.get('file', hash)).toBeUndefined()
})

test('media that are still being fetched when the post is erased are not kept', async () => {
  const server = await startFeedServer()
  onTestFinished(() => server.close())
  const office = await openOffice({ fetchAllow: [server.hostPort] })
  const post = await office.post(said.text, { author, media: [{ kind: 'image', url: `${server.origin}/photo.jpg` }] })
  await office.as('aigul').register(post)
  const { id } = await ask(office, post)
  await office.as('kairat').erase(id)
  server.at('/photo.jpg', (_, response) => void carryOutErasures(office.world, forever).then(() => response.end('bytes of the photo')))
  await fetchEvidence(office.world, forever)
  await carryOutErasures(office.world, forever)
  expect((await office.bytes()).includes('bytes of the photo')).toBe(false)
})

test('raw items that could not be read go too when they are the person\'s', async () => {
  const office = await openOffice()
  const { post } = await live(office)
  await act(office.world, byMachine, { name: 'set-up', input: null }, async (tx) => {
    for (const [id, raw] of [['d1', `<item>${said.url}</item>`], ['d2', '<item>https://qala.example/other</item>']] as const) {
      await tx.insert('deadLetter', { id, sourceId: 'test', key: null, raw, problem: 'no text', parserVersion: 1, at: tx.now })
    }
    return null
  })
  await eraseAuthor(office, post)
  expect([await office.world.store.read.get('deadLetter', 'd1'), await office.world.store.read.get('deadLetter', 'd2')]).toMatchObject([undefined, { id: 'd2' }])
})

test('killed after any of its steps, the machine goes on and ends the same', async () => {
  for (let steps = 0; ; steps++) {
    const office = await openOffice()
    const { post } = await live(office)
    await office.post(said.text, { author: 'Бөтен Адам', url: 'https://qala.example/twin' })
    const { id } = await ask(office, post)
    await office.as('kairat').erase(id, { noteIds: (await preview(office, id)).notes.map(note => note.id), strike: [author] })
    let allowed = steps
    const dying: World = { ...office.world, store: { ...office.world.store, transact: (unit) => {
      if (allowed-- > 0) return office.world.store.transact(unit)
      throw new Error('killed')
    } } }
    const done = await carryOutErasures(dying, forever).catch(() => null)
    await carryOutErasures(office.world, forever)
    // Her first words are the twin's own too.
    expect([steps, (await left(office)).filter(secret => secret !== said.text)]).toEqual([steps, []])
    expect(await office.world.store.read.get('erasure', id)).toMatchObject({ state: 'done', authorKey: null })
    expect(await verifyTrail(office.world.store.read)).toHaveProperty('lines')
    if (done !== null) break
  }
})
