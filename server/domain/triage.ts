// What one akimat decided about one post. Two akimats that watch one post decide each for itself.
import type { Clock } from './clock.ts'
import type { Instant } from './time.ts'

export const triageStates = ['new', 'registered', 'joined', 'dismissed', 'passed'] as const
export type TriageState = typeof triageStates[number]

export const dismissalReasons = ['spam', 'advert', 'insult', 'not-about-us', 'news', 'thanks', 'opinion', 'duplicate', 'other'] as const
export type DismissalReason = typeof dismissalReasons[number]

export interface Triage {
  /** `organisationId:postId`. */
  id: string
  version: number
  organisationId: string
  postId: string
  state: TriageState
  /** Copied from the post, to page by. */
  collectedAt: Instant
  danger: boolean
  /** Obvious noise (advert, spam, no mention) is folded in the feed, never deleted. */
  folded: boolean
  clock: Clock
  ticketId: string | null
  decidedBy: string | null
  decidedAt: Instant | null
  reason: DismissalReason | null
  /** It came back to `new`, or was passed here: people decide about it, no rule. Absent = a fresh one. */
  forPeople?: true
  /** The words of its post were erased by age. */
  forgotten?: true
}

export const triageId = (organisationId: string, postId: string): string => `${organisationId}:${postId}`
