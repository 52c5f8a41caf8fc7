// What people comment under a message of a Telegram channel: read as the widget shows it, from look to look.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { collectorFor } from '../../collectors/list.ts'
import { telegram } from '../../collectors/telegram.ts'
import { discussedAt, threadOf } from '../../collectors/telegram/address.ts'
import { readTelegramFile } from '../../collectors/telegram/parse.ts'
import { takeLook } from './look.ts'
import { channel, commentHtml, discussionHtml, noComments, startTelegramServer, type Comment, type TelegramServer } from './telegram-server.ts'

let server: TelegramServer
beforeAll(async () => { server = await startTelegramServer() })
afterAll(() => server.close())
beforeEach(() => { server.asked.length = 0 })
afterEach(() => { expect(server.faults).toEqual([]) })

const some = (first: number, last: number): Comment[] => Array.from({ length: last - first + 1 }, (_, i) => ({ id: first + i, text: `${first + i}-пікір`, by: 'Тұрғын', name: 'turgyn_qala' }))
const look = (cursor: unknown = null) => takeLook(telegram, `${server.origin}/s/${channel}/5?discussion=1`, cursor)
const parse = (html: string) => readTelegramFile(Buffer.from(html))
const one = (comment: Partial<Comment>) => parse(discussionHtml(commentHtml({ id: 31, text: 'Рақмет', by: 'Айгүл', ...comment }))).posts[0]

it('a comment has the link of its message with its own number as its key, and answers the message', () => {
  expect(one({ name: 'aigul_kz' })).toEqual({
    key: 'qala_ainasy/5?comment=31', url: 'https://t.me/qala_ainasy/5?comment=31', title: null, text: 'Рақмет', author: { name: 'Айгүл', id: 'aigul_kz', url: 'https://t.me/aigul_kz' },
    publishedAt: '2026-11-23T06:00:00.000Z', editedAt: null, replyTo: 'qala_ainasy/5', media: [], place: null, counts: { likes: null, comments: null, shares: null, views: null },
  })
})

it('a comment that answers another names it and does not repeat its words; the message itself is answered by its number inside the group too', () => {
  expect(one({ replyTo: 30 })).toMatchObject({ text: 'Рақмет', replyTo: 'qala_ainasy/5?comment=30', author: { name: 'Айгүл', id: null, url: null } })
  expect(one({ replyTo: 8 })?.replyTo).toBe('qala_ainasy/5')
})

it('a comment without its own link is a dead letter beside those that can be read', () => {
  const broken = commentHtml({ id: 32, text: 'Бұзылған', by: 'Айгүл' }).replace('?comment=32', '')
  expect(parse(discussionHtml(commentHtml({ id: 31, text: 'Рақмет', by: 'Айгүл' }) + broken))).toMatchObject({ state: 'ok', posts: [{ text: 'Рақмет' }], problems: ['comment 2: The comment has no link'] })
})

it('comments that are not shown to everybody are told apart from none', () => {
  expect(parse(discussionHtml(noComments('Discussion is not available at the moment.')))).toMatchObject({ state: 'blocked', posts: [] })
  expect(parse(discussionHtml(noComments('No comments here yet...')))).toMatchObject({ state: 'empty', posts: [] })
})

it('the first look takes the newest comments, later ones go back to what is known', async () => {
  server.comments = some(101, 180)
  const first = await look()
  expect([first.posts.length, first.posts[0]?.key, server.asked]).toEqual([50, 'qala_ainasy/5?comment=131', ['']])
  server.comments = some(101, 300)
  const second = await look(first.cursor)
  expect(new Set(second.posts.map(({ key }) => key)).size).toBeGreaterThanOrEqual(120)
  expect([second.pages.map(({ gap }) => gap), second.posts.some(({ key }) => key.endsWith('=181'))]).toEqual([[undefined, undefined, undefined], true])
})

it('more comments than one look reads are told as a gap', async () => {
  server.comments = some(101, 110)
  const { cursor } = await look()
  server.comments = some(101, 500)
  const { pages } = await look(cursor)
  expect(pages.map(({ gap }) => gap)).toEqual([undefined, undefined, undefined, undefined, 'window'])
})

it('a comment is deleted when two looks do not show it, the newest one too; nothing shown where comments were is a wish to be left alone', async () => {
  server.comments = some(101, 110)
  const first = await look()
  server.comments = server.comments.filter(({ id }) => id !== 104 && id !== 110)
  const second = await look(first.cursor)
  expect(second.deleted).toEqual([])
  const third = await look(second.cursor)
  expect(third.deleted.toSorted()).toEqual(['qala_ainasy/5?comment=104', 'qala_ainasy/5?comment=110'])
  expect((await look(third.cursor)).deleted).toEqual([])
  server.comments = []
  expect((await look(third.cursor)).last).toMatchObject({ state: 'blocked', reason: 'slow-down', waitSeconds: 300 })
})

it('a comment that is back after one look is no deleted one', async () => {
  server.comments = some(101, 110)
  const first = await look()
  server.comments = some(101, 110).filter(({ id }) => id !== 104)
  const second = await look(first.cursor)
  server.comments = some(101, 110)
  const third = await look(second.cursor)
  server.comments = some(101, 110).filter(({ id }) => id !== 104)
  expect((await look(third.cursor)).deleted).toEqual([])
})

it('our comment, or our own message, leads to where replies to it are shown', () => {
  const said = (permalink: string, postKey = 'Qala_Ainasy/5') => threadOf({ permalink: new URL(permalink), sourceUrl: 'https://t.me/s/Qala_Ainasy', postKey, postUrl: null })
  expect(said('https://t.me/qala_ainasy/5?comment=77')).toEqual({ url: 'https://t.me/qala_ainasy/5?discussion=1', answerKey: 'Qala_Ainasy/5?comment=77' })
  expect(said('https://t.me/qala_ainasy/5?comment=77', 'Qala_Ainasy/5?comment=70')?.answerKey).toBe('Qala_Ainasy/5?comment=77')
  expect(said('https://t.me/koldi_akimat/900')).toEqual({ url: 'https://t.me/koldi_akimat/900?discussion=1', answerKey: 'koldi_akimat/900' })
  expect([said('https://t.me/koldi_akimat'), said('https://t.me/joinchat/900'), said('https://qala.example/koldi/5')]).toEqual([null, null, null])
  const watched = new URL('https://t.me/qala_ainasy/5?discussion=1')
  expect([collectorFor(watched), discussedAt(watched)]).toEqual([telegram, { channel: 'qala_ainasy', id: 5 }])
})
