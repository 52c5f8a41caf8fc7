// The one outward call of the house: checked addresses, one request at a time per host, bounded in time and size.
import { Refusal } from '#domain/refusal.ts'
import { minuteMs, type Instant } from '#domain/time.ts'
import { addressesOf, checkUrl, portOf, resolveBySystem, type Resolve } from './address-guard.ts'
import { makeHostQueue } from './host-queue.ts'
import { makeHostRest } from './host-rest.ts'
import { requestOnce, type RawAnswer } from './http-request.ts'
import type { Meters } from './meters.ts'
import { secondsAsked } from './rate-limit.ts'
import { redact } from './redact.ts'
import { makeRobots, robotsBytes } from './robots.ts'

export interface FetchOptions {
  headers?: Record<string, string>
  /** Bytes after decompression. */
  maxBytes?: number
  /** JSON to be sent by POST, '' for nothing; such a call follows no redirect. */
  post?: string
  /** `Accept` header. */
  accept?: string
  signal?: AbortSignal
  /** The page is made for people: robots.txt is obeyed. */
  robots?: boolean
  /** So many times the usual pause before the host is called again. */
  pace?: number
}

export interface PoliteResponse {
  status: number
  /** Names in small letters. */
  headers: Record<string, string>
  /** Address that answered in the end. */
  url: string
  body: Uint8Array
  redirects: { status: number, to: string }[]
  /** For how long the host asks to be left alone, in whichever header it says so. */
  waitSeconds: number | null
}

/**
 * GET, but for `post`. Any status is an answer (see `refuseStatus`). Throws address-refused and
 * fetch-failed `{reason: timeout | network-down | unreadable | too-large (with limit) | http-error | redirects | stopped | slow-down | robots, host}`; no message holds a token. A host that asked
 * for a pause, or failed five times in a row, is not called before its time (`waitSeconds` in the details).
 */
export type PoliteFetch = (url: string, options?: FetchOptions) => Promise<PoliteResponse>

export interface PoliteSettings {
  userAgent: string
  /** FETCH_ALLOW: exact `host:port` pairs that may be private and on any port. */
  allow: readonly string[]
  now: () => Instant
  maxBytes?: number
  /** For the whole call with its redirects, the time in the queue not counted. */
  timeoutMs?: number
  /** Between two requests to a host. */
  gapMs?: number
  resolve?: Resolve
  meters?: Pick<Meters, 'add'>
}

const maxRedirects = 5
const redirecting = new Set([301, 302, 303, 307, 308])

const parseUrl = (text: string, base?: string): URL => {
  if (!URL.canParse(text, base)) throw new Refusal('address-refused', 'This is not an address of the web', { host: null, why: 'not an address' })
  return new URL(text, base)
}

/** Somebody answered, but not in HTTP, not in TLS, or with a broken packing: the parser's and the unpackers' own codes. */
const unreadable = /^(HPE_|Z_|EPROTO$|ERR_.*(BROTLI|ERROR_FORMAT|PADDING))/

/** What a failed call is called: our own refusals pass, the rest is network weather. */
const failureOf = (error: unknown, url: URL, stopped: boolean): Refusal => {
  if (error instanceof Refusal) return error
  const details = { host: url.host }
  if (stopped) return new Refusal('fetch-failed', `The call to ${url.host} was stopped`, { ...details, reason: 'stopped' })
  if (error instanceof Error && error.name === 'TimeoutError') return new Refusal('fetch-failed', `${url.host} did not answer in time`, { ...details, reason: 'timeout' })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (unreadable.test(code)) return new Refusal('fetch-failed', `${url.host} answers with what is not HTTP: ${code}`, { ...details, reason: 'unreadable', cause: code })
  return new Refusal('fetch-failed', redact(`${url.host} cannot be reached: ${code || String(error)}`), { ...details, reason: 'network-down', cause: code || null })
}

/** A token for the first host is none of the next one's business. */
const headersFor = (headers: Record<string, string>, isOtherHost: boolean) =>
  isOtherHost ? Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name))) : headers

/** Rejects when the signal comes: the resolver of the system knows none. */
const abortOf = (signal: AbortSignal): Promise<never> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  promise.catch(() => undefined)
  return promise
}

/** The house's fetch; one per process, so that its queues know every call. */
export const makePoliteFetch = (settings: PoliteSettings): PoliteFetch => {
  const { userAgent, allow, now, maxBytes = 5 * 1024 * 1024, timeoutMs = minuteMs / 3, gapMs = 1000, resolve = resolveBySystem, meters } = settings
  const inTurn = makeHostQueue(gapMs)
  const hosts = makeHostRest(now)

  const toldOf = async (url: URL, call: Promise<RawAnswer>): Promise<RawAnswer & { waitSeconds: number | null }> => {
    const { host } = url
    try {
      const answer = await call
      const waitSeconds = secondsAsked(answer.status, answer.headers, now())
      hosts.answered(host, answer.status, waitSeconds)
      meters?.add('http', { host, status: String(answer.status) })
      if (waitSeconds !== null) meters?.add('waits', { host }, waitSeconds)
      return { ...answer, waitSeconds }
    } catch (error) {
      meters?.add('http', { host, status: 'failed' })
      const reason = error instanceof Refusal ? error.details['reason'] : null
      if (reason === 'timeout' || reason === 'network-down' || reason === 'unreadable') hosts.failed(host, reason)
      throw error
    }
  }

  const hop = (url: URL, options: FetchOptions, isOtherHost: boolean, budget: { leftMs: number }) => {
    checkUrl(url, allow)
    const request = async (): Promise<RawAnswer> => {
      const started = performance.now()
      const deadline = AbortSignal.timeout(Math.max(Math.ceil(budget.leftMs), 1))
      const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
      try {
        signal.throwIfAborted()
        const addresses = await Promise.race([addressesOf(url, allow, resolve), abortOf(signal)])
        const headers = { 'user-agent': userAgent, 'accept': options.accept ?? '*/*', ...options.post && { 'content-type': 'application/json' }, ...headersFor(options.headers ?? {}, isOtherHost) }
        return await requestOnce({ url, addresses, headers, post: options.post, maxBytes: options.maxBytes ?? maxBytes, signal })
      } catch (error) {
        throw failureOf(error, url, options.signal?.aborted ?? false)
      } finally {
        budget.leftMs -= performance.now() - started
      }
    }
    return inTurn(`${url.hostname}:${portOf(url)}`, async () => {
      hosts.demandAwake(url.host)
      return toldOf(url, request())
    }, options.pace)
  }

  const demandAllowed = makeRobots(address => call(address, { maxBytes: robotsBytes, accept: 'text/plain' }), now)

  const call: PoliteFetch = async (text, options = {}) => {
    let url = parseUrl(text)
    const first = url
    const redirects: PoliteResponse['redirects'] = []
    const budget = { leftMs: timeoutMs }
    for (;;) {
      if (options.robots) await demandAllowed(url)
      const { status, headers, body, waitSeconds } = await hop(url, options, url.origin !== first.origin, budget)
      const location = headers['location']
      if (!redirecting.has(status) || !location || options.post !== undefined) return { status, headers, url: url.href, body, redirects, waitSeconds }
      if (redirects.length === maxRedirects) throw new Refusal('fetch-failed', `${first.host} redirects more than ${maxRedirects} times`, { host: first.host, reason: 'redirects' })
      url = parseUrl(location, url.href)
      redirects.push({ status, to: url.href })
    }
  }
  return call
}

/** Throws fetch-failed `{reason: status}` unless the answer is a success. */
export const refuseStatus = ({ status, url, waitSeconds }: PoliteResponse): void => {
  if (status >= 200 && status < 300) return
  const { host } = new URL(url)
  throw new Refusal('fetch-failed', `${host} answers with status ${status}`, { reason: 'status', status, host, waitSeconds })
}
