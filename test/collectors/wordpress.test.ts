// Looking at a WordPress site as the desk does: posts and comments, edits, what is back-dated, planned, held back or taken away.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectorFor } from '../../collectors/list.ts'
import { wordpress } from '../../collectors/wordpress.ts'
import { readWordPressFile } from '../../collectors/wordpress/parse.ts'
import { takeLook, type Look } from './look.ts'
import { minute, somePosts, startWordPressServer, type WordPressServer } from './wordpress-server.ts'

let server: WordPressServer
beforeEach(async () => {
  server = await startWordPressServer()
  server.posts = somePosts(1, 50)
  server.comments = [{ id: 1, post: 50, text: 'Қашан тазаланады?', at: minute(60) }, { id: 2, post: 50, parent: 1, text: 'Бізде де солай', at: minute(61), author: 'Көрші' }]
})
afterEach(async () => {
  expect(server.faults).toEqual([])
  await server.close()
})

const look = (cursor: unknown = null, { path = '/wp-json/', stopAfter = Infinity, deep = false } = {}) => takeLook(wordpress, `${server.origin}${path}`, cursor, { stopAfter, deep })
const textsOf = ({ posts }: Look) => posts.map(({ text }) => text)
const idsOf = (looks: Look[]) => [...new Set(looks.flatMap(({ posts }) => posts.flatMap(({ key }) => /\?p=(\d+)$/.exec(key)?.[1] ?? [])))].map(Number).sort((a, b) => a - b)
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)
const deepAfter = (cursor: unknown) => look(cursor, { deep: true })

describe('a WordPress site', () => {
  it('gives at the first look its newest posts and what was commented under them', async () => {
    const first = await look()
    expect(idsOf([first])).toEqual(from(31, 50))
    expect(first.posts[0]).toMatchObject({ key: `${server.origin}/?p=50`, url: `${server.origin}/50/`, title: 'Жаңалық №50 — қала', text: '50-көшеде қар тазаланбаған', publishedAt: '2026-11-21T00:50:00.000Z', editedAt: null, replyTo: null })
    expect(first.posts.slice(20)).toMatchObject([
      { key: `${server.origin}/?p=50#comment-2`, text: 'Бізде де солай', author: { name: 'Көрші' }, replyTo: `${server.origin}/?p=50#comment-1`, url: `${server.origin}/50/#comment-2` },
      { key: `${server.origin}/?p=50#comment-1`, text: 'Қашан тазаланады?', replyTo: `${server.origin}/?p=50` },
    ])
    expect(first.last).toMatchObject({ state: 'ok', reason: 'fine', problem: null })
  })

  it('gives all of a burst, an edit of an old post and a back-dated one', async () => {
    const { cursor } = await look()
    server.posts = somePosts(1, 300)
    Object.assign(server.posts[4] ?? {}, { text: 'Тазаланды', modifiedAt: minute(290) })
    server.posts.push({ id: 900, text: 'Артқы күнмен', at: minute(3), modifiedAt: minute(295) })
    const second = await look(cursor)
    expect(idsOf([second]).filter(id => id > 50)).toEqual([...from(51, 300), 900])
    expect(second.posts.find(({ key }) => key.endsWith('?p=5'))).toMatchObject({ text: 'Тазаланды', editedAt: `${minute(290)}.000Z` })
  })

  it('of which more came than one look reads is read on at the next, and nothing is lost when the desk dies after any page', async () => {
    for (const stopAfter of [1, 3, 8]) {
      server.posts = somePosts(1, 50)
      const first = await look()
      server.posts = somePosts(1, 1600)
      const died = await look(first.cursor, { stopAfter })
      const second = await look(died.cursor)
      const third = await look(second.cursor)
      expect(idsOf([first, died, second, third]).filter(id => id > 30), `died after ${stopAfter}`).toEqual(from(31, 1600))
    }
  })

  it('a planned post comes when it is there, though it was written long before', async () => {
    server.posts.push({ id: 60, text: 'Жоспарланған', at: minute(200), modifiedAt: minute(10), status: 'future' })
    const first = await look()
    server.posts = [...server.posts.map(post => ({ ...post, status: 'publish' })), ...somePosts(51, 59)]
    expect(textsOf(await look(first.cursor))).toContain('Жоспарланған')
  })

  it('a comment that waited for its moderator comes when it is let through', async () => {
    server.comments.push({ id: 3, post: 50, text: 'Ұзақ күттім', at: minute(62), status: 'hold' }, { id: 4, post: 50, text: 'Рақмет', at: minute(900) })
    const { cursor } = await look()
    server.comments = server.comments.map(comment => ({ ...comment, status: 'approved' }))
    expect(textsOf(await look(cursor))).toContain('Ұзақ күттім')
  })

  it('what is taken away is deleted, by the word of the site, and said once', async () => {
    const first = await look()
    const second = await look(first.cursor)
    expect(second.deleted).toEqual([])
    server.posts = server.posts.filter(({ id }) => id !== 40)
    Object.assign(server.posts.find(({ id }) => id === 41) ?? {}, { status: 'draft' })
    server.comments = server.comments.filter(({ id }) => id !== 2)
    const deep = await deepAfter(second.cursor)
    expect(deep.deleted.toSorted()).toEqual([`${server.origin}/?p=40`, `${server.origin}/?p=41`, `${server.origin}/?p=50#comment-2`].toSorted())
    expect((await deepAfter(deep.cursor)).deleted).toEqual([])
  })

  it('what is taken away of a busy week is found at the deep look, however many came since', async () => {
    const first = await look()
    server.posts = somePosts(1, 480)
    const second = await look(first.cursor)
    server.posts = server.posts.filter(({ id }) => id !== 45 && id !== 200 && id !== 301)
    const deep = await deepAfter(second.cursor)
    expect(deep.deleted.toSorted()).toEqual([45, 200, 301].map(id => `${server.origin}/?p=${id}`).toSorted())
  })

  it('that shows no comments to programs is read without them', async () => {
    server.closedComments = true
    const first = await look()
    expect(first.last).toMatchObject({ state: 'empty', reason: 'fine' })
    server.asked.length = 0
    await look(first.cursor)
    expect(server.asked.filter(path => path.startsWith('comments'))).toEqual([])
    server.closedComments = false
    expect((await deepAfter(first.cursor)).posts.filter(({ key }) => key.includes('#comment'))).toHaveLength(2)
  })

  it('older than `modified_after` is not read from its very beginning, and its new posts come all the same', async () => {
    const longAgo = (last: number) => somePosts(1, last).map(post => post.id < 31 ? { ...post, at: '2026-11-01T00:00:00' } : post)
    server.posts = longAgo(50)
    const { cursor } = await look()
    server.isOld = true
    server.posts = longAgo(60)
    const second = await look(cursor)
    expect(idsOf([second]).filter(id => id < 31)).toEqual([])
    expect(idsOf([second]).filter(id => id > 50)).toEqual(from(51, 60))
  })

  it('the comments of one post are watched by themselves', async () => {
    server.comments.push({ id: 9, post: 7, text: 'Басқа жазбаның астында', at: minute(70) })
    expect(textsOf(await look(null, { path: '/wp-json/wp/v2/comments?post=7' }))).toEqual(['Басқа жазбаның астында'])
    expect(collectorFor(new URL(`${server.origin}/wp-json/`))).toBe(wordpress)
    expect(collectorFor(new URL('https://qala.example/wp-json/wp/v2/users'))).not.toBe(wordpress)
  })
})

describe('saved answers of WordPress', () => {
  const read = (answer: unknown) => readWordPressFile(Buffer.from(JSON.stringify(answer)))

  it('a list gives its posts, what is not published stays out, one that cannot be read is told', () => {
    const post = { id: 5, date_gmt: '2026-11-21T05:00:00', modified_gmt: '2026-11-21T07:00:00', link: 'https://qala.example/5/', title: { rendered: 'Су' }, content: { rendered: '<p>Жоқ</p>' }, status: 'publish' }
    const reading = read([post, { ...post, id: 6, status: 'private' }, { ...post, id: 'x' }])
    expect(reading).toMatchObject({ state: 'ok', posts: [{ key: 'https://qala.example/?p=5', text: 'Жоқ' }], edited: ['https://qala.example/?p=5'], problems: [expect.stringContaining('id')] })
    expect(read([])).toMatchObject({ state: 'empty', posts: [] })
    // The home is that of the first link that leads somewhere.
    expect(read([{ ...post, id: 7, link: 'javascript:alert(1)' }, post]).posts.map(({ key, url }) => [key, url])).toEqual([['https://qala.example/?p=7', null], ['https://qala.example/?p=5', 'https://qala.example/5/']])
  })

  it('a refusal is told as one, and anything else is no answer of WordPress', () => {
    expect(read({ code: 'rest_forbidden', data: { status: 401 } })).toMatchObject({ state: 'blocked', problems: ['WordPress answers: rest_forbidden'] })
    expect(read({ code: 'rest_no_route', data: { status: 404 } }).state).toBe('error')
    expect(() => read({ anything: 1 })).toThrowError(/not a list/)
  })
})
