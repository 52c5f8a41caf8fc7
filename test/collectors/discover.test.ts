// From what a person types to the place that can be read.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressOf, discover } from '../../collectors/discover.ts'
import { makePoliteFetch } from '../../collectors/polite-fetch.ts'
import { rssOf, startFeedServer, type FeedServer } from './feed-server.ts'
import { startWordPressServer, type WordPressServer } from './wordpress-server.ts'

let [server, site]: [FeedServer, WordPressServer] = [] as never
beforeAll(async () => { [server, site] = await Promise.all([startFeedServer(), startWordPressServer()]) })
afterAll(() => Promise.all([server.close(), site.close()]))

const refusal = (code: string, details: object) => expect.objectContaining({ code, details: expect.objectContaining(details) })
const find = (typed: string) => discover(typed, makePoliteFetch({ userAgent: 'Qulaq/test', allow: [server.hostPort, site.hostPort], now: () => '2026-11-22T05:00:00.000Z', timeoutMs: 5000, gapMs: 0 }), AbortSignal.timeout(10_000))
const page = (head: string) => `<!doctype html><html><head><title> Қала\n тынысы </title>${head}</head><body></body></html>`

describe('what a person types', () => {
  it.each([
    ['@qala_ainasy', 'https://t.me/qala_ainasy'], ['t.me/qala_ainasy', 'https://t.me/qala_ainasy'], ['@turgyn@qogam.example', 'https://qogam.example/@turgyn'],
    ['@turgyn.bsky.social', 'https://bsky.app/profile/turgyn.bsky.social'], ['qala.example/feed', 'https://qala.example/feed'], [' https://qala.example/ ', 'https://qala.example/'],
  ])('%s is the address %s', (typed, url) => { expect(addressOf(typed).href).toBe(url) })

  it.each([['су жоқ', 'not-an-address'], ['qala', 'not-an-address'], ['ftp://qala.example/', 'no-collector'], ['', 'not-an-address']])('"%s" is none', (typed, problem) => {
    expect(() => addressOf(typed)).toThrowError(refusal('bad-input', { problem }))
  })
})

describe('the place behind an address', () => {
  it('is known by the address alone where a network has its own', async () => {
    expect(await find('@qala_ainasy')).toEqual({ network: 'telegram', url: 'https://t.me/qala_ainasy', name: null })
    expect(await find('https://www.youtube.com/channel/UC1234567890abcdefghij')).toMatchObject({ network: 'feed', url: 'https://www.youtube.com/feeds/videos.xml?channel_id=UC1234567890abcdefghij' })
  })

  it.each(['vk.com/qala', 'https://www.instagram.com/qala/', 'x.com/qala', 'https://www.youtube.com/@qala'])('%s needs a key, and says so without a call', async (typed) => {
    await expect(find(typed)).rejects.toEqual(refusal('bad-input', { field: 'address', problem: 'needs-key' }))
  })

  it('is the feed itself, or the one that a page names, the site\'s before that of its comments', async () => {
    expect(await find(`${server.origin}/feed`)).toEqual({ network: 'feed', url: `${server.origin}/feed`, name: null })
    server.serve('/page', page('<base href="/kk/"><link rel="alternate" type="application/rss+xml" href="comments.xml"><link rel="alternate" type="application/atom+xml" href="atom.xml">'))
    expect(await find(`${server.origin}/page`)).toEqual({ network: 'feed', url: `${server.origin}/kk/atom.xml`, name: 'Қала тынысы' })
  })

  it('is WordPress\' interface where it answers, else the feed of the site', async () => {
    expect(await find(site.origin)).toEqual({ network: 'wordpress', url: `${site.origin}/wp-json/`, name: 'Қала тынысы' })
    server.serve('/wp', page('<link rel="https://api.w.org/" href="/wp-json/"><link rel="alternate" type="application/rss+xml" href="/feed">'))
    expect(await find(`${server.origin}/wp`)).toMatchObject({ network: 'feed', url: `${server.origin}/feed` })
  })

  it('is none where a page names none, forbids programs, or is not there', async () => {
    server.serve('/bare', page(''))
    await expect(find(`${server.origin}/bare`)).rejects.toEqual(refusal('bad-input', { problem: 'no-feed' }))
    await expect(find(`${server.origin}/nowhere`)).rejects.toEqual(refusal('fetch-failed', { reason: 'status', status: 404 }))
    server.serve('/robots.txt', 'User-agent: *\nDisallow: /page\nDisallow: /feed\n')
    server.serve('/feed-too', rssOf([]))
    await expect(find(`${server.origin}/page`)).rejects.toEqual(refusal('fetch-failed', { reason: 'robots' }))
    expect(await find(`${server.origin}/feed-too`)).toMatchObject({ network: 'feed' })
  })
})
