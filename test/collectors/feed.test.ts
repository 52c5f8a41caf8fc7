// Polling a feed as the desk does: first, again, changed, moved, and when the other side is not well.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postsOf, type CollectedPage } from '../../collectors/collector.ts'
import { collectorFor, collectorOf, collectors } from '../../collectors/list.ts'
import { feed } from '../../collectors/feed.ts'
import { makePoliteFetch } from '../../collectors/polite-fetch.ts'
import { makePoliteListen } from '../../collectors/polite-listen.ts'
import { rssOf, somePosts, startFeedServer, type FeedServer } from './feed-server.ts'

let server: FeedServer
beforeAll(async () => { server = await startFeedServer() })
afterAll(() => server.close())

const poll = async (path: string, cursor: unknown = null, deep = false): Promise<CollectedPage> => {
  const now = () => '2026-11-22T20:00:00.000Z'
  const fetch = makePoliteFetch({ userAgent: 'Qulaq/test', allow: [server.hostPort], now, timeoutMs: path === '/slow' ? 150 : 5000, gapMs: 0, maxBytes: 200_000 })
  const pages: CollectedPage[] = []
  for await (const page of feed.poll({ source: { url: `${server.origin}${path}`, cursor, zone: 'Asia/Almaty' }, fetch, now, signal: new AbortController().signal, deep, listen: makePoliteListen({ userAgent: 'Qulaq/test', allow: [] }), logins: { bluesky: null }, once: true, wanted: () => true })) pages.push(page)
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
    ['/never-ends', { state: 'error', reason: 'too-large', detail: '200000' }],
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
