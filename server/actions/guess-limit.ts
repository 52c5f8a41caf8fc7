// Slows down guessing at passwords, before the costly hash is asked: by address, by account, and by both together.
import { Refusal } from '#domain/refusal.ts'
import { minuteMs, toMs, type Instant } from '#domain/time.ts'

/** Failed guesses within the window. An account is guessed at from many addresses, an address may guess at many accounts. */
const windowMs = 15 * minuteMs
const most = { pair: 10, account: 20, address: 200 }
/** More keys than this are a flood: the oldest are let go of. */
const keysAtMost = 50_000

export interface GuessLimit {
  /** Counts a guess before it is looked at. Refusal `too-many-requests` with the seconds to wait. */
  take: (login: string, address: string) => void
  /** Not counted as a guess after all: the password was right, and its second proof is still to come. */
  forgive: (login: string, address: string) => void
  /** It was right in whole: forgiven, and from this address the account is never shut by the guesses of others. */
  right: (login: string, address: string) => void
}

/** Counters of this process alone; several desks on one replica set count each for itself. */
export const makeGuessLimit = (now: () => Instant): GuessLimit => {
  const guesses = new Map<string, number[]>()
  const own = new Set<string>()

  const recent = (key: string): number[] => (guesses.get(key) ?? []).filter(at => at > toMs(now()) - windowMs)
  const keep = (key: string, times: number[]) => {
    guesses.delete(key)
    if (times.length > 0) guesses.set(key, times)
    const [oldest] = guesses.keys()
    if (guesses.size > keysAtMost && oldest !== undefined) guesses.delete(oldest)
  }
  const keysOf = (login: string, address: string): [key: string, limit: number][] => {
    const pair = JSON.stringify([login, address])
    return [
      [pair, most.pair], [JSON.stringify({ address }), most.address],
      ...own.has(pair) ? [] : [[JSON.stringify({ login }), most.account] satisfies [string, number]],
    ]
  }

  const forgive = (login: string, address: string) => {
    for (const [key] of keysOf(login, address)) keep(key, recent(key).slice(0, -1))
  }

  return {
    forgive,
    take: (login, address) => {
      const keys = keysOf(login, address)
      for (const [key, limit] of keys) {
        const times = recent(key)
        const [first] = times.slice(-limit)
        if (times.length >= limit && first !== undefined) {
          throw new Refusal('too-many-requests', 'too many guesses at a password', { seconds: Math.ceil((first + windowMs - toMs(now())) / 1000) })
        }
      }
      for (const [key] of keys) keep(key, [...recent(key), toMs(now())])
    },
    right: (login, address) => {
      forgive(login, address)
      if (own.size >= keysAtMost) own.clear()
      own.add(JSON.stringify([login, address]))
    },
  }
}
