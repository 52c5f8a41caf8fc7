// Saved pages on the command line: one answer a file, in order, whatever the file holds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseDates, parseFiles } from '../../collectors/parse-files.ts'
import { uriOf, viewOf } from './bluesky-server.ts'
import { rssOf, somePosts } from './feed-server.ts'
import { jsonFeed } from './invented-feeds.ts'
import { keyOf, someStatuses, statusJson } from './mastodon-server.ts'
import { messageHtml } from './telegram-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'qulaq-parse-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const save = (name: string, page: string) => {
  writeFileSync(join(folder, name), page)
  return join(folder, name)
}
const tell = async (error: unknown, file: string) => (error instanceof Error ? `${file}: ${error.message}` : null)
const all = async (files: string[]) => Array.fromAsync(parseFiles('rss', files, { zone: 'UTC', tell }))

describe('qulaq parse', () => {
  it('answers for every file in order and keeps the guid as the feed gives it', async () => {
    const files = [save('a.xml', rssOf(somePosts(2))), join(folder, 'missing.xml'), save('b.html', '<html></html>'), save('c.xml', rssOf([])), save('d.json', jsonFeed)]
    const answers = await all(files)
    expect(answers.map(answer => answer.file)).toEqual(files)
    expect(answers.map(answer => answer.state)).toEqual(['ok', 'error', 'error', 'empty', 'ok'])
    expect(answers[0]).toMatchObject({ posts: [{ key: 'post-2', url: 'https://qala.example/post-2' }, { key: 'post-1' }], deleted: [], edited: [], problems: [] })
    expect(answers[1]?.problems).toEqual([expect.stringContaining('missing.xml: ENOENT')])
    expect(answers[4]?.problems).toEqual([expect.stringMatching(/^item 2: /)])
  })

  it('a post has exactly the fields of the contract', async () => {
    const [answer] = await all([save('e.xml', rssOf(somePosts(1)))])
    expect(Object.keys(answer?.posts[0] ?? {}).sort()).toEqual(['author', 'counts', 'editedAt', 'key', 'media', 'place', 'publishedAt', 'replyTo', 'text', 'title', 'url'])
  })

  it('each network reads its own files, and a file of another one is an error in words', async () => {
    const files = [save('t.html', messageHtml(5, { text: 'Су жоқ' })), save('m.json', JSON.stringify(someStatuses(1, 2).map(statusJson))), save('b.json', JSON.stringify({ posts: [viewOf({ rkey: '3k1', text: 'Қар' })] }))]
    const keys = async (network: string) => (await Array.fromAsync(parseFiles(network, files, { zone: 'UTC', tell }))).map(({ posts, problems }) => posts.length > 0 ? posts.map(({ key }) => key) : problems.length)
    expect(await keys('telegram')).toEqual([['qala_ainasy/5'], 1, 1])
    expect(await keys('mastodon')).toEqual([1, [keyOf('117000000001'), keyOf('117000000002')], 0])
    expect(await keys('bluesky')).toEqual([1, 1, [uriOf('3k1')]])
  })

  it('an unknown network is refused with the list of those that exist', async () => {
    await expect(parseFiles('icq', [], { zone: 'UTC', tell }).next()).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('rss') })
  })

  it('dates are answered line by line, empty ones too', async () => {
    const lines = (async function* () { yield* ['22.11.2026 10:00', '', 'кеше'] })()
    expect(await Array.fromAsync(parseDates(lines, 'Asia/Almaty'))).toEqual(['2026-11-22T05:00:00.000Z', null, null])
  })
})
