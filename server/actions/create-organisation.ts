// Adds an akimat or a body to the tree.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Organisation } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Role } from '#domain/user.ts'
import { act, found, type Caller } from './act.ts'
import { claimPrefix } from './claim-prefix.ts'
import type { World } from './world.ts'

const nobody = (): Record<Role, string[]> => ({ press: [], officer: [], head: [], coordinator: [], manager: [], admin: [], auditor: [] })

export const createOrganisation = (world: World, caller: Caller, input: InputOf<'create-organisation'>): Promise<{ id: string }> => {
  const { kind, parentId = null } = input
  return act(world, caller, { name: 'create-organisation', input, starts: parentId === null ? [] : [['organisation', parentId]] }, async (tx, who) => {
    const parent = parentId === null ? null : found(await tx.get('organisation', parentId), 'organisation')
    // The root of a tree is laid by the command line alone, as the machine.
    if (!who.isMachine && !(parent && can(who, 'manage-organisations', parent))) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-organisations' })
    if (kind !== 'akimat' && parent?.kind !== 'akimat') throw new Refusal('bad-input', 'a body belongs to an akimat', { field: 'parentId', problem: 'not-an-akimat' })
    const id = tx.newId()
    const prefix = kind === 'akimat' ? await claimPrefix(tx, id, input.prefix ?? '') : null
    const fresh: Omit<Organisation, 'version'> = {
      id, kind, parentId, path: [...parent?.path ?? [], id], code: input.code ?? null, names: input.names, kato: input.kato ?? null,
      prefix, topics: input.topics ?? [], members: nobody(), sourceIds: [],
    }
    await tx.insert('organisation', fresh)
    tx.append({ type: 'organisation-created', organisationId: id })
    return { id }
  })
}
