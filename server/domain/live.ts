// What the socket says: what happened to whom, never the data. Both sides compile against this.
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

export interface ServerToClient {
  /** Bursts are joined for 150 ms. */
  happened: (happenings: Happening[]) => void
  /** Every 20 s: the head of the trail, so that a silent gap is noticed. */
  tick: (head: { seq: number, at: Instant }) => void
  /** The session is over (signed out, blocked): go to sign-in. */
  ended: (reason: 'signed-out' | 'user-blocked' | 'session-expired') => void
}

export type ClientToServer = Record<never, never>
