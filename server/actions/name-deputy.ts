// Names who stands in for a person: tickets and approvals pass to the deputy when the person is away or blocked.
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { act, found, type Caller } from './act.ts'
import type { World } from './world.ts'

export const nameDeputy = (world: World, caller: Caller, input: { userId: string, deputyId: string }): Promise<null> => {
  const { userId, deputyId } = input
  return act(world, caller, { name: 'name-deputy', input, starts: [['user', userId], ['user', deputyId]] }, async (tx, who) => {
    const user = found(await tx.get('user', userId), 'user')
    found(await tx.get('user', deputyId), 'user')
    if (userId === deputyId) throw new Refusal('bad-input', 'nobody stands in for themselves', { field: 'deputyId', problem: 'not-here' })
    for (const { organisationId } of user.grants) {
      const organisation = found(await tx.get('organisation', organisationId), 'organisation')
      if (!who.isMachine && !can(who, 'manage-users', organisation)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-users' })
    }
    await tx.put('user', { ...user, deputyId })
    tx.append({ type: 'user-changed', userId })
    return null
  })
}
