// Other letters for the numbers of an akimat, from the next registration on. The series goes on counting: it is the akimat's, not the prefix's.
import type { InputOf } from '#domain/contract-inputs.ts'
import { isAkimat } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { act, found, type Caller } from './act.ts'
import { claimPrefix } from './claim-prefix.ts'
import type { World } from './world.ts'

export interface PrefixAnswer { organisationId: string, prefix: string, version: number }

export const setPrefix = (world: World, caller: Caller, input: InputOf<'set-prefix'>): Promise<PrefixAnswer> => {
  const { organisationId } = input
  return act(world, caller, { name: 'set-prefix', input, starts: [['organisation', organisationId]] }, async (tx, who) => {
    const akimat = found(await tx.get('organisation', organisationId), 'organisation')
    if (!who.isMachine && !can(who, 'manage-organisations', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-organisations' })
    if (!isAkimat(akimat)) throw new Refusal('bad-input', 'only an akimat has numbers of its own', { field: 'organisationId', problem: 'not-an-akimat' })
    if (input.version !== undefined && input.version !== akimat.version) throw new Refusal('stale-version', 'somebody changed this akimat meanwhile', { version: akimat.version })
    // Numbers with the old letters are out in the world: nobody else may begin like that.
    if (akimat.prefix !== null) await claimPrefix(tx, organisationId, akimat.prefix)
    const prefix = await claimPrefix(tx, organisationId, input.prefix)
    if (prefix === akimat.prefix) return { organisationId, prefix, version: akimat.version }
    const kept = await tx.put('organisation', { ...akimat, prefix })
    tx.append({ type: 'prefix-set', organisationId, prefix })
    return { organisationId, prefix, version: kept.version }
  })
}
