// What a source teaches about its usual course, and which dates are believed.
import { describe, expect, it } from 'vitest'
import { headAfter, lateBefore, newsAfter, quietOf, withBelievedDates } from '../../collectors/news.ts'
import type { RawPost } from '#domain/post.ts'

const now = '2026-11-22T12:00:00.000Z'
const post = (publishedAt: string | null, editedAt: string | null = null): RawPost => ({
  key: 'k', url: null, title: null, text: 'т', author: null, publishedAt, editedAt, replyTo: null, media: [], place: null, counts: { likes: null, comments: null, shares: null, views: null },
})

describe('the dates of a post', () => {
  it.each([
    ['of yesterday is believed', '2026-11-21T12:00:00.000Z', '2026-11-21T12:00:00.000Z'],
    ['of a clock ten minutes ahead is forgiven', '2026-11-22T12:10:00.000Z', '2026-11-22T12:10:00.000Z'],
    ['of tomorrow is a mistake', '2026-11-23T12:00:00.000Z', null],
    ['of the beginning of all clocks is a mistake', '1970-01-01T00:00:00.000Z', null],
    ['of nine years ago is believed', '2017-11-22T12:00:00.000Z', '2017-11-22T12:00:00.000Z'],
  ])('one %s', (_, at, believed) => {
    expect(withBelievedDates(post(at, at), now)).toMatchObject({ publishedAt: believed, editedAt: believed })
  })

  it('the latest of them is the head, one ahead of now is not, and an hour behind the head is late', () => {
    const head = headAfter('2026-11-22T09:00:00.000Z', [post('2026-11-22T11:00:00.000Z'), post('2026-11-22T12:05:00.000Z'), post(null)], now)
    expect([head, lateBefore(head, now)]).toEqual(['2026-11-22T11:00:00.000Z', '2026-11-22T10:00:00.000Z'])
    expect(lateBefore(headAfter(undefined, [post(null)], now), now)).toBeUndefined()
  })
})

describe('the usual pause between two looks with news', () => {
  it('is learnt from each, the last one counting for a third', () => {
    const first = newsAfter({}, 3, '2026-11-22T08:00:00.000Z')
    const second = newsAfter(first, 1, '2026-11-22T10:00:00.000Z')
    expect(second).toEqual({ newsAt: '2026-11-22T10:00:00.000Z', usualMinutes: 120 })
    expect(newsAfter(second, 1, '2026-11-22T10:20:00.000Z').usualMinutes).toBe(90)
    expect(newsAfter(second, 0, now)).toEqual(second)
  })

  it('tells how quiet a source is, as soon as the usual is known', () => {
    expect(quietOf({ newsAt: '2026-11-22T10:00:00.000Z', usualMinutes: 60 }, 0, now)).toEqual({ quiet: { minutes: 120, usualMinutes: 60 } })
    expect([quietOf({ newsAt: now }, 0, now), quietOf({ newsAt: now, usualMinutes: 5 }, 1, now)]).toEqual([{}, {}])
  })
})
