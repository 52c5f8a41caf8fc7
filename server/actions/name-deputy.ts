// Names who stands in for a person: tickets and approvals pass to the deputy when the person is away or blocked.
import { Refusal } from '#domain/refusal.ts'
import { act, found, type Caller } from './act.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { moveDeputy } from './deputies.ts'
import { keepUser } from './keep-user.ts'
import type { World } from './world.ts'

export const nameDeputy = (world: World, caller: Caller, input: { userId: string, deputyId: string }): Promise<null> => {
  const { userId, deputyId } = input
  return act(world, caller, { name: 'name-deputy', input, starts: [['user', userId], ['user', deputyId]] }, async (tx, who) => {
    const user = found(await tx.get('user', userId), 'user')
    found(await tx.get('user', deputyId), 'user')
    if (userId === deputyId) throw new Refusal('bad-input', 'nobody stands in for themselves', { field: 'deputyId', problem: 'same-person' })
    await demandUserAdmin(tx, who, user.grants)
    await moveDeputy(tx, user, deputyId)
    await keepUser(tx, who, { ...user, deputyId })
    tx.append({ type: 'user-changed', userId, deputyId })
    return null
  })
}
