// Looking at timelines of Mastodon as the desk does: forward through a burst, again for edits and deletions, and never at what is private.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { collectorFor } from '../../collectors/list.ts'
import { feed } from '../../collectors/feed.ts'
import { mastodon } from '../../collectors/mastodon.ts'
import { takeLook, type Look } from './look.ts'
import { keyOf, someStatuses, startMastodonServer, type MastodonServer } from './mastodon-server.ts'

let server: MastodonServer
beforeAll(async () => { server = await startMastodonServer() })
afterAll(() => server.close())
beforeEach(() => {
  server.statuses = someStatuses(1, 100)
  server.asked.length = 0
  server.instead.length = 0
  server.limit = { left: 300, resetAt: '2026-11-22T05:05:00.070144Z' }
  server.needsLogin = false
})
afterEach(() => { expect(server.faults).toEqual([]) })

const look = (cursor: unknown = null, { path = '/@turgyn', stopAfter = Infinity, deep = false } = {}) => takeLook(mastodon, `${server.origin}${path}`, cursor, { stopAfter, deep })
const numbersOf = (looks: Look[]) => [...new Set(looks.flatMap(({ posts }) => posts.map(post => Number(post.key.slice(-4)))))].sort((a, b) => a - b)
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)
const statusOf = (number: number) => server.statuses.find(({ id }) => Number(id.slice(-4)) === number) ?? expect.fail('no such status')

describe('an account of Mastodon', () => {
  it('gives at the first look its newest forty statuses', async () => {
    const first = await look()
    expect(numbersOf([first])).toEqual(from(61, 100))
    expect(first.posts[0]).toEqual({
      key: 'https://qogam.example/users/turgyn/statuses/117000000100', url: 'https://qogam.example/@turgyn/117000000100', title: null, text: '100-үйде жарық жоқ.\nСвета нет.',
      author: { name: 'Тұрғын', id: 'turgyn@qogam.example', url: 'https://qogam.example/@turgyn' }, publishedAt: '2026-11-21T04:00:00.000Z', editedAt: null, replyTo: null, media: [], place: null,
      counts: { likes: 3, comments: 1, shares: 2, views: null },
    })
    expect(server.asked).toEqual(['/api/v1/accounts/lookup?acct=turgyn', '/api/v1/accounts/109/statuses?limit=40&exclude_reblogs=true'])
  })

  it('is asked for its number once only', async () => {
    const { cursor } = await look()
    await look(cursor)
    expect(server.asked.filter(path => path.includes('lookup'))).toHaveLength(1)
  })

  it('gives all of a burst, none in its middle is skipped', async () => {
    const first = await look()
    server.statuses = someStatuses(1, 270)
    const second = await look(first.cursor)
    expect(numbersOf([first, second])).toEqual(from(61, 270))
    expect(second.pages[0]?.items).toHaveLength(40)
  })

  it('of which more came than one look reads is read on at the next', async () => {
    const first = await look()
    server.statuses = someStatuses(1, 700)
    const second = await look(first.cursor)
    expect(second.pages).toHaveLength(10)
    expect(numbersOf([first, second])).toEqual(from(61, 500))
    expect(numbersOf([first, second, await look(second.cursor)])).toEqual(from(61, 700))
  })

  it('loses nothing when the desk dies after any page', async () => {
    for (const stopAfter of from(1, 5)) {
      server.statuses = someStatuses(1, 100)
      const first = await look()
      server.statuses = someStatuses(1, 250)
      const died = await look(first.cursor, { stopAfter })
      expect(numbersOf([first, died, await look(died.cursor)]), `died after ${stopAfter}`).toEqual(from(61, 250))
    }
  })

  it('without news answers with what it had, so that an edit is seen', async () => {
    const { cursor } = await look()
    Object.assign(statusOf(90), { content: '<p>Жарық берілді</p>', editedAt: '2026-11-22T04:00:00.000Z' })
    const second = await look(cursor)
    expect(second.posts.find(({ key }) => key.endsWith('0090'))).toMatchObject({ text: 'Жарық берілді', editedAt: '2026-11-22T04:00:00.000Z' })
    expect(second.last).toMatchObject({ state: 'ok', reason: 'fine' })
  })

  it('a status that is missing is deleted when the server says so', async () => {
    const { cursor } = await look()
    server.statuses = server.statuses.filter(({ id }) => id !== '117000000090')
    const second = await look(cursor)
    expect(second.deleted).toEqual([keyOf('117000000090')])
    expect(server.asked.at(-1)).toBe('/api/v1/statuses/117000000090')
    expect((await look(second.cursor)).deleted).toEqual([])
  })

  it('the oldest ones that the newest page pushes out are not taken for deleted', async () => {
    const { cursor } = await look()
    server.statuses = someStatuses(1, 130)
    expect((await look(cursor)).deleted).toEqual([])
    expect(server.asked.filter(path => path.includes('/statuses/'))).toEqual([])
  })

  it('the deep look of the day finds edits and disappearances far behind the newest page, and stops after a week', async () => {
    const { cursor } = await look()
    server.statuses = someStatuses(1, 240).map((status, i) => i < 30 ? { ...status, more: { created_at: '2026-10-01T04:00:00.000Z' } } : status)
    const second = await look(cursor)
    Object.assign(statusOf(120), { content: '<p>Жарық берілді</p>' })
    server.statuses = server.statuses.filter(({ id }) => id !== '117000000130')
    const usual = await look(second.cursor)
    expect([usual.deleted, numbersOf([usual]).includes(120)]).toEqual([[], false])
    server.asked.length = 0
    const deep = await look(usual.cursor, { deep: true })
    expect(deep.deleted).toEqual([keyOf('117000000130')])
    expect(deep.posts.find(({ key }) => key === keyOf('117000000120'))?.text).toBe('Жарық берілді')
    expect(server.asked.filter(path => path.includes('max_id'))).toHaveLength(5)
  })

  it('many missing ones are asked for little by little', async () => {
    const { cursor } = await look()
    server.statuses = server.statuses.filter(({ id }) => Number(id.slice(-4)) < 70 || Number(id.slice(-4)) > 94)
    const second = await look(cursor)
    const third = await look(second.cursor)
    const fourth = await look(third.cursor)
    expect([second, third, fourth].map(({ deleted }) => deleted.length)).toEqual([10, 10, 5])
    expect(new Set([second, third, fourth].flatMap(({ deleted }) => deleted)).size).toBe(25)
  })

  it('what it answers is named by its key', async () => {
    statusOf(100).replyToId = '117000000099'
    statusOf(98).replyToId = '55'
    const { posts } = await look()
    expect([posts[0]?.replyTo, posts[2]?.replyTo]).toEqual([keyOf('117000000099'), null])
  })

  it('that does not exist is told as it is', async () => {
    expect((await look(null, { path: '/@eshkim' })).last).toMatchObject({ state: 'error', reason: 'http-error', detail: '404', cursor: null })
  })
})

describe('what is not for everybody', () => {
  it('is not kept, neither as a post nor as a dead letter', async () => {
    statusOf(100).visibility = 'direct'
    statusOf(99).visibility = 'private'
    Object.assign(statusOf(98), { visibility: 'private', more: { created_at: 5 } })
    statusOf(97).visibility = 'unlisted'
    Object.assign(statusOf(96), { isBoost: true })
    const first = await look(null, { path: '/tags/жарық' })
    expect(numbersOf([first])).toEqual([...from(61, 95), 97])
    expect(JSON.stringify(first.pages)).not.toMatch(/1170000000(?:99|98|96)"|Басқаның/)
  })

  it('a status that cannot be read is a dead letter, its neighbours are kept', async () => {
    statusOf(100).more = { created_at: 5 }
    const { pages } = await look()
    expect(pages[0]?.state).toBe('ok')
    expect(pages[0]?.items.slice(0, 2)).toMatchObject([{ key: keyOf('117000000100'), problem: expect.stringContaining('created_at') }, { post: { key: keyOf('117000000099') } }])
  })
})

describe('a hashtag', () => {
  it('is read forward as an account is', async () => {
    const path = '/tags/%D0%B6%D0%B0%D1%80%D1%8B%D2%9B'
    const first = await look(null, { path })
    server.statuses = someStatuses(1, 190)
    expect(numbersOf([first, await look(first.cursor, { path })])).toEqual(from(61, 190))
    expect(server.asked[0]).toBe('/api/v1/timelines/tag/%D0%B6%D0%B0%D1%80%D1%8B%D2%9B?limit=40')
  })

  it('that nobody has used yet is an empty timeline, and its first status comes when it is there', async () => {
    const first = await look(null, { path: '/tags/су' })
    expect(first.last).toMatchObject({ state: 'empty', reason: 'fine' })
    statusOf(100).tag = 'су'
    expect(numbersOf([await look(first.cursor, { path: '/tags/су' })])).toEqual([100])
  })

  it('of a server that shows it only after a login is blocked', async () => {
    server.needsLogin = true
    expect((await look(null, { path: '/tags/су' })).last).toMatchObject({ state: 'blocked', reason: 'http-error', detail: '401' })
  })
})

describe('the limits of a server', () => {
  it('a refused call waits until the limit is lifted, which Mastodon writes as a date', async () => {
    server.limit.left = 0
    expect((await look(null, { path: '/public/local' })).last).toMatchObject({ state: 'blocked', reason: 'slow-down', waitSeconds: 301, cursor: { minId: null } })
    expect(server.asked).toEqual(['/api/v1/timelines/public?limit=40&local=true'])
  })

  it('the last allowed call is the last one of the look, and nothing of the burst is lost', async () => {
    const first = await look()
    server.statuses = someStatuses(1, 270)
    server.limit.left = 2
    const second = await look(first.cursor)
    expect(second.last).toMatchObject({ state: 'ok', waitSeconds: 301 })
    expect(second.pages).toHaveLength(2)
    server.limit.left = 300
    expect(numbersOf([first, second, await look(second.cursor)])).toEqual(from(61, 270))
  })
})

describe('an answer that is not Mastodon\'s', () => {
  it.each([['<html>Сайт</html>', 'bad-json'], ['{"error":"?"}', 'json'], ['"текст"', 'json'], ['', 'bad-json']])('%s is told as it is, and the cursor stays', async (body, detail) => {
    const { cursor } = await look()
    server.instead.push(body)
    expect((await look(cursor)).last).toMatchObject({ state: 'error', reason: 'not-a-feed', detail, cursor, items: [] })
  })
})

describe('the address of a timeline', () => {
  it.each(['https://mastodon.social/@akimat', 'https://mastodon.social/@akimat@qogam.example', 'https://mastodon.social/tags/алматы', 'https://mastodon.social/public', 'https://mastodon.social/public/local'])('%s is one', (address) => {
    expect(collectorFor(new URL(address))).toBe(mastodon)
  })

  it.each(['https://www.youtube.com/@akimat', 'https://www.tiktok.com/@akimat', 'https://medium.com/@akimat', 'https://qala.example/tags/su/feed', 'https://qala.example/@akimat/rss', 'https://qala.example/tags/%E0%A4%A'])('%s is none', (address) => {
    expect(mastodon.accepts(new URL(address))).toBe(false)
    expect(collectorFor(new URL(address))).toBe(feed)
  })
})
