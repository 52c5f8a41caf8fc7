// No place is left without an administrator: who loses the role, or is blocked, leaves another one who reaches as far.
import { Refusal } from '#domain/refusal.ts'
import { holds } from '#domain/rights.ts'
import type { Grant } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { eachOf } from './each-of.ts'
import type { World } from './world.ts'

/** Everybody who administers anything, but this person: read outside the unit of work, proven inside by `demandAnotherAdmin`. */
export const adminsBeside = async (world: World, userId: string): Promise<string[]> => {
  const ids: string[] = []
  for await (const user of eachOf(world.store.read, 'user', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    if (user.id !== userId && user.blockedAt === null && user.grants.some(({ role }) => role === 'admin')) ids.push(user.id)
  }
  return ids
}

/** Refuses `last-admin` when one of the lost grants was the last to administer its place. */
export const demandAnotherAdmin = async (tx: Pick<Tx, 'get'>, lost: readonly Grant[], beside: readonly string[]): Promise<void> => {
  for (const { organisationId } of lost.filter(({ role }) => role === 'admin')) {
    const path = (await tx.get('organisation', organisationId))?.path ?? []
    const others = await Promise.all(beside.map(id => tx.get('user', id)))
    const stays = others.some(user => user?.blockedAt === null && holds({ userId: user.id, grants: user.grants }, 'admin', path))
    if (!stays) throw new Refusal('last-admin', 'the last administrator is not blocked and keeps the role')
  }
}
