// What recorded answers of Mastodon say: posts, edits, deletions, closed doors, and no file that stalls the reader.
import { describe, expect, it } from 'vitest'
import { readMastodonFile } from '../../collectors/mastodon/parse.ts'
import { secondsToReset, secondsWhenSpent } from '../../collectors/rate-limit.ts'
import { keyOf, someStatuses, statusJson, type Status } from './mastodon-server.ts'

const parse = (file: unknown) => readMastodonFile(Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)))
const status = (more: Partial<Status> = {}) => statusJson({ id: '117000000001', content: '<p>Су жоқ</p>', ...more })
const one = (more: Partial<Status>) => parse([status(more)]).posts[0] ?? expect.fail('no post')
const exchange = (path: string, body: unknown, { method = 'GET', code = 200, headers = {} as Record<string, string> } = {}) =>
  ({ request: { method, uri: `https://qogam.example${path}` }, response: { status: code, headers, body } })

describe('a status', () => {
  it('has its paragraphs, its links in full and its hashtags as people see them', () => {
    const content = '<p>Абай көшесі &amp; Сәтбаев:<br />су жоқ</p><p><a href="https://su.example/very/long"><span class="invisible">https://</span><span class="ellipsis">su.example/very</span><span class="invisible">/long</span></a> <a href="https://qogam.example/tags/su" class="mention hashtag">#<span>су</span></a></p>'
    expect(one({ content }).text).toBe('Абай көшесі & Сәтбаев:\nсу жоқ\n\nhttps://su.example/very/long #су')
  })

  it('has its warning as a title, its poll as lines, its media by kind', () => {
    expect(one({ warning: 'Апат', more: { poll: { options: [{ title: 'Иә' }, { title: 'Жоқ' }] }, media_attachments: [
      { type: 'image', url: 'https://cdn.example/1.jpg' }, { type: 'gifv', url: 'https://cdn.example/2' }, { type: 'unknown', url: null, remote_url: 'https://cdn.example/3.mp3' }, { type: 'image', url: 'javascript:alert(1)' },
    ] } })).toMatchObject({ title: 'Апат', text: 'Су жоқ\n\n— Иә\n— Жоқ', media: [{ kind: 'image', url: 'https://cdn.example/1.jpg' }, { kind: 'video', url: 'https://cdn.example/2' }, { kind: 'audio', url: 'https://cdn.example/3.mp3' }] })
  })

  it('of another server names that server with its author', () => {
    expect(one({ more: { account: { username: 'asel', acct: 'asel@basqa.example', display_name: '', url: 'https://basqa.example/@asel' } } }).author).toEqual({ name: 'asel@basqa.example', id: 'asel@basqa.example', url: 'https://basqa.example/@asel' })
  })
})

describe('a recorded file', () => {
  it('gives every public status wherever it stands, each once, and none that is private', () => {
    const [inner, quoted] = [status({ id: '117000000002' }), status({ id: '117000000003', visibility: 'unlisted' })]
    const hidden = (['private', 'direct'] as const).map((visibility, i) => status({ id: `11700000000${i + 4}`, visibility }))
    const file = [
      exchange('/api/v1/timelines/home', JSON.stringify([{ ...status({ isBoost: true, id: '117000000007' }), reblog: inner }, ...hidden])),
      exchange('/api/v1/notifications', [{ id: '1', type: 'mention', status: { ...status(), quote: { state: 'accepted', quoted_status: quoted } } }, { status: inner }]),
      exchange('/api/v1/streaming/health', 'OK'), exchange('/api/v1/statuses/1/card', { base64: true }),
    ]
    const { posts, state, problems } = parse(file)
    expect([state, problems, posts.map(post => post.key)]).toEqual(['ok', [], ['117000000002', '117000000001', '117000000003'].map(keyOf)])
  })

  it('tells the edited ones and those that the server says are gone', () => {
    const file = [
      exchange('/api/v1/timelines/public', [status(), status({ id: '117000000002' })]), exchange('/api/v1/statuses/117000000001', status({ content: '<p>Су бар</p>', editedAt: '2026-11-22T05:00:00.000Z' })),
      exchange('/api/v1/statuses/117000000002', { error: 'Record not found' }, { code: 404 }), exchange('/api/v1/statuses/55', { error: 'Record not found' }, { code: 404 }),
    ]
    expect(parse(file)).toMatchObject({ state: 'ok', edited: [keyOf('117000000001')], deleted: [keyOf('117000000002')], posts: [{ text: 'Су бар' }, { key: keyOf('117000000002') }] })
  })

  it('a status that was only sent, and never read, is no post', () => {
    expect(parse([exchange('/api/v1/statuses', status(), { method: 'POST' })])).toMatchObject({ state: 'empty', posts: [] })
  })

  it.each([
    ['asked too often', exchange('/api/v1/timelines/public', { error: 'Too many requests' }, { code: 429, headers: { 'Date': 'Sun, 22 Nov 2026 05:00:00 GMT', 'X-RateLimit-Reset': '2026-11-22T05:02:00.5Z' } }), { state: 'blocked', waitSeconds: 121 }],
    ['asked too often, at a time unknown', exchange('/api/v1/timelines/public', '', { code: 429 }), { state: 'blocked', problems: ['Mastodon was asked too often'] }],
    ['closed', exchange('/api/v1/timelines/public', { error: 'The access token is invalid' }, { code: 401 }), { state: 'blocked', problems: [expect.stringContaining('401')] }],
    ['without statuses', exchange('/api/v2/instance', { domain: 'qogam.example' }), { state: 'empty', problems: [] }],
    ['of a broken status', exchange('/api/v1/timelines/public', [status({ more: { id: 5 } })]), { state: 'error', problems: [expect.stringContaining('id')] }],
  ])('%s is told as it is', (_, file, answer) => { expect(parse([file])).toMatchObject({ posts: [], ...answer }) })

  it.each(['', '<html/>', '{"a":', '\u0089PNG'])('%j is none of Mastodon', (file) => {
    expect(() => parse(file)).toThrow(expect.objectContaining({ code: 'not-a-feed' }))
  })

  it.each(['null', '5', '"OK"', '[]', '[null]', '{}', '{"request":5,"response":{}}', '[{"request":{},"response":{}}]', '{"__proto__":{"uri":"x"}}'])('%s holds nothing, and does no harm', (file) => {
    expect(parse(file)).toMatchObject({ state: 'empty', posts: [] })
  })
})

const hostile: [string, string][] = [
  ['lists nested without end', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
  ['statuses in statuses', `${'{"uri":"a","id":"1","account":{},"visibility":"public","content":"","created_at":"","q":'.repeat(30_000)}1${'}'.repeat(30_000)}`],
  ['a hundred thousand statuses', JSON.stringify(Array.from({ length: 100_000 }, (_, i) => ({ uri: `a${i}`, id: `${i}`, account: {}, visibility: 'public', content: '', created_at: '' })))],
  ['a text without end', JSON.stringify([status({ content: '<p>су</p>'.repeat(500_000) })])],
  ['tags that never close', JSON.stringify([status({ content: '<a href="'.repeat(500_000) })])],
]

describe('hostile files', () => {
  it.each(hostile)('%s: answered within two seconds of work', (_, file) => {
    const bytes = Buffer.from(file)
    const started = process.threadCpuUsage()
    expect(readMastodonFile(bytes)).toMatchObject({ state: expect.any(String) })
    const { user, system } = process.threadCpuUsage(started)
    expect((user + system) / 1000).toBeLessThan(2000)
  })
})

describe('the headers of a limit', () => {
  const now = '2026-11-22T05:00:00.000Z'
  it.each([
    ['Mastodon\'s date', { 'x-ratelimit-reset': '2026-11-22T05:04:59.070144Z' }, 300], ['Bluesky\'s seconds since 1970', { 'ratelimit-reset': String(Date.parse(now) / 1000 + 90) }, 90],
    ['a time that is past', { 'ratelimit-reset': '1000000000' }, 1], ['a time far away', { 'x-ratelimit-reset': '2027-01-01T00:00:00Z' }, 3600], ['nonsense', { 'ratelimit-reset': 'soon' }, null], ['nothing', {}, null],
  ])('%s', (_, headers, seconds) => { expect(secondsToReset(headers as Record<string, string>, now)).toBe(seconds) })

  it('ask for a pause only when no call is left', () => {
    const headers = { 'ratelimit-reset': String(Date.parse(now) / 1000 + 90) }
    expect([secondsWhenSpent({ ...headers, 'ratelimit-remaining': '1' }, now), secondsWhenSpent({ ...headers, 'ratelimit-remaining': '0' }, now)]).toEqual([null, 90])
  })
})

it('statuses of the server in these tests are read as they are', () => {
  expect(parse(someStatuses(1, 3).map(statusJson)).posts).toHaveLength(3)
})
