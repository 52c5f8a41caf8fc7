// What the installation asks of those who sign in, for the administrator.
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { canSomewhere } from '#domain/rights.ts'
import type { User } from '#domain/user.ts'
import { demandsOf } from '../open-session.ts'
import type { World } from '../world.ts'

export const showSecurity = (world: World, { id, grants }: User): Promise<ResultOf<'security'>> => {
  if (!canSomewhere({ userId: id, grants }, 'manage-users')) throw new Refusal('no-right', 'this person may not do this', { act: 'manage-users' })
  return demandsOf(world.store.read)
}
