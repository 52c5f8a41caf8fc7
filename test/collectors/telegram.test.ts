// Looking at a Telegram channel as the desk does: first, again, after a burst, and when Telegram keeps something back.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { collectorFor } from '../../collectors/list.ts'
import { telegram } from '../../collectors/telegram.ts'
import { takeLook, type Look } from './look.ts'
import { channel, someMessages, startTelegramServer, type TelegramServer } from './telegram-server.ts'

let server: TelegramServer
beforeAll(async () => { server = await startTelegramServer() })
afterAll(() => server.close())
beforeEach(() => {
  server.messages = someMessages(100)
  server.asked.length = 0
  server.instead.length = 0
})
afterEach(() => { expect(server.faults).toEqual([]) })

const look = (cursor: unknown = null, more = {}) => takeLook(telegram, `${server.origin}/s/${channel}`, cursor, more)
const idsOf = ({ posts }: Look) => posts.map(post => Number(post.key.split('/')[1]))
/** A page that reaches further back than was asked for does no harm. */
const sinceFirst = (ids: number[]) => [...new Set(ids)].filter(id => id >= 61).sort((a, b) => a - b)
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)

describe('a Telegram channel', () => {
  it('gives at the first look its newest forty posts, and only those', async () => {
    const first = await look()
    expect(sinceFirst(idsOf(first))).toEqual(from(61, 100))
    expect(first.posts[0]).toMatchObject({ key: 'qala_ainasy/81', url: 'https://t.me/qala_ainasy/81', text: '81-үйде су жоқ.\nВоды нет с утра.', publishedAt: '2026-11-21T04:00:00.000Z' })
    expect(first.last).toMatchObject({ state: 'ok', reason: 'fine', problem: null })
    expect(server.asked).toEqual(['', '81'])
  })

  it('gives all of a burst between two looks, back to what is known', async () => {
    const { cursor } = await look()
    server.messages = someMessages(170)
    expect(sinceFirst(idsOf(await look(cursor)))).toEqual(from(61, 170))
  })

  it('of which more came than one look reads is read on at the next, and meanwhile new posts come first', async () => {
    const { cursor } = await look()
    server.messages = someMessages(400)
    const second = await look(cursor)
    expect(second.pages).toHaveLength(10)
    expect(sinceFirst(idsOf(second))).toEqual(from(201, 400))
    server.messages = someMessages(405)
    const third = await look(second.cursor)
    expect(idsOf(third).slice(0, 20)).toEqual(from(386, 405))
    expect(sinceFirst([...idsOf(second), ...idsOf(third)])).toEqual(from(61, 405))
    expect(third.cursor).toMatchObject({ backfill: null, maxId: 405 })
  })

  it('loses nothing when the desk dies after any page of a look', async () => {
    for (const stopAfter of from(1, 6)) {
      server.messages = someMessages(100)
      const first = await look()
      server.messages = someMessages(230)
      const died = await look(first.cursor, { stopAfter })
      server.messages = someMessages(290)
      const again = await look(died.cursor)
      const rest = await look(again.cursor)
      expect(sinceFirst([first, died, again, rest].flatMap(idsOf)), `died after ${stopAfter}`).toEqual(from(61, 290))
    }
  })

  it('loses nothing when a second burst comes while the first is still being read, and the desk dies', async () => {
    const first = await look()
    server.messages = someMessages(400)
    const second = await look(first.cursor)
    expect(second.cursor).not.toMatchObject({ backfill: null })
    server.messages = someMessages(450)
    const died = await look(second.cursor, { stopAfter: 1 })
    const looks = [first, second, died]
    for (let { cursor } = died; looks.length < 6;) {
      const next = await look(cursor)
      looks.push(next)
      cursor = next.cursor
    }
    expect(sinceFirst(looks.flatMap(idsOf))).toEqual(from(61, 450))
    expect(looks.at(-1)?.cursor).toMatchObject({ backfill: null })
  })

  it('is read past holes in the numbers and to its very beginning', async () => {
    for (const id of from(2, 95)) if (id % 3 !== 0) server.messages.delete(id)
    const first = await look()
    expect(sinceFirst(idsOf(first))).toEqual([...server.messages.keys()].filter(id => id >= 61))
    server.messages = new Map([...someMessages(12)].slice(4))
    expect(await look()).toMatchObject({ pages: [{ state: 'ok' }, { state: 'empty', reason: 'fine' }], last: { cursor: { backfill: null } } })
  })

  it('an edited post comes again with its new words', async () => {
    const { cursor } = await look()
    server.messages.set(70, { text: 'Су берілді', meta: 'edited &nbsp;' })
    expect((await look(cursor)).posts.find(post => post.key === 'qala_ainasy/70')?.text).toBe('Су берілді')
  })

  it('a post that is missing is deleted at the second look, not at the first', async () => {
    const first = await look()
    server.messages.delete(90)
    const second = await look(first.cursor)
    expect(second.deleted).toEqual([])
    expect((await look(second.cursor)).deleted).toEqual(['qala_ainasy/90'])
  })

  it('a post that was missing once and is back was never deleted', async () => {
    const first = await look()
    const kept = server.messages.get(90)
    server.messages.delete(90)
    const second = await look(first.cursor)
    server.messages.set(90, kept ?? {})
    const third = await look(second.cursor)
    server.messages.delete(90)
    expect([...third.deleted, ...(await look(third.cursor)).deleted]).toEqual([])
  })

  it('service messages are passed over and are not taken for deleted posts', async () => {
    server.messages.set(95, { text: 'Қала айнасы pinned «Су»', classes: 'service_message' })
    const first = await look()
    expect(idsOf(first)).not.toContain(95)
    const second = await look(first.cursor)
    expect((await look(second.cursor)).deleted).toEqual([])
  })
})

describe('the deep look of the day', () => {
  const recent = () => new Map([...someMessages(150)].map(([id, message]) => [id, { ...message, at: `2026-11-${id < 60 ? '10' : '21'}T04:00:00+00:00` }]))

  it('finds edits and disappearances far behind the newest forty, and stops after a week', async () => {
    server.messages = new Map([...recent()].slice(0, 100))
    const first = await look()
    server.messages = recent()
    const second = await look(first.cursor)
    server.messages.set(90, { ...server.messages.get(90), text: 'Су берілді' })
    server.messages.delete(85)
    const usual = await look(second.cursor)
    expect([idsOf(usual).includes(90), usual.deleted]).toEqual([false, []])
    server.asked.length = 0
    const deep = await look(usual.cursor, { deep: true })
    expect(deep.posts.find(({ key }) => key === 'qala_ainasy/90')?.text).toBe('Су берілді')
    expect((await look(deep.cursor, { deep: true })).deleted).toEqual(['qala_ainasy/85'])
    expect(Math.min(...idsOf(deep))).toBeGreaterThan(40)
  })

  it('that is cut goes on where it stopped, whether the next look is a deep one or not, and ends there', async () => {
    server.messages = new Map([...recent()].slice(0, 100))
    const first = await look()
    server.messages = recent()
    const second = await look(first.cursor)
    for (const deep of [true, false]) {
      server.asked.length = 0
      const cut = await look(second.cursor, { deep: true, stopAfter: 3 })
      server.messages.set(75, { ...server.messages.get(75), text: `Су берілді, ${String(deep)}` })
      const next = await look(cut.cursor, { deep })
      expect(next.posts.find(({ key }) => key === 'qala_ainasy/75')?.text).toBe(`Су берілді, ${String(deep)}`)
      // The newest forty are read at every look.
      expect(server.asked.slice(0, 6)).toEqual(['', '131', '111', '', '131', '91'])
      expect(next.cursor).toMatchObject({ deep: null, backfill: null })
      server.asked.length = 0
      await look(next.cursor)
      expect(server.asked).not.toContain('91')
    }
  })
})

describe('when Telegram keeps something back', () => {
  const slowDown = { state: 'blocked', reason: 'slow-down', items: [] }

  it('"no posts found" in a channel that has posts is a request to slow down, and the cursor stays', async () => {
    const { cursor } = await look()
    server.instead.push('throttled')
    const page = await look(cursor)
    expect(page.last).toMatchObject({ ...slowDown, waitSeconds: 300, cursor })
    expect(page.pages).toHaveLength(1)
  })

  it('the same in the middle of a walk leaves the rest for the next look', async () => {
    const { cursor } = await look()
    server.messages = someMessages(170)
    server.asked.length = 0
    const stop = look(cursor)
    server.instead.push('stuck', 'throttled')
    const broken = await stop
    expect(broken.last).toMatchObject(slowDown)
    expect(idsOf(broken)).toEqual(from(151, 170))
    expect(sinceFirst([...idsOf(broken), ...idsOf(await look(broken.cursor))])).toEqual(from(61, 170))
  })

  it('the newest page in place of an older one is not taken for it', async () => {
    server.instead.push('stuck', 'stuck')
    const broken = await look()
    expect(broken.last).toMatchObject(slowDown)
    expect(sinceFirst([...idsOf(broken), ...idsOf(await look(broken.cursor))])).toEqual(from(61, 100))
  })

  it('"no posts found" in a channel that never had any is an empty channel', async () => {
    server.messages.clear()
    expect((await look()).last).toMatchObject({ state: 'empty', reason: 'fine' })
  })

  it('a name that passed to another channel stops the source: its messages are no edits of the old ones', async () => {
    server.messages = new Map([[1, { text: 'Су жоқ' }], [2, { text: 'Су келді' }]])
    const first = await look()
    server.messages = new Map([[1, { text: 'Казино!', owner: 77 }], [2, { text: 'Бонус!', owner: 77 }]])
    const { last, posts } = await look(first.cursor)
    expect([posts, last.state, last.reason, last.gone, last.cursor]).toEqual([[], 'error', 'gone', true, first.cursor])
  })

  it('a channel without preview is blocked, in words', async () => {
    server.instead.push('closed')
    const { last } = await look({ v: 99 })
    expect(last).toMatchObject({ state: 'blocked', reason: 'http-error', detail: '302', cursor: { v: 99 }, problem: expect.stringContaining('no preview of "Көрші үй"') })
  })

  it('a status 429 is obeyed', async () => {
    server.instead.push('busy')
    expect((await look()).last).toMatchObject({ ...slowDown, waitSeconds: 35 })
  })

  it('pages in an unknown markup stop the source and keep its cursor', async () => {
    const { cursor } = await look()
    server.instead.push('other-markup')
    expect((await look(cursor)).last).toMatchObject({ state: 'error', reason: 'none-parsed', detail: '20', cursor })
  })
})

describe('the address of a channel', () => {
  it.each(['https://t.me/qala_ainasy', 'https://t.me/s/qala_ainasy', 'https://t.me/qala_ainasy/520', 'https://telegram.me/qala_ainasy', 'http://127.0.0.1:8080/s/qala_ainasy'])('%s is one', (address) => {
    expect(collectorFor(new URL(address))).toBe(telegram)
  })

  it.each(['https://t.me/+AbCdEf123', 'https://t.me/joinchat/AbCdEf', 'https://t.me/c/1006503122/520', 'https://t.me/', 'https://qala.example/s/news', 'https://t.me.qala.example/qala_ainasy', 'ftp://t.me/qala_ainasy'])('%s is none', (address) => {
    expect(telegram.accepts(new URL(address))).toBe(false)
  })
})
