// Leaves a host alone that asked for it, or that does not answer any more: what one source learns spares the others on the same host.
import { Refusal } from '#domain/refusal.ts'
import { minuteMs, toInstant, toMs, type Instant } from '#domain/time.ts'

export interface HostRest {
  /** Throws fetch-failed `{reason, host, waitSeconds}` while the host is left alone. */
  demandAwake: (host: string) => void
  /** It answered; `waitSeconds` is what it asked for. */
  answered: (host: string, status: number, waitSeconds: number | null) => void
  /** It could not be reached, not in time, or not understood. */
  failed: (host: string, reason: 'network-down' | 'timeout' | 'unreadable') => void
}

const failuresUntilRest = 5
const firstRestMs = minuteMs / 2
/** No network is left alone for longer (Retry-After is heard up to a day): more is a clock that was put back. */
const longestWaitSeconds = 86_400
const longestRestMs = 60 * minuteMs
/** When a host says "too often" and not until when. */
const unsaidSeconds = 60

/** What the host did last: the next call is told the same, unmade. */
type Reason = 'slow-down' | 'http-error' | Parameters<HostRest['failed']>[1]
interface State { failures: number, until: Instant | null, reason: Reason }

/** One call is let through after each rest; fails it too, the next rest is twice as long, an hour at most. */
export const makeHostRest = (now: () => Instant): HostRest => {
  const states = new Map<string, State>()
  const rest = (host: string, failures: number, reason: Reason, restMs: number) => {
    states.set(host, { failures, reason, until: toInstant(toMs(now()) + restMs) })
  }
  const failed = (host: string, reason: Reason) => {
    const failures = (states.get(host)?.failures ?? 0) + 1
    if (failures < failuresUntilRest) states.set(host, { failures, reason, until: null })
    else rest(host, failures, reason, Math.min(firstRestMs * 2 ** Math.min(failures - failuresUntilRest, 20), longestRestMs))
  }
  return {
    failed,
    answered: (host, status, waitSeconds) => {
      if (status === 429 || (status === 503 && waitSeconds !== null)) rest(host, 0, 'slow-down', (waitSeconds ?? unsaidSeconds) * 1000)
      else if (status >= 500) failed(host, 'http-error')
      else states.delete(host)
    },
    demandAwake: (host) => {
      const { until = null, reason = 'network-down' } = states.get(host) ?? {}
      const waitSeconds = until === null ? 0 : Math.ceil((toMs(until) - toMs(now())) / 1000)
      if (waitSeconds > 0 && waitSeconds <= longestWaitSeconds) throw new Refusal('fetch-failed', `${host} is left alone for ${waitSeconds} s`, { host, reason, waitSeconds })
    },
  }
}
