// What the socket says: what happened to whom, never the data. Both sides compile against this.
import { triageId } from './triage.ts'
import type { Instant } from './time.ts'
import type { TrailEventType } from './trail.ts'

/** One thing that happened, as told to a room. */
export interface Happening {
  seq: number
  at: Instant
  type: TrailEventType
  /** User id or `machine`. */
  by: string
  organisationId: string | null
  ticketId: string | null
  number: string | null
  postId: string | null
}

/** What somebody has open: a ticket, or a post as one akimat decides about it. */
export type Place = { ticketId: string } | { organisationId: string, postId: string }

/** One name for a place, the same on both sides. */
export const placeKey = (place: Place): string => 'ticketId' in place ? place.ticketId : triageId(place.organisationId, place.postId)

/** A person at a place. Nobody is held up by it: it is known, never a lock. */
export interface Present { userId: string, isWriting: boolean }
/** All who are at a place now; nobody any more = an empty list. */
export interface Presence { place: string, people: Present[] }

/** The session is over: to sign-in. `owes`: it lives, and the person must first do what the installation demands. */
export type Ended = 'signed-out' | 'user-blocked' | 'session-expired' | 'owes'

export interface ServerToClient {
  /** Bursts are joined for 150 ms. */
  happened: (happenings: Happening[]) => void
  /** Every 20 s: the head of the trail, so that a silent gap is noticed. */
  tick: (head: { seq: number, at: Instant }) => void
  ended: (reason: Ended) => void
  /** Places where somebody came, went, began or stopped writing; all of them when the line opens. */
  present: (presences: Presence[]) => void
  /** What this person may hear or do has changed: a leave of whom they stand in for, a new body. Everything shown is to be asked again. */
  seated: () => void
  /** The last word on a line whose client does not read what it is told, or of a desk that closes; the client comes back and asks for what it shows. */
  cut: (reason: 'too-slow' | 'closing') => void
}

export interface ClientToServer {
  /** Where the person is now; null = nowhere. One place a line, the last one counts. */
  at: (where: { place: Place, isWriting: boolean } | null) => void
}
