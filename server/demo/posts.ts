// The demo's invented posts as they stand in their feeds at a given moment.
import { addDays, dayOf, instantOf, toInstant, toMs, type Instant } from '#domain/time.ts'
import history from './history.json' with { type: 'json' }
import told from './posts.json' with { type: 'json' }

export interface DemoPost {
  id: string
  akimat: string
  channel: string
  author: string | null
  title: string | null
  text: string
  kind: string
  topic: string
  /** In which the akimat answers. */
  language: 'kk' | 'ru'
  at: Instant
  /** The course it takes through the office (courses.ts); null where its life is told in replies.json, or it waits. */
  course: string | null
  /** Where the course does not choose: the officer, and the post on whose ticket it is merged. */
  officer: string | null
  main: string | null
}

/** A line of posts.json or history.json: hours before the opening, a time of day some days before it, or neither for a live one. */
interface Line extends Pick<DemoPost, 'id' | 'akimat' | 'channel' | 'text' | 'kind' | 'topic'> {
  author?: string | null
  title?: string
  script: string
  hoursAgo?: number
  daysAgo?: number
  time?: string
  course?: string
  officer?: string
  main?: string
}

/** Posts whose life is told one by one, then the many that take a usual course. */
export const demoLines: readonly Line[] = [...told, ...history]

const minuteOfDay = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** Live ones follow each other at a rate that a person can read: three to seven minutes apart. */
const liveGapMs = (index: number) => (3 + (index * 3) % 5) * 60_000

const momentOf = ({ hoursAgo, daysAgo, time }: Line, openedAt: Instant): Instant | null => {
  if (hoursAgo !== undefined) return toInstant(toMs(openedAt) - Math.round(hoursAgo * 3_600_000))
  return daysAgo === undefined || time === undefined ? null : instantOf(addDays(dayOf(openedAt), -daysAgo), minuteOfDay(time))
}

/** Posts by time of appearing; the live ones come after the opening of the demo. */
export const demoPosts = (openedAt: Instant): DemoPost[] => {
  let live = 0
  let liveAt = toMs(openedAt)
  return demoLines.map((line): DemoPost => {
    const { id, akimat, channel, author = null, title = null, text, kind, topic, script, course = null, officer = null, main = null } = line
    const before = momentOf(line, openedAt)
    if (before === null) liveAt += liveGapMs(live++)
    return { id, akimat, channel, author, title, text, kind, topic, language: script === 'ru' ? 'ru' : 'kk', at: before ?? toInstant(liveAt), course, officer, main }
  }).sort((a, b) => a.at < b.at ? -1 : 1)
}

/** One feed per channel and akimat. */
export interface DemoFeed { slug: string, akimat: string, channel: string }

export const demoFeeds: DemoFeed[] = [...new Map(demoLines.map(({ akimat, channel }) => [`${akimat} ${channel}`, { akimat, channel }])).values()]
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

/** The feed as RSS at a moment: the last `size` posts of its channel that have appeared by then. */
export const feedAt = (feed: DemoFeed, posts: readonly DemoPost[], now: Instant, size = windowSize): string => {
  const items = posts.filter(post => post.akimat === feed.akimat && post.channel === feed.channel && post.at <= now).slice(-size).reverse()
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${escape(feed.channel)}</title>`
    + `<link>https://${feed.akimat}.example/</link><description>${escape(feed.channel)}</description>${items.map(itemOf).join('')}</channel></rss>`
}
