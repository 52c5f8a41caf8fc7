// Puts a decision back to `new`: its triage clock runs anew.
import { startClock } from '#domain/clock.ts'
import type { Triage } from '#domain/triage.ts'
import type { Tx } from '../store/store.ts'
import type { World } from './world.ts'

export const anew = (tx: Tx, world: World, triage: Triage): Promise<Triage> => tx.put('triage', {
  ...triage, state: 'new', clock: startClock(world.calendar, triage.danger ? world.limits.triageDanger : world.limits.triage, tx.now),
  ticketId: null, decidedBy: null, decidedAt: null, reason: null,
})
