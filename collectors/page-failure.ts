// What a collector says when a call failed: the same answer of a network means the same in every collector.
import type { Refusal } from '#domain/refusal.ts'
import { sizeInWords } from '#domain/shared-words.ts'
import type { HealthReason } from '#domain/source.ts'
import type { CollectedPage } from './page.ts'
import type { PoliteResponse } from './polite-fetch.ts'
import { redact } from './redact.ts'

const reasonOf = ({ code, details }: Refusal): HealthReason => {
  if (code === 'address-refused' && details['why'] === 'not-encrypted') return 'not-encrypted'
  if (code === 'address-refused' || code === 'not-a-feed') return code
  if (code !== 'fetch-failed') return 'http-error'
  const reason = details['reason']
  if (reason === 'timeout' || reason === 'slow-down' || reason === 'robots' || reason === 'too-large' || reason === 'unreadable') return reason
  return reason === 'network-down' || reason === 'stopped' ? 'network-down' : 'http-error'
}

const blockedBy = new Set<HealthReason>(['slow-down', 'robots'])

/** The page of a refusal; the cursor stays where it was. */
export const pageOfFailure = (refusal: Refusal, cursor: unknown): CollectedPage => {
  const { why, limit, host, waitSeconds } = refusal.details
  const reason = reasonOf(refusal)
  // A refused address is told by its host alone: why is our own English.
  const detail = (refusal.code === 'address-refused' ? null : why ?? (typeof limit === 'number' ? sizeInWords(limit) : null)) ?? host ?? null
  return {
    items: [], cursor, state: blockedBy.has(reason) ? 'blocked' : 'error', reason, detail: detail === null ? null : String(detail), problem: redact(refusal.message),
    ...typeof waitSeconds === 'number' ? { waitSeconds } : {},
  }
}

const closed = new Set([401, 402, 403, 407, 451])

/** The page of an answer that is no success: closed door, too many calls, gone for good, or an error. */
export const pageOfStatus = ({ status, url, waitSeconds }: PoliteResponse, cursor: unknown): CollectedPage => {
  const { host } = new URL(url)
  const page = { items: [], cursor, detail: String(status), problem: `${host} answers with status ${status}`, ...waitSeconds === null ? {} : { waitSeconds } }
  if (status === 429 || (status === 503 && waitSeconds !== null)) return { ...page, state: 'blocked', reason: 'slow-down' }
  if (status === 410) return { ...page, state: 'error', reason: 'gone', gone: true }
  return { ...page, state: closed.has(status) ? 'blocked' : 'error', reason: 'http-error' }
}
