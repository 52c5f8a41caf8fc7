// Other names for an akimat or a body, and other topics that come to it: what is laid out at the start is only what is usual.
import type { InputOf } from '#domain/contract-inputs.ts'
import { canBeAssigned } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { act, found, type Caller } from './act.ts'
import type { World } from './world.ts'

/**
 * Open tickets stay where they are; topics count for what is proposed from now on.
 * Refusals `not-found`, `no-right`, `stale-version`, `bad-input` for topics of what takes no tickets.
 */
export const changeOrganisation = (world: World, caller: Caller, input: InputOf<'change-organisation'>): Promise<{ id: string, version: number }> => {
  const { organisationId, names, topics, version } = input
  return act(world, caller, { name: 'change-organisation', input, starts: [['organisation', organisationId]] }, async (tx, who) => {
    const organisation = found(await tx.get('organisation', organisationId), 'organisation')
    if (!who.isMachine && !can(who, 'manage-organisations', organisation)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-organisations' })
    if (version !== undefined && version !== organisation.version) throw new Refusal('stale-version', 'somebody changed this body meanwhile', { version: organisation.version })
    if (topics.length > 0 && !canBeAssigned(organisation)) throw new Refusal('bad-input', 'no tickets come to it', { field: 'topics', problem: 'not-here' })
    const kept = await tx.put('organisation', { ...organisation, names, topics: [...new Set(topics)] })
    tx.append({ type: 'organisation-changed', organisationId })
    return { id: organisationId, version: kept.version }
  })
}
