// Who may change a person: an administrator of every place where that person holds a grant.
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { found, type Person } from './act.ts'

/** Refusal `no-right` when one of the grants lies outside the administrator's reach. */
export const demandManages = async (tx: Tx, who: Person, { grants }: Pick<User, 'grants'>): Promise<void> => {
  for (const { organisationId } of grants) {
    const organisation = found(await tx.get('organisation', organisationId), 'organisation')
    if (!who.isMachine && !can(who, 'manage-users', organisation)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-users' })
  }
}
