// The stream of all that is written on Bluesky: what of it is ours, where it goes on after a break, and what ends it.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bluesky } from '../../collectors/bluesky.ts'
import { collectorFor, isStream } from '../../collectors/list.ts'
import { longestMessage, makePoliteListen, type ListenOptions } from '../../collectors/polite-listen.ts'
import type { RawPost } from '#domain/post.ts'
import { did, handle, uriOf } from './bluesky-server.ts'
import { removed, renamed, rewritten, secondsUs, startJetstream, written, type JetstreamServer } from './jetstream-server.ts'
import { takeLook } from './look.ts'

let server: JetstreamServer
beforeEach(async () => { server = await startJetstream() })
afterEach(async () => {
  expect(server.faults).toEqual([])
  await server.close()
})

const at = '2026-11-23T05:01:00.000Z'
const aboutWater = ({ text }: RawPost) => /су/.test(text)
/** From a moment of the stream on, so that what was told is played. */
const look = (fromSecond: number, wanted = aboutWater) => takeLook(bluesky, server.url, { v: 1, timeUs: secondsUs(fromSecond) }, { at, wanted })

it('gives the posts that hold our words, edits of any, and deletions; the rest of the network passes by', async () => {
  for (const event of [written(1, '3ka', 'Абайда су жоқ'), written(2, '3kb', 'good morning'), renamed(3), rewritten(4, '3kc', 'түзетілді'), removed(5, '3kd')]) server.tell(event)
  const { posts, deleted, cursor, last } = await look(0)
  expect(posts.map(({ key, text, replyTo }) => [key, text, replyTo])).toEqual([[uriOf('3ka'), 'Абайда су жоқ', null], [uriOf('3kc'), 'түзетілді', null]])
  expect([deleted, cursor, last.state]).toEqual([[uriOf('3kd')], { v: 1, timeUs: secondsUs(5) }, 'ok'])
})

it('answers of strangers are asked for words too', async () => {
  server.tell(written(1, '3ka', 'thanks', uriOf('3k0')))
  server.tell(written(2, '3kb', 'су келді', uriOf('3k0')))
  expect((await look(0)).posts.map(({ key }) => key)).toEqual([uriOf('3kb')])
})

it('goes on where it was, a little before', async () => {
  server.tell(written(10, '3ka', 'су 1'))
  server.tell(written(13, '3kb', 'су 2'))
  const first = await look(0)
  server.tell(written(20, '3kc', 'су 3'))
  const second = await takeLook(bluesky, server.url, first.cursor, { at, wanted: aboutWater })
  expect(server.cursors).toEqual([String(secondsUs(-5)), String(secondsUs(8))])
  expect(second.posts.map(({ key }) => key)).toEqual([uriOf('3ka'), uriOf('3kb'), uriOf('3kc')])
  expect(second.pages.flatMap(({ items }) => items.map(item => 'post' in item && item.isAgain))).toEqual([true, true, undefined])
  expect([first.last.gap, second.last.gap]).toEqual([undefined, undefined])
})

it('that has forgotten where we were says that posts are missing', async () => {
  server.tell(written(3600, '3ka', 'су жоқ'))
  expect((await look(0)).pages.map(({ gap }) => gap)).toEqual(['cursor'])
})

it('without a cursor begins now, and asks nothing that the network does not document', async () => {
  server.tell(written(1, '3ka', 'бұрынғы су'))
  const { pages, cursor } = await takeLook(bluesky, server.url, null, { at, wanted: aboutWater })
  expect([server.cursors, pages.length, cursor, pages[0]?.items]).toEqual([[null], 1, null, []])
})

it('a post is shown with its author\'s name when the AppView knows it, and without when it does not', async () => {
  server.shown.add(uriOf('3ka'))
  server.tell(written(1, '3ka', 'су жоқ'))
  server.tell(written(2, '3kb', 'су бар'))
  const { posts } = await look(0)
  expect(posts.map(({ author, text }) => [author?.name, author?.id, text])).toEqual([['Тұрғын', did, 'су жоқ'], [did, did, 'су бар']])
  expect(posts[0]?.url).toBe(`https://bsky.app/profile/${handle}/post/3ka`)
})

it('a broken post with our words is a dead letter and does not stop the stream; broken posts of others are nobody\'s', async () => {
  const broken = (second: number, text: string) => ({ did, time_us: secondsUs(second), kind: 'commit', commit: { operation: 'create', collection: 'app.bsky.feed.post', rkey: `3k${second}`, record: { text, createdAt: 7 } } })
  server.tell(broken(1, 'су жоқ'))
  server.tell(broken(2, 'hello'))
  server.tell({ did, time_us: secondsUs(3), kind: 'commit', commit: { operation: 'create', collection: 'app.bsky.feed.post', rkey: '3kx', record: null } })
  const { pages, last } = await look(0)
  expect(pages.flatMap(({ items }) => items)).toMatchObject([{ key: uriOf('3k1'), problem: expect.stringContaining('createdAt') }])
  expect(last.state).toBe('ok')
  const [item] = pages[0]?.items ?? []
  expect(bluesky.reread(item?.raw ?? '', { url: server.url, zone: 'UTC', now: at })).toMatchObject({ problem: expect.stringContaining('createdAt') })
})

it('a message that is too long is cut, told as a dead letter where it holds our words, and the stream goes on', async () => {
  const endless = (text: string) => written(1, '3kz', `${text} ${'а'.repeat(longestMessage)}`)
  server.tell(endless('су жоқ'))
  server.tell(endless('hello'))
  server.tell(written(2, '3kb', 'су келді'))
  const { pages, posts, last } = await look(0)
  expect(posts.map(({ key }) => key)).toEqual([uriOf('3kb')])
  const dead = pages.flatMap(({ items }) => items.filter(item => 'problem' in item))
  expect(dead).toMatchObject([{ key: null, raw: expect.stringContaining('су жоқ'), problem: expect.stringContaining('longer than') }])
  expect([dead[0]?.raw.length, last.state]).toEqual([10_000, 'ok'])
})

it('lines that are no events stop the source until a newer parser comes', async () => {
  for (let i = 0; i < 30; i += 1) server.tell(`{"t":"post","n":${i}}`)
  expect((await takeLook(bluesky, server.url, { v: 1, timeUs: 1 }, { at })).pages.at(-1)).toMatchObject({ state: 'error', reason: 'none-parsed', detail: '30' })
})

const listen = makePoliteListen({ userAgent: 'Qulaq/test', allow: [] })
const hear = async (url: string, options: Partial<ListenOptions> = {}, ear = listen) => {
  const heard: string[] = []
  for await (const lines of ear(url, { signal: new AbortController().signal, everyMs: 20, idleMs: 5000, ...options })) heard.push(...lines)
  return heard
}

it('is opened at public addresses with TLS only, but for what is listed', async () => {
  await expect(hear(server.url)).rejects.toMatchObject({ code: 'address-refused', details: { why: 'not-encrypted' } })
  await expect(hear(server.url.replace('ws:', 'wss:'))).rejects.toMatchObject({ code: 'address-refused' })
  await expect(hear('wss://169.254.169.254/subscribe')).rejects.toMatchObject({ code: 'address-refused' })
  const rebound = makePoliteListen({ userAgent: 'Qulaq/test', allow: [], resolve: () => Promise.resolve(['10.0.0.7']) })
  await expect(hear('wss://jetstream.example/subscribe', {}, rebound)).rejects.toMatchObject({ code: 'address-refused' })
  expect(server.cursors).toEqual([])
})

it('that ends, is refused or falls silent is told apart', async () => {
  const ear = makePoliteListen({ userAgent: 'Qulaq/test', allow: [server.hostPort, '127.0.0.1:1'] })
  const ended = hear(server.url, {}, ear)
  await expect.poll(() => server.listening()).toBe(1)
  server.drop()
  await expect(ended).rejects.toMatchObject({ code: 'fetch-failed', details: { reason: 'network-down', host: server.hostPort } })
  await expect(hear('ws://127.0.0.1:1/subscribe', {}, ear)).rejects.toMatchObject({ details: { reason: 'network-down' } })
  await expect(hear(server.url, { idleMs: 60 }, ear)).rejects.toMatchObject({ details: { reason: 'timeout' } })
  await expect.poll(() => server.listening()).toBe(0)
})

it('is known by its address', () => {
  const url = 'wss://jetstream2.us-east.bsky.network/subscribe'
  expect([collectorFor(new URL(url)), isStream({ network: 'bluesky', url }), isStream({ network: 'bluesky', url: `https://bsky.app/profile/${handle}` })]).toEqual([bluesky, true, false])
  expect(collectorFor(new URL('ws://jetstream2.us-east.bsky.network/subscribe'))).toBeUndefined()
})
