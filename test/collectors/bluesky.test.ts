// Looking at authors and threads of Bluesky as the desk does: back to what is known, and deleted only when the network says so.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bluesky } from '../../collectors/bluesky.ts'
import { collectorFor } from '../../collectors/list.ts'
import { did, handle, somePosts, startBlueskyServer, uriOf, type BlueskyServer } from './bluesky-server.ts'
import { takeLook, type Look } from './look.ts'

let server: BlueskyServer
beforeAll(async () => { server = await startBlueskyServer() })
afterAll(() => server.close())
beforeEach(() => {
  server.posts = somePosts(1, 150)
  server.asked.length = 0
  server.instead.length = 0
  server.limit = { left: 3000, resetSeconds: Date.parse('2026-11-22T05:02:00Z') / 1000 }
})
afterEach(() => { expect(server.faults).toEqual([]) })

const look = (cursor: unknown = null, { path = `/profile/${handle}`, stopAfter = Infinity, deep = false } = {}) => takeLook(bluesky, `${server.origin}${path}`, cursor, { stopAfter, deep })
const numbersOf = (looks: Look[]) => [...new Set(looks.flatMap(({ posts }) => posts.map(post => Number(post.key.slice(-4)) - 1000)))].filter(n => n >= 51).sort((a, b) => a - b)
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)
const keyOf = (number: number) => uriOf(`3k${1000 + number}`)

describe('an author of Bluesky', () => {
  it('gives at the first look the newest hundred posts', async () => {
    const first = await look()
    expect(numbersOf([first])).toEqual(from(51, 150))
    expect(first.posts[0]).toEqual({
      key: `at://${did}/app.bsky.feed.post/3k1150`, url: 'https://bsky.app/profile/turgyn.qala.example/post/3k1150', title: null, text: '150-аулада қар тазаланбаған',
      author: { name: 'Тұрғын', id: did, url: 'https://bsky.app/profile/turgyn.qala.example' }, publishedAt: '2026-11-21T04:00:00.000Z', editedAt: null, replyTo: null, media: [], place: null,
      counts: { likes: 3, comments: 1, shares: 2, views: null },
    })
    expect(server.asked).toEqual(['/xrpc/app.bsky.feed.getAuthorFeed?actor=turgyn.qala.example&limit=100'])
  })

  it('gives all of a burst, back to what is known', async () => {
    const first = await look()
    server.posts = somePosts(1, 480)
    const second = await look(first.cursor)
    expect(numbersOf([first, second])).toEqual(from(51, 480))
    expect(second.cursor).toMatchObject({ backfill: null })
    expect((await look(second.cursor)).pages).toHaveLength(1)
  })

  it('of which more came than one look reads is read on, and meanwhile new posts come first', async () => {
    const first = await look()
    server.posts = somePosts(1, 1400)
    const second = await look(first.cursor)
    expect(second.pages).toHaveLength(10)
    server.posts = somePosts(1, 1405)
    const third = await look(second.cursor)
    expect(third.posts[0]?.key).toBe(keyOf(1405))
    expect(numbersOf([first, second, third])).toEqual(from(51, 1405))
  })

  it('loses nothing when the desk dies after any page, and a second burst comes', async () => {
    for (const stopAfter of from(1, 4)) {
      server.posts = somePosts(1, 150)
      const first = await look()
      server.posts = somePosts(1, 600)
      const died = await look(first.cursor, { stopAfter })
      server.posts = somePosts(1, 900)
      expect(numbersOf([first, died, await look(died.cursor)]), `died after ${stopAfter}`).toEqual(from(51, 900))
    }
  })

  it('reposts of others are not the author\'s posts', async () => {
    server.posts[149] = { rkey: '3k1150', text: 'Басқаның сөзі', isRepost: true }
    expect(numbersOf([await look()])).toEqual(from(51, 149))
  })

  it('a missing post is deleted when the network does not know it either', async () => {
    const first = await look()
    server.posts = server.posts.filter(({ rkey }) => rkey !== '3k1120' && rkey !== '3k1121')
    const second = await look(first.cursor)
    expect(second.deleted.toSorted()).toEqual([keyOf(120), keyOf(121)])
    expect((await look(second.cursor)).deleted).toEqual([])
  })

  it('the oldest ones that the newest page pushes out are not taken for deleted', async () => {
    const first = await look()
    server.posts = somePosts(1, 180)
    expect((await look(first.cursor)).deleted).toEqual([])
    expect(server.asked.some(path => path.includes('getPosts'))).toBe(false)
  })

  it('the deep look finds what is gone of the rest of a burst, at the edge of a page, among back-dated ones and at the very end', async () => {
    const first = await look()
    server.posts = somePosts(1, 420)
    const second = await look(first.cursor)
    server.posts.splice(130, 0, { rkey: '3k1131b', text: 'Кеш қойылған жазба' })
    const deep = await look(second.cursor, { deep: true })
    // The newest page holds 321 … 420, the next one 221 … 320.
    const gone = ['3k1250', '3k1321', '3k1320', '3k1131b', '3k1001']
    server.posts = server.posts.filter(({ rkey }) => !gone.includes(rkey))
    const looks = [await look(deep.cursor, { deep: true })]
    looks.push(await look(looks[0]?.cursor))
    expect(looks.flatMap(({ deleted }) => deleted).toSorted()).toEqual(gone.map(uriOf).toSorted())
  })

  it('the deep look of the day finds what is gone or back-dated far behind the newest page', async () => {
    const first = await look()
    server.posts = somePosts(1, 400)
    const second = await look(first.cursor)
    server.posts = server.posts.filter(({ rkey }) => rkey !== '3k1120')
    server.posts.splice(130, 0, { rkey: '3k1131b', text: 'Кеш қойылған жазба' })
    const usual = await look(second.cursor)
    expect([usual.deleted, usual.posts.length]).toEqual([[], 100])
    const deep = await look(usual.cursor, { deep: true })
    expect(deep.deleted).toEqual([keyOf(120)])
    expect(deep.posts.filter(({ text }) => text === 'Кеш қойылған жазба')).toHaveLength(1)
    expect((await look(deep.cursor, { deep: true })).deleted).toEqual([])
  })

  it('many missing ones are asked for twenty-five at a time', async () => {
    const first = await look()
    server.posts = server.posts.filter((_, i) => i < 60 || i > 99)
    const second = await look(first.cursor)
    expect([second.deleted.length, (await look(second.cursor)).deleted.length]).toEqual([25, 15])
  })

  it('a post that cannot be read is a dead letter, its neighbours are kept', async () => {
    server.posts[149] = { rkey: '3k1150', text: 'т', record: { text: 5 } }
    const [page] = (await look()).pages
    expect(page).toMatchObject({ state: 'ok', problem: null })
    expect(page?.items[0]).toMatchObject({ key: keyOf(150), problem: expect.stringContaining('record.text') })
  })

  it('that does not exist is told as it is', async () => {
    expect((await look(null, { path: '/profile/eshkim.example' })).last).toMatchObject({ state: 'error', reason: 'http-error', detail: '400', cursor: null })
  })
})

describe('a thread', () => {
  const path = `/profile/${did}/post/3k1001`
  beforeEach(() => {
    server.posts = [{ rkey: '3k1001', text: 'Су қашан беріледі?' }, { rkey: '3k1002', text: 'Бізде де жоқ', replyTo: keyOf(1) }, { rkey: '3k1003', text: 'Ешкім жауап бермейді', replyTo: keyOf(2) }, { rkey: '3k1004', text: 'Әкімдік қайда?', replyTo: keyOf(1) }]
  })

  it('gives the first post and all answers, and whom each of them answers', async () => {
    const { posts } = await look(null, { path })
    expect(posts.map(({ key, replyTo }) => [key, replyTo])).toEqual([[keyOf(1), null], [keyOf(2), keyOf(1)], [keyOf(3), keyOf(2)], [keyOf(4), keyOf(1)]])
    expect(server.asked).toEqual([`/xrpc/app.bsky.feed.getPostThread?uri=${encodeURIComponent(keyOf(1))}&depth=100&parentHeight=0`])
  })

  it('an answer that is gone is deleted when the network does not know it either', async () => {
    const { cursor } = await look(null, { path })
    server.posts.splice(1, 1)
    const second = await look(cursor, { path })
    // The answer to the deleted one lives on, out of the thread's sight.
    expect(second.deleted).toEqual([keyOf(2)])
    expect(second.posts.map(({ key }) => key)).toEqual([keyOf(1), keyOf(4)])
  })

  it('whose first post is deleted is gone', async () => {
    const { cursor } = await look(null, { path })
    server.posts.shift()
    expect((await look(cursor, { path })).last).toMatchObject({ state: 'error', reason: 'gone', deleted: [keyOf(1)], cursor })
    server.instead.push(JSON.stringify({ thread: { $type: 'app.bsky.feed.defs#notFoundPost', uri: keyOf(1), notFound: true } }))
    expect((await look(null, { path })).last).toMatchObject({ state: 'error', reason: 'gone', items: [] })
  })
})

describe('the limits of Bluesky', () => {
  it('a refused call waits until the limit is lifted, which Bluesky writes in seconds since 1970', async () => {
    server.limit.left = 0
    expect((await look()).last).toMatchObject({ state: 'blocked', reason: 'slow-down', waitSeconds: 120, cursor: null })
  })

  it('the last allowed call is the last one of the look, and nothing of the burst is lost', async () => {
    const first = await look()
    server.posts = somePosts(1, 700)
    server.limit.left = 2
    const second = await look(first.cursor)
    expect(second.pages.map(({ waitSeconds }) => waitSeconds)).toEqual([undefined, 120])
    server.limit.left = 3000
    expect(numbersOf([first, second, await look(second.cursor)])).toEqual(from(51, 700))
  })
})

describe('an answer that is not Bluesky\'s', () => {
  it.each([['<html>Сайт</html>', 'bad-json'], ['{"feed":5}', 'json'], ['[]', 'json'], ['null', 'json']])('%s is told as it is, and the cursor stays', async (body, detail) => {
    const { cursor } = await look()
    server.instead.push(body)
    expect((await look(cursor)).last).toMatchObject({ state: 'error', reason: 'not-a-feed', detail, cursor, items: [] })
  })

  it('a feed of which nothing can be read stops the source and keeps its cursor', async () => {
    const { cursor } = await look()
    server.instead.push('{"feed":[{"post":5},7]}')
    expect((await look(cursor)).last).toMatchObject({ state: 'error', reason: 'none-parsed', detail: '2', cursor })
  })
})

describe('the address of an author', () => {
  it.each([`https://bsky.app/profile/${handle}`, 'https://bsky.app/profile/did:plc:qalaturgyny', `https://bsky.app/profile/${handle}/post/3k1001`])('%s is one', (address) => {
    expect(collectorFor(new URL(address))).toBe(bluesky)
  })

  it.each(['https://bsky.app/', 'https://bsky.app/profile/a', `https://bsky.app/profile/${handle}/feed/abc`, `https://qala.example/profile/${handle}`, 'https://bsky.app/search?q='])('%s is none', (address) => {
    expect(bluesky.accepts(new URL(address))).toBe(false)
  })
})
