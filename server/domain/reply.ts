// The answer: draft → review → approved → published; final or interim. Every author of every version is remembered: none of them approves.
import type { Day, Instant } from './time.ts'
import type { Result } from './ticket.ts'

export const replyStates = ['draft', 'review', 'approved', 'published'] as const
export type ReplyState = typeof replyStates[number]

/** `hash` is sha256(salt + text): the trail holds only the hash. */
export interface ReplyVersion { text: string, salt: string, hash: string, authorId: string, at: Instant }

export interface Reply {
  id: string
  version: number
  ticketId: string
  organisationId: string
  state: ReplyState
  kind: 'final' | 'interim' | null
  /** What a final reply says was done; null for an interim one. */
  result: Result | null
  /** Day promised by an interim reply, or by a plan. */
  promisedOn: Day | null
  versions: ReplyVersion[]
  submittedBy: string | null
  submittedAt: Instant | null
  approvedBy: string | null
  approvedAt: Instant | null
  /** Note of the last rejection or sending back. */
  note: string | null
  permalink: string | null
  publishedAt: Instant | null
  /** A post of the ticket was edited after the reply was begun, and nobody submitted it since. */
  postEditedAt?: Instant
}

/** May this person approve it, as far as authorship goes? Never an author of any version, never the submitter. */
export const wroteIt = (reply: Pick<Reply, 'versions' | 'submittedBy'>, userId: string): boolean =>
  reply.submittedBy === userId || reply.versions.some(version => version.authorId === userId)

/** A remark inside the office, or the reason given with an act; never shown outside. */
export interface Note {
  id: string
  version: number
  organisationId: string
  /** What it is about: a ticket, a post, or (both null) the organisation. */
  ticketId: string | null
  postId: string | null
  authorId: string
  text: string
  at: Instant
}
