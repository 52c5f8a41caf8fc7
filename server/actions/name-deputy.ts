// Names who stands in for a person: tickets and approvals pass to the deputy when the person is away or blocked.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { act, found, type Caller } from './act.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { demandStandIn, moveDeputy } from './deputies.ts'
import { demandUser, keepUser } from './keep-user.ts'
import type { World } from './world.ts'

/** Null: nobody does. Refusals `bad-input` on the deputy (the person, or somebody blocked), `stale-version`. */
export const nameDeputy = (world: World, caller: Caller, input: InputOf<'name-deputy'>): Promise<ResultOf<'name-deputy'>> => {
  const { userId, deputyId } = input
  return act(world, caller, { name: 'name-deputy', input, starts: [['user', userId], ...deputyId === null ? [] : [['user', deputyId] as const]] }, async (tx, who) => {
    const user = await demandUser(tx, input)
    await demandUserAdmin(tx, who, user.grants)
    if (deputyId !== null) demandStandIn(user, found(await tx.get('user', deputyId), 'user'))
    if (user.deputyId === deputyId) return { userId, version: user.version }
    await moveDeputy(tx, user, deputyId)
    const { version } = await keepUser(tx, who, { ...user, deputyId })
    tx.append({ type: 'user-changed', userId, deputyId })
    return { userId, version }
  })
}
