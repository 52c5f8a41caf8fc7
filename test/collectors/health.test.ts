// How a source is said to be, and when it is asked again.
import { describe, expect, it } from 'vitest'
import { healthAfter, neverRun, nextRunAfter, type Outcome } from '../../collectors/health.ts'

const now = '2026-11-22T05:00:00.000Z'
const fine: Outcome = { state: 'ok', reason: 'fine', detail: null }
const failed = (reason: Outcome['reason'], state: Outcome['state'] = 'error', detail: string | null = null): Outcome => ({ state, reason, detail })
const after = (outcomes: Outcome[]) => outcomes.reduce((health, outcome) => healthAfter(health, outcome, now), neverRun)

describe('the health of a source', () => {
  it('that answers is ok, whether it has news or not', () => {
    expect(after([fine])).toEqual({ state: 'ok', reason: 'fine', detail: null, lastTriedAt: now, lastSuccessAt: now, failures: 0 })
    expect(after([failed('not-modified', 'not-modified')]).state).toBe('ok')
  })

  it('is degraded by a time-out, broken after five, and well again after one success', () => {
    expect(after([failed('timeout')])).toMatchObject({ state: 'degraded', reason: 'timeout', failures: 1, lastSuccessAt: null })
    expect(after(Array<Outcome>(5).fill(failed('timeout')))).toMatchObject({ state: 'broken', failures: 5 })
    expect(after([...Array<Outcome>(5).fill(failed('timeout')), fine])).toMatchObject({ state: 'ok', failures: 0 })
  })

  it.each([
    ['a page that is no feed', failed('not-a-feed'), 'broken'], ['a page of which nothing was read', failed('none-parsed'), 'broken'], ['a refused address', failed('address-refused'), 'broken'],
    ['a source that is gone', failed('gone'), 'broken'], ['a closed door', failed('http-error', 'blocked', '403'), 'blocked'], ['a request to slow down', failed('slow-down', 'blocked', '429'), 'degraded'], ['a server error', failed('http-error', 'error', '500'), 'degraded'],
  ])('%s makes it %3$s at once', (_, outcome, state) => { expect(after([outcome])).toMatchObject({ state, reason: outcome.reason, detail: outcome.detail }) })

  it('is silent when nothing is new for five times its usual pause, a day at least', () => {
    expect(after([{ ...fine, quiet: { minutes: 30 * 60, usualMinutes: 60 } }])).toMatchObject({ state: 'silent', detail: '30' })
    expect(after([{ ...fine, quiet: { minutes: 6 * 60, usualMinutes: 60 } }]).state).toBe('ok')
    expect(after([{ ...fine, quiet: { minutes: 30 * 60, usualMinutes: 12 * 60 } }]).state).toBe('ok')
  })
})

const next = (more: Partial<Parameters<typeof nextRunAfter>[0]>) => nextRunAfter({ intervalMinutes: 20, news: 0, outcome: fine, failures: 0, jitter: 0.5, now, ...more })
const secondsOf = (more: Partial<Parameters<typeof nextRunAfter>[0]>) => (Date.parse(next(more).nextRunAt ?? '') - Date.parse(now)) / 1000

describe('the next run', () => {
  it('comes sooner after news and later without, between two minutes and six hours', () => {
    expect(next({ news: 3 })).toEqual({ intervalMinutes: 10, nextRunAt: '2026-11-22T05:10:00.000Z' })
    expect(next({})).toEqual({ intervalMinutes: 30, nextRunAt: '2026-11-22T05:30:00.000Z' })
    expect(next({ intervalMinutes: 2, news: 1 }).intervalMinutes).toBe(2)
    expect(next({ intervalMinutes: 350 }).intervalMinutes).toBe(360)
  })

  it('is spread by chance, so that sources do not run all at once', () => {
    expect([0, 1].map(jitter => secondsOf({ jitter }))).toEqual([1620, 1980])
  })

  it('backs off from half a minute to an hour and leaves the interval alone', () => {
    const outcome = failed('network-down')
    expect([1, 2, 3, 8, 9, 1000].map(failures => secondsOf({ outcome, failures, jitter: 1 }))).toEqual([30, 60, 120, 3600, 3600, 3600])
    expect(secondsOf({ outcome, failures: 1, jitter: 0 })).toBe(15)
    expect(next({ outcome, failures: 3 }).intervalMinutes).toBe(20)
  })

  it('waits as long as the network asks, and never shorter than it would anyway', () => {
    expect(secondsOf({ outcome: { ...failed('slow-down', 'blocked'), waitSeconds: 900 }, failures: 1 })).toBe(900)
    expect(secondsOf({ outcome: { ...failed('slow-down', 'blocked'), waitSeconds: 1 }, failures: 9, jitter: 1 })).toBe(3600)
  })

  it('does not come by itself for a source that is gone or that nobody can read', () => {
    expect(next({ outcome: { ...failed('gone'), gone: true } }).nextRunAt).toBeNull()
    expect(next({ outcome: failed('none-parsed') }).nextRunAt).toBeNull()
  })
})
