// The demo's invented posts as they stand in their feeds at a given moment.
import { toInstant, toMs, type Instant } from '#domain/time.ts'
import data from './posts.json' with { type: 'json' }

export interface DemoPost {
  id: string
  akimat: string
  channel: string
  author: string | null
  title: string | null
  text: string
  kind: string
  at: Instant
}

const liveEveryMs = 2 * 60_000

/** Posts by time of appearing; live ones follow each other every two minutes from the opening of the demo. */
export const demoPosts = (openedAt: Instant): DemoPost[] => {
  let live = 0
  const opened = toMs(openedAt)
  return data.map((post) => {
    const at = post.hoursAgo === undefined ? opened + (live += 1) * liveEveryMs : opened - Math.round(post.hoursAgo * 3_600_000)
    return { id: post.id, akimat: post.akimat, channel: post.channel, author: post.author ?? null, title: post.title ?? null, text: post.text, kind: post.kind, at: toInstant(at) }
  }).sort((a, b) => a.at < b.at ? -1 : 1)
}

/** One feed per channel and akimat. */
export interface DemoFeed { slug: string, akimat: string, channel: string }

export const demoFeeds: DemoFeed[] = [...new Map(data.map(({ akimat, channel }) => [`${akimat} ${channel}`, { akimat, channel }])).values()]
  .map(({ akimat, channel }, index) => ({ slug: `${akimat}-${index + 1}`, akimat, channel }))

const escape = (text: string) => text.replace(/[<>&'"]/g, letter => `&#${letter.charCodeAt(0)};`)

/** Addresses that nobody owns: `.example` is reserved for such use (RFC 2606). */
const linkOf = ({ id, akimat }: DemoPost) => `https://${akimat}.example/${id}`

const itemOf = (post: DemoPost) => [
  '<item>', `<guid isPermaLink="true">${linkOf(post)}</guid>`, `<link>${linkOf(post)}</link>`, post.title ? `<title>${escape(post.title)}</title>` : '',
  post.author ? `<dc:creator>${escape(post.author)}</dc:creator>` : '', `<pubDate>${new Date(post.at).toUTCString()}</pubDate>`,
  `<description>${escape(post.text)}</description>`, '</item>',
].join('')

const windowSize = 20

/** The feed as RSS at a moment: the last posts of its channel that have appeared by then. */
export const feedAt = (feed: DemoFeed, posts: readonly DemoPost[], now: Instant): string => {
  const items = posts.filter(post => post.akimat === feed.akimat && post.channel === feed.channel && post.at <= now).slice(-windowSize).reverse()
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${escape(feed.channel)}</title>`
    + `<link>https://${feed.akimat}.example/</link><description>${escape(feed.channel)}</description>${items.map(itemOf).join('')}</channel></rss>`
}
