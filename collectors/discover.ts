// What a person means by an address or a @name: the network, and the address that its collector reads. Pages are asked for their feeds.
import { load } from 'cheerio/slim'
import { Refusal } from '#domain/refusal.ts'
import { decodePage } from './feed/charset.ts'
import { oneLine } from './feed/html-text.ts'
import { readFeed } from './feed/read.ts'
import { linkOf } from './feed/xml-item.ts'
import { collectorFor } from './list.ts'
import { refuseStatus, type FetchOptions, type PoliteFetch, type PoliteResponse } from './polite-fetch.ts'
import { watchedAt } from './wordpress/address.ts'

/** A place that can be watched. `name`: what it calls itself. */
export interface Place { network: string, url: string, name: string | null }

const wrong = (problem: string, message: string) => new Refusal('bad-input', message, { field: 'address', problem })

/** Networks that show nothing to whoever has no key of theirs. */
const closedHosts = /(?:^|\.)(?:vk\.com|vk\.ru|ok\.ru|instagram\.com|facebook\.com|fb\.com|threads\.net|threads\.com|x\.com|twitter\.com|tiktok\.com|youtube\.com|youtu\.be)$/

/** YouTube's own feed of a channel, the one thing that it shows without a key. */
const channelFeed = ({ hostname, pathname }: URL): string | null => {
  const id = /(?:^|\.)youtube\.com$/.test(hostname) ? /^\/channel\/(UC[\w-]{10,40})\/?$/.exec(pathname)?.[1] : undefined
  return id === undefined ? null : `https://www.youtube.com/feeds/videos.xml?channel_id=${id}`
}

const names: [RegExp, (parts: string[]) => string][] = [
  [/^@([\w.-]{1,100})@([\w-]+(?:\.[\w-]+)+)$/, ([name, host]) => `https://${host}/@${name}`],
  [/^@([a-z\d-]+(?:\.[a-z\d-]+)+)$/i, ([handle]) => `https://bsky.app/profile/${handle}`],
  [/^at:\/\/(did:[\w:.%-]+|[\w.-]+)$/i, ([actor]) => `https://bsky.app/profile/${actor}`],
  [/^@([a-z]\w{3,31})$/i, ([name]) => `https://t.me/${name}`],
]

/**
 * The address behind what was typed: an address with or without `https://`, `@name` of Telegram, `@name@host` of Mastodon, `@name.host` of Bluesky.
 * Throws bad-input `{field: address}`.
 */
export const addressOf = (typed: string): URL => {
  const text = typed.trim()
  for (const [pattern, address] of names) {
    const [, ...parts] = pattern.exec(text) ?? []
    if (parts.length > 0) return new URL(address(parts))
  }
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (/\s/.test(text) || !URL.canParse(whole) || !new URL(whole).hostname.includes('.')) throw wrong('not-an-address', 'this is neither an address nor a name')
  const url = new URL(whole)
  if (url.protocol !== 'https:' && url.protocol !== 'http:' && collectorFor(url) === undefined) throw wrong('no-collector', 'no collector reads this address')
  return url
}

const isHtml = (error: unknown) => error instanceof Refusal && error.code === 'not-a-feed' && error.details['why'] === 'html'

/** True for a feed, false for a page for people. Throws not-a-feed. */
const isFeed = async (answer: PoliteResponse): Promise<boolean> => {
  try {
    await readFeed({ bytes: answer.body, contentType: answer.headers['content-type'] ?? null, feedUrl: answer.url, zone: 'UTC' })
    return true
  } catch (error) {
    if (isHtml(error)) return false
    throw error
  }
}

interface Offered { wordpress: string | null, feeds: string[], title: string | null }

const feedTypes = /^application\/(?:rss\+xml|atom\+xml|feed\+json|rdf\+xml)\b/i

/** What a page offers to programs in its head and its headers. */
const offeredBy = (answer: PoliteResponse): Offered => {
  const $ = load(decodePage(answer.body, answer.headers['content-type'] ?? null).slice(0, 512 * 1024))
  const base = linkOf($('base[href]').attr('href') ?? null, answer.url) ?? answer.url
  const inHeader = /<([^>]{1,2000})>;\s*rel="https:\/\/api\.w\.org\/"/.exec(answer.headers['link'] ?? '')?.[1]
  const feeds = $('link[rel~="alternate"][href]').toArray().slice(0, 50).map(element => $(element))
    .filter(link => feedTypes.test(link.attr('type') ?? ''))
    .flatMap(link => linkOf(link.attr('href') ?? null, base) ?? [])
  return {
    wordpress: linkOf(inHeader ?? $('link[rel="https://api.w.org/"]').attr('href') ?? null, base), title: oneLine($('title').first().text()) || null,
    // A site's feed of comments, or of one page's comments, stands behind its own.
    feeds: [...new Set(feeds)].sort((a, b) => Number(/comment/i.test(a)) - Number(/comment/i.test(b))),
  }
}

const fetchPage = async (fetch: PoliteFetch, url: URL, options: FetchOptions): Promise<PoliteResponse> => {
  const answer = await fetch(url.href, { accept: 'text/html, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5', ...options })
  refuseStatus(answer)
  return answer
}

/** WordPress' interface is often switched off: it is offered only where it answers. */
const answers = async (fetch: PoliteFetch, root: string, signal: AbortSignal): Promise<boolean> => {
  const watched = watchedAt(new URL(root))
  if (!watched) return false
  const { status } = await fetch(root, { accept: 'application/json', signal }).catch((error: unknown) => {
    if (error instanceof Refusal) return { status: 0 }
    throw error
  })
  return status === 200
}

/**
 * Where posts can be read. Throws bad-input `{field: address, problem: needs-key | no-feed | no-collector | not-an-address}`, and what the fetch refuses.
 */
export const discover = async (typed: string, fetch: PoliteFetch, signal: AbortSignal): Promise<Place> => {
  const given = addressOf(typed)
  const ready = collectorFor(given)
  if (ready && ready.network !== 'feed') return { network: ready.network, url: given.href, name: null }
  const ownFeed = channelFeed(given)
  if (ownFeed !== null) return { network: 'feed', url: ownFeed, name: null }
  if (closedHosts.test(given.hostname) && !given.pathname.startsWith('/feeds/')) throw wrong('needs-key', 'this network is read with a key of its own only')
  // A feed is made for programs whatever robots.txt says of the pages beside it.
  const asFeed = await fetchPage(fetch, given, { signal })
  if (await isFeed(asFeed)) return { network: 'feed', url: given.href, name: null }
  const offered = offeredBy(await fetchPage(fetch, given, { signal, robots: true }))
  if (offered.wordpress !== null && await answers(fetch, offered.wordpress, signal)) return { network: 'wordpress', url: offered.wordpress, name: offered.title }
  const [first] = offered.feeds
  if (first === undefined) throw wrong('no-feed', 'the page offers no feed')
  return { network: 'feed', url: first, name: offered.title }
}
