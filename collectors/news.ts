// What a source has taught about its usual course: when something new comes, and which dates can be believed. Pure.
import type { RawPost } from '#domain/post.ts'
import type { Backfill, Source } from '#domain/source.ts'
import { minuteMs, toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Outcome } from './health.ts'

type Known = Pick<Source, 'newsAt' | 'usualMinutes'>

const minutesBetween = (from: Instant, to: Instant) => Math.max(Math.round((toMs(to) - toMs(from)) / minuteMs), 0)
/** How much the last pause counts beside all before it. */
const lastWeighs = 0.3

/** After a look with so many new posts. Counted from what was known before the look: saying it again for each page changes nothing. */
export const newsAfter = ({ newsAt, usualMinutes }: Known, news: number, now: Instant): Known => {
  if (news === 0) return { newsAt, usualMinutes }
  if (newsAt === undefined) return { newsAt: now }
  const pause = minutesBetween(newsAt, now)
  return { newsAt: now, usualMinutes: usualMinutes === undefined ? pause : Math.round((1 - lastWeighs) * usualMinutes + lastWeighs * pause) }
}

/** How long nothing new came, beside what is usual; nothing while the usual is not known. */
export const quietOf = ({ newsAt, usualMinutes }: Known, news: number, now: Instant): Pick<Outcome, 'quiet'> =>
  news > 0 || newsAt === undefined || usualMinutes === undefined ? {} : { quiet: { minutes: minutesBetween(newsAt, now), usualMinutes } }

/** A clock ahead of ours is forgiven so far; beyond it, and before ten years ago, a date is a mistake and not kept. */
const aheadMs = 15 * minuteMs
const behindMs = 3653 * 24 * 60 * minuteMs

const believed = (at: Instant | null, now: Instant): Instant | null => {
  if (at === null) return null
  const ahead = toMs(at) - toMs(now)
  return ahead > aheadMs || ahead < -behindMs ? null : at
}

/** The post with only those dates that can be true. */
export const withBelievedDates = (post: RawPost, now: Instant): RawPost => ({ ...post, publishedAt: believed(post.publishedAt, now), editedAt: believed(post.editedAt, now) })

/** A head that lies ahead was learnt by a clock that has been put back since. */
const notAhead = (headAt: Instant | undefined, now: Instant): Instant | undefined => headAt !== undefined && headAt > now ? undefined : headAt

/** The latest of the dates, none of them later than now. */
export const headAfter = (headAt: Instant | undefined, posts: readonly Pick<RawPost, 'publishedAt'>[], now: Instant): Instant | undefined =>
  posts.reduce((head, { publishedAt }) => publishedAt !== null && publishedAt <= now && (head === undefined || publishedAt > head) ? publishedAt : head, notAhead(headAt, now))

/** Older than this, a new post came late: others that were written later are here already. */
export const lateBefore = (headAt: Instant | undefined, now: Instant): Instant | undefined => {
  const head = notAhead(headAt, now)
  return head === undefined ? undefined : toInstant(toMs(head) - 60 * minuteMs)
}

/** How far the reading of earlier posts has come after a page of posts: only a page that reaches further back counts. Undefined when nothing is left. */
export const backfillAfter = (before: Backfill | undefined, posts: readonly Pick<RawPost, 'publishedAt'>[], isBehind: boolean): Backfill | undefined => {
  if (!isBehind) return undefined
  const oldest = posts.reduce<Instant | null>((first, { publishedAt: at }) => at !== null && (first === null || at < first) ? at : first, null)
  if (before === undefined) return { pages: 1, reachedAt: oldest }
  if (oldest === null || (before.reachedAt !== null && oldest >= before.reachedAt)) return before
  return { pages: before.pages + 1, reachedAt: oldest }
}
