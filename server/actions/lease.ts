// One leader among several processes: a named lease in the store. Its term grows with each new holder and fences the work of the old one.
import { Refusal } from '#domain/refusal.ts'
import { minuteMs, toInstant, toMs, type Instant } from '#domain/time.ts'
import { machine } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import type { World } from './world.ts'

export interface Fence { id: string, term: number }

/** Longer than the tick of a minute, short enough that another takes over soon. */
export const leaseMinutes = 2

/** The clocks of two desks may differ so far. What lies further ahead was written by a clock that has been put back since. */
const clocksDifferMinutes = 10
export const isFarAhead = (at: Instant, now: Instant): boolean => toMs(at) - toMs(now) > clocksDifferMinutes * minuteMs

/** A clock that was a year ahead leaves no lease for a year. */
const holds = ({ until }: { until: Instant }, now: Instant): boolean => until > now && !isFarAhead(until, now)

/** Takes or renews; null while another process holds it. */
export const takeLease = (world: World, id: string, holder: string): Promise<Fence | null> => world.store.transact({
  by: machine, now: world.now(), starts: [['lease', id]],
  run: async (tx) => {
    const until = toInstant(toMs(tx.now) + leaseMinutes * minuteMs)
    const lease = await tx.get('lease', id)
    if (!lease) return { id, term: (await tx.insert('lease', { id, holder, term: 1, until })).term }
    if (lease.holder !== holder && holds(lease, tx.now)) return null
    const kept = await tx.put('lease', { ...lease, holder, until, term: lease.holder === holder ? lease.term : lease.term + 1 })
    return { id, term: kept.term }
  },
})

/** Refuses when the lease has passed on: the late work of an old leader leaves nothing. */
export const demandLease = async (tx: Tx, fence: Fence | undefined): Promise<void> => {
  if (fence && (await tx.get('lease', fence.id))?.term !== fence.term) throw new Refusal('lease-lost', 'another process leads now', { lease: fence.id })
}
