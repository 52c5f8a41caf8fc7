// Blocks a person: sessions and sockets end at once, and each open ticket passes to the deputy, else the head, else back to the press service.
import type { InputOf } from '#domain/contract-inputs.ts'
import { act, found, type Caller } from './act.ts'
import { adminsBeside, demandAnotherAdmin } from './another-admin.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { keepUser } from './keep-user.ts'
import { noteText } from './note-text.ts'
import { passOnTickets, type LeaverAnswer } from './pass-on.ts'
import type { World } from './world.ts'

/** Numbers of the tickets that went on to somebody else. The machine gives the reason of the block as the reason. */
export const blockUser = async (world: World, caller: Caller, { userId, reason }: InputOf<'block-user'>): Promise<LeaverAnswer> => {
  const beside = await adminsBeside(world, userId)
  await act(world, caller, { name: 'block-user', input: { userId, reason }, starts: [['user', userId]] }, async (tx, who) => {
    const user = found(await tx.get('user', userId), 'user')
    await demandUserAdmin(tx, who, user.grants)
    await demandAnotherAdmin(tx, user.grants, beside)
    if (user.blockedAt) return null
    await keepUser(tx, who, { ...user, blockedAt: tx.now, passing: true })
    await noteText(tx, who, { organisationId: user.grants[0]?.organisationId ?? '' }, reason)
    tx.append({ type: 'user-blocked', userId })
    return null
  })
  return passOnTickets(world, { officerId: userId, reason })
}
