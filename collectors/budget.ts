// How much of a network's patience all sources of it together may use: so that many sources never do what one alone would not.
import { Refusal } from '#domain/refusal.ts'
import { minuteMs, toMs, type Instant } from '#domain/time.ts'
import type { PoliteFetch } from './polite-fetch.ts'

/** So many calls in so many minutes, counted from the first of them. */
export interface Budget { requests: number, minutes: number }

/** The fetch of one network; throws fetch-failed `{reason: slow-down, waitSeconds}` when the budget is spent. */
export type FetchFor = (network: string, budget: Budget | null) => PoliteFetch

export const makeBudgets = (fetch: PoliteFetch, now: () => Instant): FetchFor => {
  const spent = new Map<string, { since: number, requests: number }>()
  const spend = (network: string, { requests, minutes }: Budget) => {
    const at = toMs(now())
    const lastsMs = minutes * minuteMs
    const known = spent.get(network)
    const window = known && at >= known.since && at - known.since < lastsMs ? known : { since: at, requests: 0 }
    spent.set(network, window)
    if (window.requests >= requests) {
      const waitSeconds = Math.ceil((window.since + lastsMs - at) / 1000)
      throw new Refusal('fetch-failed', `The calls of ${network} are spent for ${waitSeconds} s`, { host: network, reason: 'slow-down', waitSeconds })
    }
    window.requests += 1
  }
  return (network, budget) => async (url, options) => {
    if (budget !== null) spend(network, budget)
    return fetch(url, options)
  }
}
