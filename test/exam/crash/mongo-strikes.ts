// What may happen to the servers of MongoDB while the desk goes on: the primary dies, or nobody is within reach for a while.
import { setTimeout as pause } from 'node:timers/promises'
import type { startFragileSet, startThree } from '../../store/mongod.ts'
import type { Strike } from './exam.ts'

/** The primary is killed in mid-work; the one that was killed before is back by then. The desk lives on. */
export const killPrimary = ({ killPrimary, raiseDead }: Pick<Awaited<ReturnType<typeof startThree>>, 'killPrimary' | 'raiseDead'>): Strike => async () => {
  await raiseDead()
  const struckAt = performance.now()
  await killPrimary()
  return struckAt
}

/** The server stands still for so long, with all its lines open. */
export const outOfReach = (set: Pick<Awaited<ReturnType<typeof startFragileSet>>, 'pause'>, ms: number): Strike => async () => {
  set.pause(true)
  await pause(ms)
  set.pause(false)
  return performance.now()
}
