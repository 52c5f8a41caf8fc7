// Whoever changes a person administers every place where that person holds something.
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Grant } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { found, type Person } from './act.ts'

/** Refuses `no-right` for a grant out of reach, `not-found` for one at a place that is not there. */
export const demandUserAdmin = async (tx: Pick<Tx, 'get'>, who: Person, grants: readonly Grant[]): Promise<void> => {
  for (const { organisationId } of grants) {
    const organisation = found(await tx.get('organisation', organisationId), 'organisation')
    if (!who.isMachine && !can(who, 'manage-users', organisation)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-users' })
  }
}
