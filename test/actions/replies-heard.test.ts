// What people reply to our own answers finds its ticket, once.
import { expect, onTestFinished, test } from 'vitest'
import { collectThreads } from '../../server/actions/collect-threads.ts'
import { bluesky } from '../../collectors/bluesky.ts'
import { mastodon } from '../../collectors/mastodon.ts'
import { wordpress } from '../../collectors/wordpress.ts'
import { answersTo, nextLookAt } from '#domain/thread.ts'
import { keyOf, startMastodonServer, type Status } from '../collectors/mastodon-server.ts'
import { channel, startTelegramServer } from '../collectors/telegram-server.ts'
import { setUp } from './collecting.ts'
import { forever } from './gulbarshyn.ts'

const idOf = (n: number) => `1170000000${String(n).padStart(2, '0')}`
const by = (name: string): Status['more'] => ({ account: { id: name, username: name, acct: name, display_name: name, url: `https://qogam.example/@${name}`, uri: `https://qogam.example/users/${name}` } })
const reply = (n: number, to: number, text: string, who?: string): Status => ({ id: idOf(n), replyToId: idOf(to), content: `<p>${text}</p>`, ...who !== undefined && { more: by(who) } })

const begun = async () => {
  const network = await startMastodonServer()
  onTestFinished(() => network.close())
  const { office, source, poll } = await setUp([new URL(network.origin).host])
  network.statuses = [{ id: idOf(1), content: '<p>Көлді әкімдігі, Абай көшесінде су жоқ!</p>' }]
  const sourceId = await source(`${network.origin}/@turgyn`)
  await poll(sourceId)
  const post = await office.world.store.read.find('post', 'key', ['mastodon', keyOf(idOf(1))])
  if (!post) throw new Error('no post came')
  const { ticketId } = await office.as('aigul').register({ postId: post.id, organisationId: office.place('koldi') })
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('dana').accept(ticketId)
  const listen = async (minutes = 6) => {
    office.wait(minutes)
    return collectThreads(office.world, forever)
  }
  const told = async (name: 'aigul' | 'dana' | 'kairat', kind: string) => (await office.notices(name)).filter(notice => notice.kind === kind).length
  return { network, office, ticketId, listen, told, look: () => poll(sourceId, 5), link: (n: number) => `${network.origin}/@akimat/${idOf(n)}` }
}

test('the author who was asked answers under the question: the waiting ends, the words lie in the ticket, and a stranger\'s reply comes to the feed', async () => {
  const { network, office, ticketId, listen, told, link } = await begun()
  await office.as('dana').askAuthor(ticketId, 'Қай үй?')
  network.statuses.push(reply(2, 1, 'Қай үй?', 'akimat'))
  await office.as('aigul').postQuestion(ticketId, link(2))
  expect(await listen()).toBe(1)
  expect((await office.ticket(ticketId)).state).toBe('waiting')
  network.statuses.push(reply(3, 2, 'Абай 5'), reply(4, 2, 'Әкімдік, бізде де су жоқ', 'korshi'))
  await listen()
  expect((await office.ticket(ticketId)).state).toBe('in-work')
  expect((await office.sees('dana').ticket(ticketId)).timeline.at(-1)).toMatchObject({ type: 'author-answered', by: 'machine', text: 'Абай 5' })
  const postOf = async (n: number) => office.world.store.read.find('post', 'key', ['mastodon', keyOf(idOf(n))])
  const sorted = async (n: number) => (await office.world.store.read.get('triage', `${office.place('koldi')}:${(await postOf(n))?.id}`))?.state
  expect([await postOf(2), await sorted(3), await sorted(4)]).toEqual([undefined, undefined, 'new'])
  const lines = (await office.trail()).length
  expect(await listen(60)).toBe(1)
  expect([(await office.trail()).length, await told('dana', 'author-answered')]).toEqual([lines, 1])
  expect(network.faults).toEqual([])
})

test('thanks and objections to the published answer are told to whoever must know, each once', async () => {
  const { network, office, ticketId, listen, told, link } = await begun()
  await office.as('dana').submit(ticketId, { text: 'Құбыр ауыстырылды.', kind: 'final', result: 'solved' })
  await office.as('gulnar').approve(ticketId)
  network.statuses.push(reply(2, 1, 'Құбыр ауыстырылды.', 'akimat'))
  await office.as('aigul').publish(ticketId, link(2))
  network.statuses.push(reply(3, 2, 'Рақмет сіздерге, әкімдік!'))
  await listen()
  await listen()
  expect([await told('aigul', 'author-thanks'), await told('dana', 'author-thanks'), await told('kairat', 'author-objects')]).toEqual([1, 1, 0])
  network.statuses.push(reply(4, 3, 'Өтірік айтасыздар, су әлі жоқ! Масқара!'))
  await listen()
  await listen()
  expect([await told('aigul', 'author-objects'), await told('kairat', 'author-objects'), await told('aigul', 'author-thanks')]).toEqual([1, 1, 1])
  const notes = (await office.sees('aigul').ticket(ticketId)).timeline.filter(({ type, by: who }) => type === 'note' && who === 'machine')
  expect(notes.map(({ text }) => text)).toEqual(['Рақмет сіздерге, әкімдік!', 'Өтірік айтасыздар, су әлі жоқ! Масқара!'])
  network.statuses = network.statuses.filter(({ id }) => id !== idOf(2))
  await listen(60)
  expect(await listen(60)).toBe(0)
})

test('a desk that dies between hearing the author and noting it tells of the answer once', async () => {
  const { network, office, ticketId, listen, told, link } = await begun()
  await office.as('dana').askAuthor(ticketId, 'Қай үй?')
  network.statuses.push(reply(2, 1, 'Қай үй?', 'akimat'), reply(3, 2, 'Абай 5, рақмет'))
  await office.as('aigul').postQuestion(ticketId, link(2))
  const { transact } = office.world.store
  let heard = 0
  office.world.store.transact = unit => unit.starts.some(([noun]) => noun === 'thread') && heard++ === 0 ? Promise.reject(new Error('power is gone')) : transact(unit)
  await expect(listen()).rejects.toThrow('power is gone')
  expect((await office.ticket(ticketId)).state).toBe('in-work')
  await listen(60)
  const { timeline } = await office.sees('dana').ticket(ticketId)
  expect(timeline.filter(({ text }) => text === 'Абай 5, рақмет')).toMatchObject([{ type: 'author-answered' }])
  expect([await told('dana', 'author-answered'), await told('aigul', 'author-thanks')]).toEqual([1, 0])
})

test('our own words that came to the feed before they were published as ours leave it; what a person decided about them stays', async () => {
  const { network, office, ticketId, listen, link, look } = await begun()
  await office.as('dana').askAuthor(ticketId, 'Қай үй?')
  network.statuses.push(reply(2, 1, 'Қай үй?'), reply(3, 1, 'Бізде де су жоқ'))
  await look()
  const triageOf = async (n: number) => {
    const post = await office.world.store.read.find('post', 'key', ['mastodon', keyOf(idOf(n))])
    return office.world.store.read.get('triage', `${office.place('koldi')}:${post?.id}`)
  }
  expect([(await triageOf(2))?.state, (await triageOf(3))?.state]).toEqual(['new', 'new'])
  await office.as('aigul').postQuestion(ticketId, link(2))
  await listen()
  expect([await triageOf(2), (await triageOf(3))?.state]).toMatchObject([{ state: 'dismissed', reason: 'duplicate', decidedBy: 'machine' }, 'new'])
  await look()
  expect((await triageOf(2))?.state).toBe('dismissed')
})

test('our own words are not taken in once they are known as ours', async () => {
  const { network, office, ticketId, listen, link, look } = await begun()
  await office.as('dana').askAuthor(ticketId, 'Қай үй?')
  network.statuses.push(reply(2, 1, 'Қай үй?'))
  await office.as('aigul').postQuestion(ticketId, link(2))
  await listen()
  await look()
  expect(await office.world.store.read.find('post', 'key', ['mastodon', keyOf(idOf(2))])).toBeUndefined()
})

test('under a message of a Telegram channel the author of a comment is asked, answers and is heard', async () => {
  const network = await startTelegramServer()
  onTestFinished(() => network.close())
  const { office, source, poll } = await setUp([network.hostPort])
  network.messages = new Map([[5, { text: 'Көлді әкімдігі, Абай көшесінде су жоқ!', at: '2026-11-23T04:00:00+00:00' }]])
  await poll(await source(`${network.origin}/s/${channel}`))
  const post = await office.world.store.read.find('post', 'key', ['telegram', `${channel}/5`])
  if (!post) throw new Error('no post came')
  const { ticketId } = await office.as('aigul').register({ postId: post.id, organisationId: office.place('koldi') })
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('dana').accept(ticketId)
  await office.as('dana').askAuthor(ticketId, 'Қай үй?')
  await office.as('aigul').postQuestion(ticketId, `https://t.me/${channel}/5?comment=31`)
  network.comments = [{ id: 30, text: 'Иә, рас', by: 'Көрші' }, { id: 31, text: 'Қай үй?', by: 'Көлді әкімдігі', name: 'koldi_akimat' }]
  const listen = async () => {
    office.wait(6)
    return collectThreads(office.world, forever)
  }
  await listen()
  expect((await office.ticket(ticketId)).state).toBe('waiting')
  network.comments.push({ id: 32, text: 'Абай 5', by: 'Қала айнасы', name: channel, replyTo: 31, at: '2026-11-23T06:00:00+00:00' }, { id: 33, text: 'Әкімдік, бізде де су жоқ', by: 'Көрші', replyTo: 31 })
  await listen()
  expect((await office.ticket(ticketId)).state).toBe('in-work')
  const sorted = async (comment: number) => {
    const found = await office.world.store.read.find('post', 'key', ['telegram', `${channel}/5?comment=${comment}`])
    return found && ((await office.world.store.read.get('triage', `${office.place('koldi')}:${found.id}`))?.state ?? 'heard')
  }
  expect([await sorted(30), await sorted(31), await sorted(32), await sorted(33)]).toEqual([undefined, undefined, 'heard', 'new'])
  expect(network.faults).toEqual([])
})

test('our words are watched where the network shows replies, and nowhere else', () => {
  const said = (permalink: string, postKey = 'https://qala.example/?p=7#comment-3') => ({ permalink: new URL(permalink), sourceUrl: 'https://qala.example/wp-json/', postKey, postUrl: null })
  expect(wordpress.threadOf?.(said('https://qala.example/2026/su/#comment-55'))).toEqual({ url: 'https://qala.example/wp-json/wp/v2/comments?post=7', answerKey: 'https://qala.example/?p=7#comment-55' })
  expect(wordpress.threadOf?.(said('https://qala.example/2026/su/'))).toBeNull()
  const plain = { permalink: new URL('https://qala.example/?p=7#comment-55'), sourceUrl: 'https://qala.example/index.php?rest_route=/', postKey: 'https://qala.example/?p=7', postUrl: null }
  const place = wordpress.threadOf?.(plain)
  expect(place).toEqual({ url: 'https://qala.example/index.php?rest_route=%2Fwp%2Fv2%2Fcomments&post=7', answerKey: 'https://qala.example/?p=7#comment-55' })
  expect(wordpress.accepts(new URL(place?.url ?? ''))).toBe(true)
  expect(mastodon.threadOf?.(said('https://qogam.example/@akimat/117000000000000002?x=1'))).toEqual({ url: 'https://qogam.example/@akimat/117000000000000002', answerKey: null })
  expect(mastodon.threadOf?.(said('https://qogam.example/@akimat'))).toBeNull()
  expect(bluesky.threadOf?.(said('https://bsky.app/profile/akimat.example/post/3kabc'))).toEqual({ url: 'https://bsky.app/profile/akimat.example/post/3kabc', answerKey: null })
})

test('a reply is what hangs on our words at any depth, or what the author wrote after them', () => {
  const post = (key: string, replyTo: string | null, author = 'x', at = '2026-11-22T10:00:00.000Z') => ({ key, replyTo, author, at })
  const posts = [post('deep', 'near'), post('near', 'ours'), post('ours', 'first'), post('beside', 'first'), post('again', 'first', 'author'), post('before', 'first', 'author', '2026-11-22T08:00:00.000Z')]
  expect(answersTo(posts, 'ours', 'author', '2026-11-22T09:00:00.000Z').map(({ key }) => key)).toEqual(['deep', 'near', 'again'])
  expect(answersTo([post('a', 'b'), post('b', 'a')], 'ours', undefined, '2026-11-22T09:00:00.000Z')).toEqual([])
})

test('a thread is looked at often while it is young, obeys a pause, and ends after thirty days', () => {
  const saidAt = '2026-11-01T00:00:00.000Z'
  expect(nextLookAt({ saidAt }, '2026-11-01T00:10:00.000Z')).toBe('2026-11-01T00:15:00.000Z')
  expect(nextLookAt({ saidAt }, '2026-11-01T10:00:00.000Z')).toBe('2026-11-01T11:00:00.000Z')
  expect(nextLookAt({ saidAt }, '2026-11-20T00:00:00.000Z', 8 * 3600)).toBe('2026-11-20T08:00:00.000Z')
  expect(nextLookAt({ saidAt }, '2026-12-02T00:00:00.000Z')).toBeNull()
})
