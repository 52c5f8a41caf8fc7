// Those who hold a role nearest to a body: in the body itself, else on the next level above that has somebody.
import type { Role } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'

/** `path`: from the root down; `exceptId` is passed over. Empty when nobody up to the root holds it. */
export const nearestMembers = async (tx: Pick<Tx, 'get'>, path: readonly string[], role: Role, exceptId: string): Promise<readonly string[]> => {
  for (const id of path.toReversed()) {
    const members = (await tx.get('organisation', id))?.members[role].filter(userId => userId !== exceptId) ?? []
    if (members.length) return members
  }
  return []
}
