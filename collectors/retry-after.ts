// How long a network asks us to wait: RFC 9110 §10.2.3, seconds or a date.
import { toMs, type Instant } from '#domain/time.ts'
import { readDate } from './date.ts'

const daySeconds = 86_400

/** Seconds of a Retry-After header, at most a day; null when it says nothing. */
export const readRetryAfter = (header: string | undefined, now: Instant): number | null => {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), daySeconds)
  const until = readDate(text, 'UTC')
  return until === null ? null : Math.min(Math.max(Math.ceil((toMs(until) - toMs(now)) / 1000), 0), daySeconds)
}
