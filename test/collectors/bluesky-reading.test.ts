// What recorded answers of Bluesky and lines of Jetstream say, and no file that stalls the reader.
import { describe, expect, it } from 'vitest'
import { readBlueskyFile } from '../../collectors/bluesky/parse.ts'
import { did, somePosts, uriOf, viewOf, type BlueskyPost } from './bluesky-server.ts'

const parse = (file: unknown) => readBlueskyFile(Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)))
const one = (post: Partial<BlueskyPost>) => parse({ posts: [viewOf({ rkey: '3k1001', text: 'Қар тазаланбаған', ...post })] }).posts[0] ?? expect.fail('no post')
const link = (uri: string) => ({ index: { byteStart: 0, byteEnd: 1 }, features: [{ $type: 'app.bsky.richtext.facet#link', uri }] })

describe('a post', () => {
  it('shows its shortened addresses in full at the end, and keeps its lines', () => {
    const text = 'Кесте:\n\nsu.example/ver... мен qala.example'
    const facets = [link('https://su.example/very/long'), link('https://qala.example/'), link('https://su.example/very/long'), { features: [{ tag: 'су' }] }, link('javascript:alert(1)')]
    expect(one({ text, record: { facets } }).text).toBe('Кесте:\n\nsu.example/ver... мен qala.example\n\nhttps://su.example/very/long')
  })

  it('has its own pictures and video, not those of a link or of a post that it quotes', () => {
    const images = { $type: 'app.bsky.embed.images#view', images: [{ thumb: 'https://cdn.example/t.jpg', fullsize: 'https://cdn.example/1@jpeg', alt: '' }] }
    expect(one({ more: { embed: images } }).media).toEqual([{ kind: 'image', url: 'https://cdn.example/1@jpeg' }])
    expect(one({ more: { embed: { $type: 'app.bsky.embed.recordWithMedia#view', media: images, record: { record: { embeds: [{ images: [{ fullsize: 'https://cdn.example/other' }] }] } } } } }).media).toEqual([{ kind: 'image', url: 'https://cdn.example/1@jpeg' }])
    expect(one({ more: { embed: { $type: 'app.bsky.embed.video#view', cid: 'b', playlist: 'https://video.example/p.m3u8', thumbnail: 'https://video.example/t.jpg' } } }).media).toEqual([{ kind: 'video', url: 'https://video.example/p.m3u8' }])
    expect(one({ more: { embed: { $type: 'app.bsky.embed.external#view', external: { uri: 'https://su.example', thumb: 'https://cdn.example/card' } } } }).media).toEqual([])
  })

  it('is as old as it says, but not younger than the network saw it', () => {
    expect(one({ record: { createdAt: '2020-01-01T00:00:00+05:00' } }).publishedAt).toBe('2019-12-31T19:00:00.000Z')
    expect(one({ record: { createdAt: '2031-01-01T00:00:00Z' } }).publishedAt).toBe('2026-11-21T04:00:05.000Z')
  })

  it('of an author whose name is not proved is by the DID', () => {
    expect(one({ more: { author: { did, handle: 'handle.invalid' } } })).toMatchObject({ author: { name: did, id: did, url: `https://bsky.app/profile/${did}` }, url: `https://bsky.app/profile/${did}/post/3k1001` })
  })
})

const event = (operation: string, rkey: string, more: Record<string, unknown> = {}) => JSON.stringify({
  did, time_us: 1_795_237_200_000_123, kind: 'commit', commit: { rev: '3k', operation, collection: 'app.bsky.feed.post', rkey, cid: 'bafy', ...operation === 'delete' ? {} : { record: { $type: 'app.bsky.feed.post', text: `Жазба ${rkey}`, createdAt: '2026-11-21T04:00:00.000Z' } }, ...more },
})

describe('lines of Jetstream', () => {
  it('are creations, edits and deletions of posts; likes, accounts and names are passed over', () => {
    const lines = [
      event('create', '3k1'), event('create', '3k2', { collection: 'app.bsky.feed.like', record: { subject: {} } }), event('update', '3k1'), event('delete', '3k3'), event('delete', '3k4', { collection: 'app.bsky.graph.follow' }),
      JSON.stringify({ did, time_us: 1_795_237_200_000_124, kind: 'identity', identity: { did, handle: 'a.example' } }), JSON.stringify({ did, time_us: 1, kind: 'account', account: { active: false } }), '',
    ].join('\n')
    expect(parse(lines)).toEqual({ state: 'ok', posts: [expect.objectContaining({ key: uriOf('3k1'), text: 'Жазба 3k1', author: { name: did, id: did, url: `https://bsky.app/profile/${did}` } }), expect.objectContaining({ key: uriOf('3k1') })],
      edited: [uriOf('3k1')], deleted: [uriOf('3k3')], problems: [] })
  })

  it('a single line is a file too, and a deletion alone is something', () => {
    expect(parse(event('delete', '3k3'))).toMatchObject({ state: 'ok', posts: [], deleted: [uriOf('3k3')] })
    expect(parse(event('create', '3k2', { collection: 'app.bsky.feed.like' }))).toMatchObject({ state: 'empty', posts: [] })
  })

  it('a broken line is told by its number, the others are kept', () => {
    const { state, posts, problems } = parse([event('create', '3k1'), '{"did":', event('create', '3k2', { record: { text: 5 } }), event('create', '../3k5'), event('create', '3k3')].join('\n'))
    expect([state, posts.map(({ key }) => key), problems]).toEqual(['ok', [uriOf('3k1'), uriOf('3k3')], ['line 2: not an event of Jetstream', expect.stringContaining(`${uriOf('3k2')}: Not a post of Bluesky: text`), 'line 4: not an event of Jetstream']])
  })
})

describe('saved answers', () => {
  const repost = { post: viewOf({ rkey: '3k9', text: 'Басқаның сөзі' }), reason: { $type: 'app.bsky.feed.defs#reasonRepost' } }
  const pinned = { post: viewOf({ rkey: '3k8', text: 'Бекітілген' }), reason: { $type: 'app.bsky.feed.defs#reasonPin' } }
  it.each([
    ['an author\'s feed', { feed: [pinned, repost], cursor: 'x' }, { state: 'ok', posts: [{ key: uriOf('3k8') }] }],
    ['a thread with holes', { thread: { post: viewOf({ rkey: '3k1', text: 'а' }), replies: [{ uri: uriOf('3k2'), notFound: true }, { uri: uriOf('3k3'), blocked: true, author: { did } }, { post: viewOf({ rkey: '3k4', text: 'б' }) }] } }, { state: 'ok', posts: [{ key: uriOf('3k1') }, { key: uriOf('3k4') }] }],
    ['an empty feed', { feed: [] }, { state: 'empty', posts: [], problems: [] }],
    ['a refused call', { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' }, { state: 'blocked', problems: ['Bluesky answers: RateLimitExceeded'] }],
    ['a post that is not found', { error: 'NotFound' }, { state: 'error', problems: ['Bluesky answers: NotFound'] }],
    ['recorded pairs', [{ request: { method: 'GET', uri: 'https://public.api.bsky.app/xrpc/app.bsky.feed.getPosts' }, response: { status: 200, headers: {}, body: JSON.stringify({ posts: somePosts(1, 2).map(viewOf) }) } }], { state: 'ok', posts: [{}, {}] }],
    ['posts of which none can be read', { posts: [5, { uri: 'at://x' }] }, { state: 'error', posts: [], problems: [expect.any(String), expect.any(String)] }],
  ])('%s', (_, file, answer) => { expect(parse(file)).toMatchObject(answer) })

  it.each(['', 'null', '5', '"OK"', '[]', '{}', '<html/>', '{"a":', '{"feed":{}}', '{"thread":5}', '{"did":5}', '[{"request":{"uri":{"toString":1}},"response":{"status":{"valueOf":1}}}]', '\u0089PNG'])('%s is none of Bluesky', (file) => {
    expect(() => parse(file)).toThrow(expect.objectContaining({ code: 'not-a-feed' }))
  })
})

const nest = (times: number) => `${`{"post":${JSON.stringify(viewOf({ rkey: '3k1', text: 'т' }))},"replies":[`.repeat(times)}${']}'.repeat(times)}`
const hostile: [string, string][] = [
  ['answers nested without end', `{"thread":${nest(8000)}}`],
  ['lists nested without end', `{"posts":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`],
  ['a hundred thousand events', Array.from({ length: 100_000 }, () => '{"did":"did:plc:a","time_us":1,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"a","record":{"text":"","createdAt":""}}}').join('\n')],
  ['lines that are none', '{}\n'.repeat(1_500_000)],
  ['half lines after a good one', `${event('create', '3k1')}\n${'{\n'.repeat(1_500_000)}`],
  ['addresses without end', JSON.stringify({ posts: [viewOf({ rkey: '3k1', text: 'т'.repeat(100_000), record: { facets: Array.from({ length: 20_000 }, (_, i) => link(`https://x.example/${i}`)) } })] })],
  ['a time out of time', '{"did":"did:plc:a","time_us":9e18,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"a","record":{"text":"","createdAt":""}}}'],
]

describe('hostile files', () => {
  it.each(hostile)('%s: answered within two seconds of work', (_, file) => {
    const bytes = Buffer.from(file)
    const started = process.threadCpuUsage()
    let answer: unknown
    try {
      answer = readBlueskyFile(bytes)
    } catch (error) {
      answer = error
    }
    const { user, system } = process.threadCpuUsage(started)
    expect((user + system) / 1000).toBeLessThan(2000)
    expect(answer).toEqual(answer instanceof Error ? expect.objectContaining({ code: 'not-a-feed' }) : expect.objectContaining({ state: expect.any(String) }))
  })
})
