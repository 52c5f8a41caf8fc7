// Where the akimat spoke in public: an answer or a question under a post, watched for what people reply to it.
import { minuteMs, toInstant, toMs, type Instant } from './time.ts'

export interface Thread {
  id: string
  version: number
  ticketId: string
  organisationId: string
  /** The post under which we spoke. */
  postId: string
  sourceId: string
  network: string
  /** What the collector of the network reads. */
  url: string
  /** Key of our own words in the network; null until they are read there for the first time. */
  answerKey: string | null
  /** Where single comments may have no address: the page on which we spoke, the hash of what we said, and who of us said it. */
  saidOn?: string
  saidHash?: string
  saidBy?: string
  saidAt: Instant
  /** Private to the collector, as of a source. */
  cursor: unknown
  /** Null: not looked at any more. */
  nextRunAt: Instant | null
  /** Replies that nobody was told of yet, then those that somebody was. Ids of posts. */
  heard: string[]
  told: string[]
}

/** As long as a closed ticket can be reopened. */
const watchedDays = 30
const shortestMinutes = 5
const longestMinutes = 6 * 60

/** When the thread is looked at next: often while it is young. Null when it is over. */
export const nextLookAt = ({ saidAt }: Pick<Thread, 'saidAt'>, now: Instant, waitSeconds = 0): Instant | null => {
  const age = (toMs(now) - toMs(saidAt)) / minuteMs
  if (age > watchedDays * 24 * 60) return null
  const minutes = Math.min(Math.max(age / 10, shortestMinutes), longestMinutes)
  return toInstant(toMs(now) + Math.max(Math.round(minutes * minuteMs), waitSeconds * 1000))
}

interface Said { key: string, replyTo: string | null, author: string | undefined, at: Instant | null }

/** Which of these posts answer ours: what hangs on it at any depth, and what the author of the first post wrote after it. */
export const answersTo = <T extends Said>(posts: readonly T[], answerKey: string, author: string | undefined, saidAt: Instant): T[] => {
  const under = new Set([answerKey])
  // A reply may stand before what it answers: as many rounds as there can be steps.
  for (let size = 0; size < under.size;) {
    size = under.size
    for (const { key, replyTo } of posts) if (replyTo !== null && under.has(replyTo)) under.add(key)
  }
  return posts.filter(post => post.key !== answerKey && (under.has(post.key) || (author !== undefined && post.author === author && post.at !== null && post.at > saidAt)))
}
