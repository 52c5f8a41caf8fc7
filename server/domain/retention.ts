// How long the desk keeps what it need not keep for ever. The law names no years for this (storage lasts until its purpose is reached, Law 94-V, art. 12): the defaults are ours.
import type { Triage } from './triage.ts'
import type { Ticket } from './ticket.ts'
import { addDays, dayOf, instantOf, type Day, type Instant } from './time.ts'

/**
 * dead-letters: raw items, read or not · dismissed: posts without a ticket · closed: words of posts on closed tickets, notes and contacts with them
 * · contacts: of closed tickets · media: files of evidence of closed tickets · sessions · notices · commands: what repeated commands are recognised by
 */
export const retentionKinds = ['dead-letters', 'dismissed', 'closed', 'contacts', 'media', 'sessions', 'notices', 'commands'] as const
export type RetentionKind = typeof retentionKinds[number]

/** Months; null keeps for ever. */
export type Retention = Record<RetentionKind, number | null>

/** Our own working defaults; no norm stands behind them. */
export const defaultRetention: Retention = { 'dead-letters': 1, 'dismissed': 6, 'closed': 36, 'contacts': 6, 'media': 12, 'sessions': 1, 'notices': 12, 'commands': 1 }

/** Closed tickets can be reopened for thirty days: nothing of them goes before. */
export const leastMonths = (kind: RetentionKind): number => (kind === 'closed' || kind === 'contacts' || kind === 'media' ? 2 : 1)
export const mostMonths = 1200

/** The same day of the month so many months before; the last of the month where there is none. */
const monthsBefore = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10)
  const next = new Date(Date.UTC(year, month - months, 1)).toISOString().slice(0, 10)
  const wanted = addDays(first, date - 1)
  return wanted < next ? wanted : addDays(next, -1)
}

/** What is older than this goes; null while it is kept for ever. */
export const cutoffOf = (months: number | null, now: Instant): Instant | null => months === null ? null : instantOf(monthsBefore(dayOf(now), months), 0)

/** Nobody owes anything on it any more: closed or annulled before the cutoff, no promise open, on nobody's control. */
export const isTicketOver = ({ state, closedAt, promiseId, onControl }: Pick<Ticket, 'state' | 'closedAt' | 'promiseId' | 'onControl'>, cutoff: Instant): boolean =>
  (state === 'closed' || state === 'annulled') && closedAt !== null && closedAt < cutoff && promiseId === undefined && !onControl

/** Decided against long ago, or noise that nobody took up; what waits for a decision in the open feed stays. */
export const isTriageOver = ({ state, folded, collectedAt }: Pick<Triage, 'state' | 'folded' | 'collectedAt'>, cutoff: Instant): boolean =>
  collectedAt < cutoff && (state === 'dismissed' || state === 'passed' || (state === 'new' && folded))
