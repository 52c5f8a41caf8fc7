// When a network lets us call again: one reading of the many headers in which networks say "slow down".
import { toInstant, toMs, type Instant } from '#domain/time.ts'
import { readDate } from './date.ts'
import { readRetryAfter } from './retry-after.ts'

const hourSeconds = 3600

/** An instant, seconds since 1970, or (draft-ietf-httpapi-ratelimit-headers) seconds from now. */
const readReset = (text: string, now: Instant): Instant | null => {
  if (/^\d{1,6}$/.test(text)) return toInstant(toMs(now) + Number(text) * 1000)
  return /^\d{9,11}$/.test(text) ? toInstant(Number(text) * 1000) : readDate(text, 'UTC')
}

/**
 * Seconds until the limit is lifted, an hour at most; null when the headers (names in small letters) do not say.
 * Mastodon's `x-ratelimit-reset` is ISO 8601, Bluesky's `ratelimit-reset` and X's `x-rate-limit-reset` are seconds since 1970.
 */
export const secondsToReset = (headers: Record<string, string>, now: Instant): number | null => {
  const reset = readReset(headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'] ?? headers['x-rate-limit-reset'] ?? '', now)
  return reset === null ? null : Math.min(Math.max(Math.ceil((toMs(reset) - toMs(now)) / 1000), 1), hourSeconds)
}

/** The same when no call is left; null as long as there is one. */
export const secondsWhenSpent = (headers: Record<string, string>, now: Instant): number | null =>
  (headers['x-ratelimit-remaining'] ?? headers['ratelimit-remaining']) === '0' ? secondsToReset(headers, now) : null

/** What an answer asks for: Retry-After, or the reset of a limit that it says is spent; null when it asks for nothing. */
export const secondsAsked = (status: number, headers: Record<string, string>, now: Instant): number | null =>
  readRetryAfter(headers['retry-after'], now) ?? (status === 429 ? secondsToReset(headers, now) : null)
