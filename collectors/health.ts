// How a source is, in the words of domain/source.ts, and when it is asked again. Pure: time and chance are given.
import type { HealthReason, HealthState, SourceHealth } from '#domain/source.ts'
import { minuteMs, toInstant, toMs, type Instant } from '#domain/time.ts'
import type { CollectedPage } from './page.ts'

export type Outcome = Pick<CollectedPage, 'state' | 'reason' | 'detail' | 'waitSeconds' | 'gone'> & {
  /** Minutes without a new post, and what is usual for the source; absent when not known. */
  quiet?: { minutes: number, usualMinutes: number }
}

/** What time does not heal: somebody has to look. */
const broken = new Set<HealthReason>(['not-a-feed', 'none-parsed', 'address-refused', 'not-encrypted', 'gone', 'too-large'])
const failuresUntilBroken = 5
/** Silent: nothing new for so many of its usual intervals, and for a day at least. */
const silentAfter = 5
const silentAtLeastMinutes = 24 * 60

export const neverRun: SourceHealth = { state: 'ok', reason: 'never-run', detail: null, lastTriedAt: null, lastSuccessAt: null, failures: 0 }

const isSilent = ({ quiet }: Outcome) => quiet !== undefined && quiet.minutes >= Math.max(quiet.usualMinutes * silentAfter, silentAtLeastMinutes)

const failedState = ({ state, reason }: Outcome, failures: number): HealthState => {
  if (broken.has(reason)) return 'broken'
  if (reason === 'slow-down') return 'degraded'
  if (state === 'blocked') return 'blocked'
  return failures >= failuresUntilBroken ? 'broken' : 'degraded'
}

const isFailure = ({ state }: Outcome) => state === 'error' || state === 'blocked'

/** The health after one more poll. */
export const healthAfter = (previous: SourceHealth, outcome: Outcome, now: Instant): SourceHealth => {
  const { reason, detail, quiet } = outcome
  if (isFailure(outcome)) {
    const failures = previous.failures + 1
    return { state: failedState(outcome, failures), reason, detail, lastTriedAt: now, lastSuccessAt: previous.lastSuccessAt, failures }
  }
  const silent = isSilent(outcome)
  return { state: silent ? 'silent' : 'ok', reason, detail: silent ? String(Math.floor((quiet?.minutes ?? 0) / 60)) : detail, lastTriedAt: now, lastSuccessAt: now, failures: 0 }
}

const shortestMinutes = 2
const longestMinutes = 6 * 60
const firstPauseMs = minuteMs / 2
const longestPauseMs = 60 * minuteMs

export interface Schedule {
  /** Null: not again until a person starts it. */
  nextRunAt: Instant | null
  intervalMinutes: number
}

/** Failures double the pause from 30 s to an hour, each between half and whole of it. */
const pauseMs = (failures: number, jitter: number) =>
  Math.min(firstPauseMs * 2 ** Math.min(Math.max(failures, 1) - 1, 20), longestPauseMs) * (0.5 + jitter / 2)

const adapted = (intervalMinutes: number, news: number) =>
  Math.min(Math.max(intervalMinutes * (news > 0 ? 0.5 : 1.5), shortestMinutes), longestMinutes)

/**
 * When the source runs next. `news`: posts not seen before; `failures`: in a row, this poll counted; `jitter`: 0 … 1 by chance.
 * The network's own wish to wait is obeyed. A page of which nothing was read, or a source that is gone, stops.
 */
export const nextRunAfter = ({ intervalMinutes, news, outcome, failures, jitter, now }:
{ intervalMinutes: number, news: number, outcome: Outcome, failures: number, jitter: number, now: Instant }): Schedule => {
  if (outcome.gone || outcome.reason === 'none-parsed') return { nextRunAt: null, intervalMinutes }
  const wishMs = (outcome.waitSeconds ?? 0) * 1000
  const interval = isFailure(outcome) ? intervalMinutes : adapted(intervalMinutes, news)
  const ownMs = isFailure(outcome) ? pauseMs(failures, jitter) : interval * minuteMs * (0.9 + 0.2 * jitter)
  return { nextRunAt: toInstant(toMs(now) + Math.round(Math.max(ownMs, wishMs))), intervalMinutes: interval }
}
