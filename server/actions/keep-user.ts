// A person's document as people change it: a stale save is refused with who changed it and when.
import { Refusal } from '#domain/refusal.ts'
import type { User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { found, type Person } from './act.ts'

/** The person to be changed, if nobody changed them since `version` was seen. */
export const demandUser = async (tx: Tx, { userId, version }: { userId: string, version?: number }): Promise<User> => {
  const user = found(await tx.get('user', userId), 'user')
  if (version === undefined || version === user.version) return user
  throw new Refusal('stale-version', 'somebody changed this person meanwhile', { by: user.changedBy ?? '', at: user.lastActAt ?? '' })
}

export const keepUser = (tx: Tx, who: Person, user: User): Promise<User> => tx.put('user', { ...user, changedBy: who.userId, lastActAt: tx.now })
