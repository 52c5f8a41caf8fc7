// What comes in from the open internet: nothing is lost, whatever letters it is made of.
import { expect, test } from 'vitest'
import { layOut } from '../../server/actions/lay-out.ts'
import { importPosts, type ImportLine } from '../../server/actions/import-posts.ts'
import { aDanger, aText, openOffice, refused } from './office.ts'

test('half a letter or a zero byte in a text, a name or a link loses no post', async () => {
  const office = await openOffice()
  const post = await office.post('Әкімдік, су \ud800 жоқ\0, қашан?', { author: 'Ая\udc00', media: [{ kind: 'image', url: 'https://qala.example/\ud800.jpg' }] })
  const kept = await office.world.store.read.get('post', post.postId)
  expect(kept).toMatchObject({ versions: [{ text: 'Әкімдік, су \ufffd жоқ\ufffd, қашан?' }], author: { name: 'Ая\ufffd' }, media: [{ url: 'https://qala.example/\ufffd.jpg' }] })
  expect((await office.as('aigul').register(post)).number).toBe('ӘЖ-2026-000001')
})

test('a text longer than 64 K is cut with a mark, even when the cut falls inside a letter', async () => {
  const office = await openOffice()
  const post = await office.post(`Әкімдік ${'😀'.repeat(40_000)}`)
  const other = await office.post(`Әкімдік!${'😀'.repeat(40_000)}`)
  const odd = await office.post(`Әкімдік!!${'😀'.repeat(40_000)}`)
  for (const { postId } of [post, other, odd]) {
    const text = (await office.world.store.read.get('post', postId))?.versions[0]?.text ?? ''
    expect([text.endsWith(' […]'), text.isWellFormed(), text.length]).toEqual([true, true, 64 * 1024 + 4])
  }
})

test('the same post again is the same, an edited one is a version, and both stay one decision', async () => {
  const office = await openOffice()
  const url = 'https://qala.example/edited'
  const first = await office.post(aText, { url })
  expect(await office.post(aText, { url })).toEqual(first)
  office.wait(5)
  await office.post(`${aText} Жаңартылды`, { url })
  const kept = await office.world.store.read.get('post', first.postId)
  expect(kept?.versions.map(({ text, seenAt }) => [text, seenAt])).toEqual([[aText, '2026-11-18T05:00:00.000Z'], [`${aText} Жаңартылды`, '2026-11-18T05:05:00.000Z']])
  expect((await office.triage(first)).clock.startedAt).toBe('2026-11-18T05:00:00.000Z')
})

test('exactly the same text in another place points to the first one', async () => {
  const office = await openOffice()
  const [first, second] = [await office.post(aText), await office.post(`  ${aText.toUpperCase()}  `)]
  expect((await office.world.store.read.get('post', second.postId))?.duplicateOfId).toBe(first.postId)
})

test('an advert is folded, a pasted one is not, and neither is deleted', async () => {
  const office = await openOffice()
  const collected = await office.post('Куплю гараж в центре')
  expect((await office.triage(collected)).folded).toBe(true)
  const pasted = await office.as('aigul').paste(office.place('koldi'), 'https://qala.example/garage#x', 'Куплю гараж в центре')
  expect(await office.triage(pasted)).toMatchObject({ folded: false, state: 'new' })
})

test('danger rings whoever is on duty at once', async () => {
  const office = await openOffice()
  const post = await office.post(aDanger)
  expect(await office.triage(post)).toMatchObject({ danger: true, folded: false, clock: { dueAt: '2026-11-18T05:10:00.000Z' } })
  expect((await office.notices('aigul')).map(({ kind, postId }) => [kind, postId])).toEqual([['danger', post.postId]])
  for (const name of ['bolat', 'kairat', 'tolkyn'] as const) expect(await office.notices(name)).toEqual([])
})

test('at night, when nobody is on duty, danger rings the whole press service and the coordinator', async () => {
  const office = await openOffice()
  office.setClock('2026-11-19', '03:00')
  const post = await office.post(aDanger)
  for (const name of ['aigul', 'bolat', 'kairat'] as const) expect((await office.notices(name)).map(({ kind }) => kind)).toEqual(['danger'])
  for (const name of ['tolkyn', 'dana', 'marzhan'] as const) expect(await office.notices(name)).toEqual([])
  expect((await office.trail()).filter(({ event }) => event.type === 'danger').map(({ event }) => 'postId' in event && event.postId)).toEqual([post.postId])
})

test('a person on duty who is blocked is not the one who is rung', async () => {
  const office = await openOffice()
  await office.setUser('aigul', { blockedAt: office.clock.now })
  await office.post(aDanger)
  expect((await office.notices('bolat')).map(({ kind }) => kind)).toEqual(['danger'])
})

const raw = (key: string, text: string): ImportLine['post'] => ({
  key, url: null, title: null, text, author: null, publishedAt: null, editedAt: null, replyTo: null, media: [], place: null,
  counts: { likes: null, comments: null, shares: null, views: null },
})

test('imported posts that name no akimat come to the root, and a second import brings nothing new', async () => {
  const office = await openOffice()
  const lines = async function* (): AsyncGenerator<ImportLine> {
    for (let n = 0; n < 120; n++) yield { line: n + 1, network: n % 2 ? 'telegram' : 'forum', post: raw(`k${n}`, `Әкімдік, ${n}-үйге су қашан келеді?`) }
  }
  expect(await importPosts(office.world, lines())).toEqual({ new: 120, edited: 0, same: 0 })
  expect(await importPosts(office.world, lines())).toEqual({ new: 0, edited: 0, same: 120 })
  const count = await office.world.store.read.count('triage', { where: { organisationId: office.place('oblast') }, order: { by: 'collectedAt', direction: 'asc' } })
  expect(count).toBe(120)
})

test('an imported post about a town comes to the akimat of its district, not to that of the oblast; one about elsewhere to the root', async () => {
  const office = await openOffice()
  const akimat = async (prefix: string, kato: string, parentId: string) => (await layOut(office.world, { names: { kk: prefix, ru: prefix, en: prefix }, prefix, kato, parentId }, [])).id
  const akmola = await akimat('АҚМ', '110000000', office.place('oblast'))
  const burabay = await akimat('БУР', '117000000', akmola)
  const texts = ['Щучинск қаласында көше шамы жанбайды, әкімдік қайда?', 'Бурабай ауданының әкімдігі, жолды жөндеңіздер', 'Акимат Акмолинской области молчит', 'Қарағандыда су жоқ, әкімдік']
  const lines = async function* (): AsyncGenerator<ImportLine> {
    for (const [index, text] of texts.entries()) yield { line: index + 1, network: 'forum', post: raw(`k${index}`, text) }
  }
  await importPosts(office.world, lines())
  const keysOf = async (organisationId: string) => {
    const { items } = await office.world.store.read.list('triage', { where: { organisationId }, order: { by: 'collectedAt', direction: 'asc' }, limit: 10 })
    return (await office.world.store.read.many('post', items.map(({ postId }) => postId))).map(({ key }) => key).toSorted()
  }
  expect([await keysOf(burabay), await keysOf(akmola), await keysOf(office.place('oblast'))]).toEqual([['k0', 'k1'], ['k2'], ['k3']])
})

test('posts are pasted to akimats only', async () => {
  const office = await openOffice()
  expect(await refused(office.as('aigul').paste(office.place('koldi/water'), 'https://qala.example/x', aText))).toMatchObject({ code: 'wrong-body' })
})
