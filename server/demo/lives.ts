// What happened to each of the demo's posts: a list of moments, each carried out by the real act under a moved clock.
import type { Calendar } from '#domain/calendar.ts'
import type { DismissalReason } from '#domain/triage.ts'
import { later, toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Moment } from './moment.ts'
import type { DemoPost } from './posts.ts'
import lives from './replies.json' with { type: 'json' }
import { afterWork, usualMoments } from './usual-lives.ts'

interface Life extends Pick<Moment, 'body' | 'officer' | 'interim' | 'reply' | 'note' | 'result' | 'promisedInDays'> {
  post: string
  joins: string[]
  acts: { act: string, hours: number, by: string }[]
}

const written: Life[] = lives.map(life => ({
  post: life.post, body: life.body, officer: life.officer, joins: life.joins ?? [], interim: life.interim ?? null, reply: life.reply ?? null, note: life.note ?? null,
  result: (life.result ?? null) as Life['result'], promisedInDays: life.promisedInDays ?? 3, acts: life.acts,
}))

/** Noise is dismissed for what it is. */
export const dismissalOf: Partial<Record<string, DismissalReason>> = { news: 'news', advert: 'advert', spam: 'spam', thanks: 'thanks', other: 'opinion' }

/** Younger posts still wait in the feed: everybody has work. */
const waitsHours = 34

/** The course of a post that has none of its own and whose life nobody has written. */
const withCourse = (post: DemoPost, ageHours: number): DemoPost => {
  if (post.course !== null) return post
  if (dismissalOf[post.kind]) return ageHours < 4 ? post : { ...post, course: 'dismissed' }
  return ageHours < waitsHours ? post : { ...post, course: 'closed' }
}

/** A post about the same thing is joined when it has come and the ticket has its number. */
const joinsOf = (posts: readonly DemoPost[], calendar: Calendar, life: Life, registered: Moment): Moment[] =>
  posts.filter(({ id }) => life.joins.includes(id)).map((post) => {
    const seen = afterWork(calendar, toInstant(toMs(post.at) + 20 * 60_000), 0)
    return { ...registered, at: later(seen, toInstant(toMs(registered.at) + 60_000)), post, act: 'join' }
  })

/** The office sleeps: what falls outside its hours is done at the next opening, each act after the one before. */
const writtenMoments = (posts: readonly DemoPost[], calendar: Calendar, post: DemoPost, life: Life): Moment[] => {
  const start = afterWork(calendar, post.at, 0)
  let last = start
  const moments = life.acts.map(({ act, hours, by }): Moment => {
    last = later(afterWork(calendar, toInstant(toMs(start) + hours * 3_600_000), 0), toInstant(toMs(last) + 60_000))
    const { body, officer, interim, reply, note, result, promisedInDays } = life
    return { at: last, post, act, by, ticketOf: post.id, body, officer, interim, reply, note, result, promisedInDays }
  })
  const [first] = moments
  return first ? [...moments, ...joinsOf(posts, calendar, life, first)] : moments
}

/** All moments before `now`, in order of time. */
export const momentsOf = (posts: readonly DemoPost[], calendar: Calendar, now: Instant): Moment[] => {
  const joined = new Set(written.flatMap(({ joins }) => joins))
  const moments = posts.filter(({ id, at }) => at <= now && !joined.has(id)).flatMap((post) => {
    const life = written.find(one => one.post === post.id)
    return life ? writtenMoments(posts, calendar, post, life) : usualMoments(withCourse(post, (toMs(now) - toMs(post.at)) / 3_600_000), calendar)
  })
  return moments.filter(({ at }) => at < now).sort((a, b) => a.at < b.at ? -1 : 1)
}
