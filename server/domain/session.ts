// A signed-in browser. The token itself is never kept: the id is its sha256.
import type { Instant } from './time.ts'

export interface Session {
  /** sha256 of the token, hex. */
  id: string
  version: number
  userId: string
  /** The person's round when it was opened. Absent = the first. */
  round?: number
  createdAt: Instant
  lastSeenAt: Instant
  endedAt: Instant | null
}

/** What a person must do before anything else: set a password of their own, or a second factor. */
export const sessionDebts = ['new-password', 'second-factor'] as const
export type SessionDebt = typeof sessionDebts[number]

/** Ends after this long without a request. */
export const sessionIdleMinutes = 8 * 60
/** Ends after this long whatever happens. */
export const sessionMaxMinutes = 12 * 60

export const sessionLives = (session: Session, now: Instant): boolean => {
  const minutesSince = (at: Instant) => (Date.parse(now) - Date.parse(at)) / 60_000
  return session.endedAt === null && minutesSince(session.lastSeenAt) < sessionIdleMinutes && minutesSince(session.createdAt) < sessionMaxMinutes
}
