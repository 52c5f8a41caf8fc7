// When a network lets us call again: its own headers, written as a date by some and as seconds since 1970 by others.
import { toInstant, toMs, type Instant } from '#domain/time.ts'
import { readDate } from './date.ts'

const hourSeconds = 3600

const readReset = (text: string): Instant | null => /^\d{9,11}$/.test(text) ? toInstant(Number(text) * 1000) : readDate(text, 'UTC')

/**
 * Seconds until the limit is lifted, an hour at most; null when the headers (names in small letters) do not say.
 * Mastodon's `x-ratelimit-reset` is ISO 8601, Bluesky's `ratelimit-reset` seconds since 1970.
 */
export const secondsToReset = (headers: Record<string, string>, now: Instant): number | null => {
  const reset = readReset(headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'] ?? '')
  return reset === null ? null : Math.min(Math.max(Math.ceil((toMs(reset) - toMs(now)) / 1000), 1), hourSeconds)
}

/** The same when no call is left; null as long as there is one. */
export const secondsWhenSpent = (headers: Record<string, string>, now: Instant): number | null =>
  (headers['x-ratelimit-remaining'] ?? headers['ratelimit-remaining']) === '0' ? secondsToReset(headers, now) : null
