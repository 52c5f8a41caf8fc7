// Polling a feed as the desk does: first, again, changed, moved, and when the other side is not well.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postsOf, type CollectedPage } from '../../collectors/page.ts'
import { collectorFor, collectorOf, collectors } from '../../collectors/list.ts'
import { feed } from '../../collectors/feed.ts'
import { makePoliteFetch } from '../../collectors/polite-fetch.ts'
import { makePoliteListen } from '../../collectors/polite-listen.ts'
import { rssOf, somePosts, startFeedServer, type FeedServer } from './feed-server.ts'
import { takeLook } from './look.ts'

let server: FeedServer
beforeAll(async () => { server = await startFeedServer() })
afterAll(() => server.close())

const poll = async (path: string, cursor: unknown = null, deep = false, maxBytes = 200_000): Promise<CollectedPage> => {
  const now = () => '2026-11-22T20:00:00.000Z'
  const fetch = makePoliteFetch({ userAgent: 'Qulaq/test', allow: [server.hostPort], now, timeoutMs: path === '/slow' ? 150 : 5000, gapMs: 0, maxBytes })
  const pages: CollectedPage[] = []
  for await (const page of feed.poll({ source: { url: `${server.origin}${path}`, cursor, zone: 'Asia/Almaty' }, fetch, now, signal: new AbortController().signal, deep, listen: makePoliteListen({ userAgent: 'Qulaq/test', allow: [] }), logins: {}, once: true, wanted: () => true })) pages.push(page)
  expect(pages).toHaveLength(1)
  return pages[0] ?? expect.fail('no page')
}

describe('a feed', () => {
  it('gives its twenty posts, and the second time says that nothing changed', async () => {
    const first = await poll('/feed')
    expect(first).toMatchObject({ state: 'ok', reason: 'fine', problem: null })
    expect(postsOf(first.items)).toHaveLength(20)
    expect(postsOf(first.items)[0]).toMatchObject({ key: `${server.origin}/feed#post-20`, title: 'Су тоқтады, 20-үй', url: 'https://qala.example/post-20', publishedAt: '2026-11-22T15:00:00.000Z' })
    expect(await poll('/feed', first.cursor)).toEqual({ items: [], cursor: first.cursor, state: 'not-modified', reason: 'not-modified', detail: null, problem: null })
    expect(server.requests.at(-1)?.headers['if-none-match']).toBeTruthy()
  })

  it('gives the whole window again when it changed, so that an edit and a back-dated post are seen', async () => {
    const { cursor } = await poll('/feed')
    server.posts.splice(3, 0, { guid: 'late', title: 'Кеш жазба', text: 'Артқы күнмен' })
    const page = await poll('/feed', cursor)
    expect(postsOf(page.items)).toHaveLength(21)
    expect(postsOf(page.items)[3]?.title).toBe('Кеш жазба')
  })

  it('that shows more than is read tells a gap at the first look, and none as long as it goes on from there', async () => {
    const items = Array.from({ length: 20_001 }, (_, n) => ({ id: `s-${n}` }))
    server.at('/long', (_, response) => { response.writeHead(200, { 'content-type': 'application/feed+json' }).end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: items.map(({ id }) => ({ id, title: 'x' })) })) })
    const first = await poll('/long', null, false, 5_000_000)
    expect([first.items.length, first.gap]).toEqual([20_000, 'window'])
    items.unshift({ id: 'fresh' })
    expect((await poll('/long', first.cursor, false, 5_000_000)).gap).toBeUndefined()
  })

  it('is asked without conditions at the deep look of the day, because "not modified" hides deletions', async () => {
    const { cursor } = await poll('/feed')
    expect((await poll('/feed', cursor)).state).toBe('not-modified')
    expect((await poll('/feed', cursor, true)).state).toBe('ok')
  })

  it('a cursor that this version does not know is left aside', async () => {
    expect((await poll('/feed', { v: 99, etag: 5 })).state).toBe('ok')
  })

  it('without posts is empty, which is not the same as not modified', async () => {
    server.serve('/none', rssOf([]))
    expect(await poll('/none')).toMatchObject({ state: 'empty', reason: 'fine', items: [] })
  })

  it('that moved for good tells where to, and its posts keep their keys', async () => {
    const first = await poll('/moved')
    expect(first.movedTo).toBe(`${server.origin}/feed`)
    const afterMove = await poll('/feed', first.cursor)
    expect(postsOf(afterMove.items)[0]?.key).toBe(`${server.origin}/moved#post-20`)
    expect(await poll('/found')).not.toHaveProperty('movedTo')
  })

  it('a guid that is an address is the key as it stands', async () => {
    server.serve('/url-guid', rssOf([{ guid: 'https://qala.example/?p=7', title: 'т', text: 'т' }]))
    expect(postsOf((await poll('/url-guid')).items)[0]?.key).toBe('https://qala.example/?p=7')
  })

  it('one unreadable item is a dead letter without tokens, the others are kept', async () => {
    server.serve('/one-bad', JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: 'a', content_text: 'Жарық жоқ' }, { url: 5, note: 'https://x.example/?access_token=vk1' }] }))
    const page = await poll('/one-bad')
    expect(page).toMatchObject({ state: 'ok', items: [{ post: { text: 'Жарық жоқ' } }, { key: null, raw: '{"url":5,"note":"https://x.example/?access_token=***"}' }] })
  })

  it('of which no item can be read is an error, and the cursor stays', async () => {
    server.serve('/all-bad', JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [1, 2] }), { etag: '"x"' })
    expect(await poll('/all-bad')).toMatchObject({ state: 'error', reason: 'none-parsed', detail: '2', cursor: null, items: [{ problem: expect.any(String) }, { problem: expect.any(String) }] })
  })

  it.each([
    ['/html', { state: 'error', reason: 'not-a-feed', detail: 'html', problem: expect.stringContaining('web page (HTML)') }],
    ['/busy', { state: 'blocked', reason: 'slow-down', detail: '429', waitSeconds: 120 }],
    ['/gone', { state: 'error', reason: 'gone', gone: true }],
    ['/closed', { state: 'blocked', reason: 'http-error', detail: '403' }],
    ['/nowhere', { state: 'error', reason: 'http-error', detail: '404' }],
    ['/error', { state: 'error', reason: 'http-error', detail: '500' }],
    ['/never-ends', { state: 'error', reason: 'too-large', detail: '195 KB' }],
    ['/bomb', { state: 'error', reason: 'too-large' }],
    ['/slow', { state: 'error', reason: 'timeout' }],
    ['/reset', { state: 'error', reason: 'network-down' }],
    ['/loop', { state: 'error', reason: 'http-error' }],
    ['/to-metadata', { state: 'error', reason: 'address-refused' }],
  ])('%s is told as it is, and the cursor stays', async (path, page) => {
    const cursor = { v: 1, base: 'b', url: 'u', etag: null, lastModified: null, fullAt: '2026-11-22T00:00:00.000Z' }
    expect(await poll(path, cursor)).toMatchObject({ ...page, items: [], cursor })
  })
})

describe('the deep look of the day', () => {
  const now = '2026-11-22T20:00:00.000Z'
  /** Half an hour between two posts, ten on a page: a week is 34 pages, and 45 are shown. */
  const posts = Array.from({ length: 450 }, (_, n) => ({ id: `week-${n}`, content_text: `${n}-жазба`, date_published: new Date(Date.parse(now) - n * 1_800_000).toISOString() }))
  const serveWeek = (isStuck = false) => {
    server.at('/week', (request, response) => {
      const page = Number(new URL(request.url ?? '', server.origin).searchParams.get('p') ?? 1)
      const from = isStuck ? 0 : (page - 1) * 10
      const next = page < 45 ? { next_url: `${server.origin}/week?p=${page + 1}` } : {}
      response.writeHead(200, { 'content-type': 'application/feed+json' }).end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: posts.slice(from, from + 10), ...next }))
    })
  }
  const look = (cursor: unknown, deep: boolean, stopAfter = Infinity) => takeLook(feed, `${server.origin}/week`, cursor, { at: now, deep, stopAfter })
  const asked = () => server.requests.filter(({ path }) => path.startsWith('/week')).length

  it('goes back through the whole week over several looks, ten pages each, and ends there', async () => {
    serveWeek()
    posts[300] = { id: 'back-dated', content_text: 'Артқы күнмен жазылды', date_published: posts[300]?.date_published ?? '' }
    const first = await look(null, false)
    expect(first.pages).toHaveLength(1)
    // The desk dies in the middle of the walk: it goes on from the last page that was kept.
    const looks = [await look(first.cursor, true, 5)]
    for (let more = 0; more < 4; more += 1) looks.push(await look(looks.at(-1)?.cursor, false))
    expect(looks.map(({ pages }) => pages.length)).toEqual([5, 11, 11, 10, 1])
    const seen = new Set(looks.flatMap(({ posts: some }) => some.map(({ text }) => text)))
    expect([seen.has('Артқы күнмен жазылды'), seen.has('336-жазба'), seen.has('345-жазба')]).toEqual([true, true, false])
    expect(looks.at(-1)?.last).toMatchObject({ state: 'ok', cursor: { deep: null } })
  })

  it('ends where a site answers every page with the newest one, or has no further page', async () => {
    serveWeek(true)
    const stuck = asked()
    const { cursor } = await look(null, false)
    expect((await look(cursor, true)).pages).toHaveLength(2)
    expect((await look(cursor, false)).pages).toHaveLength(1)
    expect(asked() - stuck).toBe(4)
    serveWeek()
    const { cursor: begun } = await look(null, true, 2)
    server.at('/week', (request, response) => {
      if (request.url?.includes('?')) response.writeHead(404).end()
      else response.writeHead(200, { 'content-type': 'application/feed+json' }).end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: posts.slice(0, 10) }))
    })
    const ended = await look(begun, false)
    expect(ended.pages.map(({ state }) => state)).toEqual(['ok', 'empty'])
    expect(ended.cursor).toMatchObject({ deep: null })
  })
})

describe('the list of collectors', () => {
  it('finds the collector of a network and of an address', () => {
    expect(collectors).toContain(feed)
    expect(collectorOf('feed')).toBe(feed)
    expect(collectorOf('manual')).toBeUndefined()
    expect(collectorFor(new URL('https://qala.example/rss'))).toBe(feed)
    expect(collectorFor(new URL('mailto:a@qala.example'))).toBeUndefined()
  })

  it('posts of two feeds with the same guid stay two posts', async () => {
    server.serve('/other', rssOf(somePosts(1)))
    const [a, b] = [postsOf((await poll('/feed')).items).at(-1), postsOf((await poll('/other')).items)[0]]
    expect(a?.key).not.toBe(b?.key)
  })
})

describe('a feed whose items get new guids', () => {
  const renamed = (posts: FeedServer['posts'], by: string) => posts.map(post => ({ ...post, guid: `${by}-${post.guid}`, link: `https://www.qala.example/${post.guid}` }))

  it('keeps its posts under the keys that are known, at every look, and only what is new is new', async () => {
    const posts = somePosts(20)
    server.serve('/site.xml', rssOf(posts))
    const first = await takeLook(feed, `${server.origin}/site.xml`, null)
    server.serve('/site.xml', rssOf(renamed([{ guid: 'post-21', title: 'Жол жабық', text: 'Жаңа', date: posts[0]?.date }, ...posts], 'a')))
    const second = await takeLook(feed, `${server.origin}/site.xml`, first.cursor)
    server.serve('/site.xml', rssOf(renamed(posts, 'b')))
    const third = await takeLook(feed, `${server.origin}/site.xml`, second.cursor)
    const keys = first.posts.map(({ key }) => key)
    expect(second.posts.map(({ key }) => key)).toEqual([`${server.origin}/site.xml#a-post-21`, ...keys])
    expect([third.posts.map(({ key }) => key), second.last.gap, third.last.gap]).toEqual([keys, undefined, undefined])
  })

  it('the same words of another day, or without a date, are another post', async () => {
    const [post] = somePosts(1)
    if (!post) throw new Error('no post')
    const undated = { ...post, guid: 'x', title: 'Түтін', link: 'https://qala.example/tutin', date: undefined }
    server.serve('/site.xml', rssOf([post, undated]))
    const { cursor } = await takeLook(feed, `${server.origin}/site.xml`, null)
    server.serve('/site.xml', rssOf([{ ...post, guid: 'next-day', date: 'Mon, 23 Nov 2026 01:00:00 +0500' }, { ...undated, guid: 'y' }, post]))
    expect((await takeLook(feed, `${server.origin}/site.xml`, cursor, { at: '2026-11-23T05:00:00.000Z' })).posts.map(({ key }) => key.replace(/^.*#/, ''))).toEqual(['next-day', 'y', post.guid])
  })
})
