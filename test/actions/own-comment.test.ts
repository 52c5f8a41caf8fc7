// Our own comment that a feed of comments shows again: nobody sorts what the akimat wrote, and nobody's comment is taken for ours.
import { expect, test } from 'vitest'
import { collectThreads } from '../../server/actions/collect-threads.ts'
import { feed } from '../../collectors/feed.ts'
import { setUp } from './collecting.ts'
import { forever } from './gulbarshyn.ts'

interface Comment { id: number, text: string, by: string, to?: number }

/** As WordPress writes its feeds of comments: RSS for the site, Atom for one post, which alone says what answers what. */
const rssComment = (site: string, { id, text, by }: Comment) =>
  `<item><title>By: ${by}</title><link>${site}/su/#comment-${id}</link><dc:creator>${by}</dc:creator><guid isPermaLink="false">${site}/?p=7#comment-${id}</guid><content:encoded><![CDATA[<p>${text}</p>]]></content:encoded></item>`
const rss = (items: string[]) => `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Пікірлер</title>${items.join('')}</channel></rss>`
const atomComment = (site: string, { id, text, by, to }: Comment) =>
  `<entry><id>${site}/?p=7#comment-${id}</id><link rel="alternate" href="${site}/su/#comment-${id}"/><author><name>${by}</name></author><updated>2026-11-23T10:00:00Z</updated><content type="html">&lt;p&gt;${text}&lt;/p&gt;</content>
  <thr:in-reply-to ref="${site}/?p=7${to === undefined ? '' : `#comment-${to}`}"/></entry>`
const atom = (entries: string[]) => `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Пікірлер</title>${entries.join('')}</feed>`

const ours = 'Құбыр ауыстырылды, су берілді.'
const citizen: Comment = { id: 5, text: 'Көлді әкімдігі, Абай көшесінде су жоқ!', by: 'Айгүл Т.' }

/** A ticket on a citizen's comment, whose answer is approved. */
const begun = async () => {
  const scene = await setUp()
  const { server, office, source, poll } = scene
  const site = server.origin
  const show = (...comments: Comment[]) => server.serve('/comments/feed/', rss(comments.map(comment => rssComment(site, comment))))
  show(citizen)
  const sourceId = await source('/comments/feed/')
  await poll(sourceId)
  const postOf = (id: number) => office.world.store.read.find('post', 'key', ['feed', `${site}/?p=7#comment-${id}`])
  const sorted = async (id: number) => (await office.world.store.read.get('triage', `${office.place('koldi')}:${(await postOf(id))?.id}`))?.state
  const post = await postOf(5)
  if (!post) throw new Error('no comment came')
  const { ticketId } = await office.as('aigul').register({ postId: post.id, organisationId: office.place('koldi') })
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('dana').accept(ticketId)
  await office.as('dana').submit(ticketId, { text: ours, kind: 'final', result: 'solved' })
  await office.as('gulnar').approve(ticketId)
  return { ...scene, site, show, sourceId, ticketId, postOf, sorted, look: () => poll(sourceId), publish: (link: string) => office.as('aigul').publish(ticketId, link) }
}

test('our comment that comes back by the feed is left out by its link; a stranger who repeats it word for word is heard', async () => {
  const { site, show, postOf, sorted, look, publish } = await begun()
  await publish(`${site}/su/comment-page-2/#comment-6`)
  show({ id: 7, text: ours, by: 'Көрші' }, { id: 6, text: ours, by: 'Көлді әкімдігі' }, citizen)
  expect(await look()).toMatchObject({ new: 1, dead: 0 })
  expect([await postOf(6), await sorted(7)]).toEqual([undefined, 'new'])
})

test('our comment that was collected before its link was recorded is put aside as a double', async () => {
  const { site, show, sorted, look, publish } = await begun()
  show({ id: 6, text: ours, by: 'Көлді әкімдігі' }, citizen)
  await look()
  expect(await sorted(6)).toBe('new')
  await publish(`${site}/su/#comment-6`)
  expect(await sorted(6)).toBe('dismissed')
})

test('what answers our comment is read in the feed of its post and heard; under one article the second of our comments is known too', async () => {
  const { server, office, site, show, ticketId, postOf, look, publish } = await begun()
  await publish(`${site}/su/#comment-6`)
  const thanks: Comment = { id: 8, text: 'Рақмет сіздерге, әкімдік!', by: citizen.by, to: 6 }
  server.serve('/su/feed/atom/', atom([thanks, { id: 6, text: ours, by: 'Көлді әкімдігі', to: 5 }, citizen, { id: 4, text: 'Алғашқы пікір', by: 'Көрші' }].map(one => atomComment(site, one))))
  office.wait(6)
  expect(await collectThreads(office.world, forever)).toBe(1)
  expect((await office.notices('aigul')).map(({ kind }) => kind)).toContain('author-thanks')
  expect([await postOf(6), await postOf(4)]).toEqual([undefined, undefined])
  const post = await postOf(5)
  await office.as('aigul').answerUnder(ticketId, post?.id ?? '', `${site}/su/#comment-9`)
  show({ id: 9, text: ours, by: 'Көлді әкімдігі' }, citizen)
  expect(await look()).toMatchObject({ new: 0 })
  office.wait(60)
  expect(await collectThreads(office.world, forever)).toBe(1)
})

test('where comments have no address for a name, our own is known by its link, however the site writes it', async () => {
  const { server, office, site, ticketId, source, poll } = await begun()
  const item = (id: number, anchor: string) => `<item><guid isPermaLink="false">c-${id}</guid><link>${site}/%d1%81%d1%83?cpage=1#${anchor}</link><description>${id}-пікір: су жоқ, әкімдік</description></item>`
  server.serve('/pikir.xml', rss([item(1, 'c1')]))
  const sourceId = await source('/pikir.xml')
  await poll(sourceId)
  const [post] = (await office.world.store.read.list('post', { where: { sourceId }, order: { by: 'collectedAt', direction: 'asc' }, limit: 5 })).items
  const koldi = { postId: post?.id ?? '', organisationId: office.place('koldi') }
  await office.as('aigul').join(koldi, ticketId)
  await office.as('aigul').answerUnder(ticketId, koldi.postId, `${site}/%D1%81%D1%83/#c2`)
  server.serve('/pikir.xml', rss([item(3, 'c3'), item(2, 'c2'), item(1, 'c1'), item(4, 'comments')]))
  expect(await poll(sourceId)).toMatchObject({ new: 2, same: 1 })
  office.wait(60)
  expect(await collectThreads(office.world, forever)).toBe(0)
})

/** A site whose comments have neither an address nor a number of their own: only the page, a name, words and a time. */
const nameless = async () => {
  const scene = await begun()
  const { server, office, site, ticketId, source, poll } = scene
  const at = (iso: string) => new Date(iso).toUTCString()
  const item = (n: number, by: string | null, text: string, when = '2026-11-23T06:00:00Z', page = '/pikirler') =>
    `<item><guid isPermaLink="false">n-${n}</guid><link>${site}${page}</link>${by === null ? '' : `<dc:creator>${by}</dc:creator>`}<pubDate>${at(when)}</pubDate><description>&lt;p&gt;${text}&lt;/p&gt;</description></item>`
  const citizens = item(1, 'Айгүл Т.', 'Әкімдік, біздің үйде де су жоқ!')
  const show = (...items: string[]) => server.serve('/pikir.xml', rss([...items, citizens]))
  show()
  const sourceId = await source('/pikir.xml')
  await poll(sourceId)
  const [post] = (await office.world.store.read.list('post', { where: { sourceId }, order: { by: 'collectedAt', direction: 'asc' }, limit: 5 })).items
  const koldi = { postId: post?.id ?? '', organisationId: office.place('koldi') }
  await office.as('aigul').join(koldi, ticketId)
  const sorted = async (n: number) => {
    const kept = await office.world.store.read.find('post', 'key', ['feed', `${site}/pikir.xml#n-${n}`])
    return kept && (await office.world.store.read.get('triage', `${koldi.organisationId}:${kept.id}`))?.state
  }
  return { ...scene, item, show, sorted, look: () => poll(sourceId), answer: () => office.as('aigul').answerUnder(ticketId, koldi.postId, `${site}/pikirler`) }
}

test('where comments have no address, our own is known by page, name, words and day, though the site writes marks and capitals its own way', async () => {
  const { item, show, sorted, look, answer } = await nameless()
  await answer()
  show(
    item(2, '«KOLDI»', 'Құбыр ауыстырылды — СУ берілді!'), item(3, 'Aigul Толық-Аты', ours), item(4, 'water', ours),
    item(5, 'Көрші', ours), item(6, null, ours), item(7, 'koldi', 'Құбыр ауыстырылмады, су берілмеді!'), item(8, 'koldi', ours, '2026-11-20T06:00:00Z'), item(9, 'koldi', ours, '2026-11-23T06:00:00Z', '/basqa'),
    item(10, 'taudy', ours),
  )
  expect(await look()).toMatchObject({ new: 6, dead: 0 })
  expect(await Promise.all([2, 3, 4].map(sorted))).toEqual([undefined, undefined, undefined])
  expect(await Promise.all([5, 6, 7, 8, 9, 10].map(sorted))).toEqual(['new', 'new', 'new', 'new', 'new', 'new'])
})

test('a link of the page alone is enough where the comment has an address; a stranger with our words is heard', async () => {
  const { site, show, postOf, sorted, look, publish } = await begun()
  await publish(`${site}/su/`)
  show({ id: 7, text: ours, by: 'Көлді әкімдігі туралы' }, { id: 6, text: ours, by: 'Koldi' }, citizen)
  expect(await look()).toMatchObject({ new: 1, dead: 0 })
  expect([await postOf(6), await sorted(7)]).toEqual([undefined, 'new'])
})

test('our own comment that came before its page was written down is put aside at the next look; a stranger with our words stays', async () => {
  const { item, show, sorted, look, answer } = await nameless()
  show(item(3, 'Көрші', ours), item(2, 'koldi', ours))
  await look()
  expect([await sorted(2), await sorted(3)]).toEqual(['new', 'new'])
  await answer()
  show(item(4, 'Көрші', 'Әкімдікке рақмет'), item(3, 'Көрші', ours), item(2, 'koldi', ours))
  expect(await look()).toMatchObject({ new: 1 })
  expect([await sorted(2), await sorted(3)]).toEqual(['dismissed', 'new'])
})

test('a comment under the same page a week later is known when the answer was put there again', async () => {
  const { office, item, show, sorted, look, answer } = await nameless()
  await answer()
  office.wait(7 * 24 * 60)
  show(item(2, 'koldi', ours, '2026-11-30T06:00:00Z'))
  await look()
  expect(await sorted(2)).toBe('new')
  await answer()
  show(item(3, 'koldi', ours, '2026-11-30T06:30:00Z'))
  expect(await look()).toMatchObject({ new: 0 })
  expect([await sorted(2), await sorted(3)]).toEqual(['new', undefined])
})

test('a link that may be somebody else\'s comment makes nothing ours', () => {
  const placeOf = (permalink: string, postUrl: string | null = 'https://www.qala.example/su/#comment-5', postKey = 'https://qala.example/?p=7#comment-5') =>
    feed.threadOf?.({ permalink: new URL(permalink), sourceUrl: 'https://qala.example/feed/', postKey, postUrl })
  expect(placeOf('https://qala.example/su/#comment-6')).toEqual({ url: 'https://qala.example/su/feed/atom/', answerKey: 'https://qala.example/?p=7#comment-6' })
  expect(placeOf('https://qala.example/?p=7#comment-6', 'https://qala.example/?p=7')).toEqual({ url: 'https://qala.example/?p=7&feed=atom', answerKey: 'https://qala.example/?p=7#comment-6' })
  expect(placeOf('https://qala.example/su/#comment-6', 'https://qala.example/su/?utm_source=rss')).toMatchObject({ answerKey: 'https://qala.example/?p=7#comment-6' })
  expect(placeOf('https://qala.example/su/#c6', 'https://qala.example/su/', 'https://qala.example/feed/#12')).toEqual({ url: null, answerKey: '//qala.example/su#c6' })
  for (const wrong of ['su/', 'su/#comments', 'su/#respond', 'su/#comment-5', 'basqa/#comment-6']) expect([wrong, placeOf(`https://qala.example/${wrong}`)]).toEqual([wrong, null])
  expect(placeOf('https://qala.example/su/#comment-6', null)).toBeNull()
})
