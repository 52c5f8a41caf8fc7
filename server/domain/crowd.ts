// Posts of one akimat that say nearly the same, in the order in which they were written: counted without sorting, however many there are.
import { minuteMs, type Instant } from './time.ts'

export interface Member { postId: string, at: Instant, atMs: number, author: string | undefined }

/** `members` by `at`, those of one moment as they came. `authors`: how many posts each of them has here. */
export interface Crowd { members: Member[], authors: Map<string, number> }

/** Counts alone: who the authors are stands nowhere here. */
export interface Told {
  posts: number
  /** Different authors, as far as the networks name them. */
  authors: number
  firstPostId: string
  firstAt: Instant
  /** Most of these posts within any sixty minutes. */
  inHour: number
}

const hourMs = 60 * minuteMs

export const emptyCrowd = (): Crowd => ({ members: [], authors: new Map() })

/** Behind all that are not later. */
const placeOf = (members: readonly Member[], at: Instant): number => {
  let [from, to] = [0, members.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((members[middle]?.at ?? '') > at) to = middle
    else from = middle + 1
  }
  return from
}

const count = ({ authors }: Crowd, { author }: Member, by: 1 | -1): void => {
  if (author === undefined) return
  const posts = (authors.get(author) ?? 0) + by
  if (posts === 0) authors.delete(author)
  else authors.set(author, posts)
}

export const addMember = (crowd: Crowd, member: Member): void => {
  crowd.members.splice(placeOf(crowd.members, member.at), 0, member)
  count(crowd, member, 1)
}

/** All at once: one walk, however many go. */
export const dropMembers = (crowd: Crowd, gone: ReadonlySet<Member>): void => {
  crowd.members = crowd.members.filter(member => !gone.has(member))
  for (const member of gone) count(crowd, member, -1)
}

const mostWithin = (members: readonly Member[], spanMs: number): number => {
  let [from, most] = [0, 0]
  members.forEach(({ atMs }, to) => {
    while (atMs - (members[from]?.atMs ?? atMs) > spanMs) from += 1
    most = Math.max(most, to - from + 1)
  })
  return most
}

/** A crowd of one post is none. */
export const toldOf = ({ members, authors }: Crowd): Told | null => {
  const [first, second] = members
  if (first === undefined || second === undefined) return null
  return { posts: members.length, authors: authors.size, firstPostId: first.postId, firstAt: first.at, inHour: mostWithin(members, hourMs) }
}
