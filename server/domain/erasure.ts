// Erasing what a person asks to be erased: texts, names, addresses and the salts of their hashes go; numbers, clocks and the trail stay.
import type { KeptEvidence, Post } from './post.ts'
import type { Reply } from './reply.ts'
import type { Calendar } from './calendar.ts'
import { moveClock, startClock, type Clock } from './clock.ts'
import { workingDayMinutes } from './office.ts'
import { dayOf, yearOf, type Instant } from './time.ts'

/** author = all posts of the author of one post · post = that post alone · contact = what was given for one ticket. */
export const erasureSubjects = ['author', 'post', 'contact'] as const
/** asked → decided by the coordinator → done by the machine, also in the files of the store; or refused with a reason. */
export const erasureStates = ['asked', 'decided', 'done', 'refused'] as const

export interface Erasure {
  id: string
  version: number
  organisationId: string
  of: typeof erasureSubjects[number]
  /** Both null when it is done or refused: they would name the person. */
  network: string | null
  authorKey: string | null
  postId: string | null
  ticketId: string | null
  state: typeof erasureStates[number]
  askedBy: string
  askedAt: Instant
  /** One working day; null while the calendar of the year is not known. */
  dueAt: Instant | null
  decidedBy: string | null
  decidedAt: Instant | null
  /** Why it was refused, in the coordinator's words. Absent = it was not. */
  reason?: string
  /** Notes that go too, and words that are struck out of our replies; empty again when it is done. */
  noteIds: string[]
  strike: string[]
  /** Posts erased. */
  posts: number
  doneAt: Instant | null
  remindAt: Instant | null
}

/** A person asks for it in law within one working day (Law 94-V on personal data, art. 6); here it is one of eight working hours. */
export const erasureWorkingDays = 1

type Reminded = Pick<Erasure, 'dueAt' | 'remindAt'>

const clockOf = (calendar: Calendar, askedAt: Instant, days: number): Clock => startClock(calendar, { workingMinutes: days * workingDayMinutes(calendar.hours) }, askedAt)

/** Halfway and at the end of the working day those who decide are told. */
export const erasureTerm = (calendar: Calendar, askedAt: Instant): Reminded => ({
  dueAt: clockOf(calendar, askedAt, erasureWorkingDays).dueAt, remindAt: clockOf(calendar, askedAt, erasureWorkingDays / 2).dueAt,
})

/** The term as the lists of working days give it now, fair like that of a ticket; null when it stands. Who was told that it is late is told again at the new end. */
export const movedErasure = (calendar: Calendar, { state, askedAt, dueAt, remindAt }: Erasure, now: Instant): Reminded | null => {
  if (state !== 'asked') return null
  const clock = clockOf(calendar, askedAt, erasureWorkingDays)
  const moved = moveClock(calendar, { ...clock, dueAt, awaits: dueAt === null ? yearOf(dayOf(now)) : null }, now).dueAt
  if (moved === dueAt || moved === null) return null
  const wasToldHalf = dueAt !== null && (remindAt === null || remindAt === dueAt)
  return { dueAt: moved, remindAt: wasToldHalf ? moved : erasureTerm(calendar, askedAt).remindAt }
}

/** How the posts of one author are found: the id that the network gives, else the address, else the name. */
export const authorKeyOf = ({ author }: Pick<Post, 'author'>): string | undefined => author ? author.id ?? author.url ?? author.name : undefined

/** The post as its tombstone: key and author stay until everything else of it is gone, see `forgetKey`. What was understood of it as codes stays for the figures. */
export const erasedPost = (post: Post, now: Instant): Post => {
  const [first] = post.versions
  return {
    ...post, url: null, author: null, publishedAt: null, editedAt: null, replyTo: null, media: [], place: null,
    counts: { likes: null, comments: null, shares: null, views: null }, versions: [{ text: '', title: null, salt: '', hash: '', seenAt: first?.seenAt ?? post.collectedAt }],
    classification: { ...post.classification, evidence: [], terms: [] }, duplicateOfId: null, erasedAt: post.erasedAt ?? now,
  }
}

export const erasedEvidence = (evidence: KeptEvidence): KeptEvidence => ({ ...evidence, url: null, text: '', hash: '', salt: '', media: [], pending: false, files: undefined, erased: true })

/** What stands where a name was. */
export const struckMark = '▇▇▇'

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** The text without these words, whatever their case. Longer ones first, so that a full name leaves no rest. */
export const struck = (text: string, words: readonly string[]): string => {
  const sorted = [...words].map(word => word.trim()).filter(Boolean).sort((a, b) => b.length - a.length)
  return sorted.length ? text.replace(new RegExp(sorted.map(escaped).join('|'), 'giu'), struckMark) : text
}

/** Our own reply without the person's name. A changed text has no salt and no hash any more: they would prove what was struck. */
export const struckReply = (reply: Reply, words: readonly string[]): Reply => ({
  ...reply, note: reply.note === null ? null : struck(reply.note, words),
  versions: reply.versions.map((version) => {
    const text = struck(version.text, words)
    return text === version.text ? version : { ...version, text, salt: '', hash: '' }
  }),
})
