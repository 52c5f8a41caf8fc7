// Lets a blocked person in again, by a new link only: whoever was blocked may have lost the password to a stranger. What passed on stays with the others.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { withSessionsEnded } from '#domain/user.ts'
import { act, found, type Caller } from './act.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { keepInvited } from './invite.ts'
import { noteText } from './note-text.ts'
import { newToken } from './open-session.ts'
import type { World } from './world.ts'

/** The link is shown once. Neither the old password nor a session from before the block opens anything. Refusal `bad-input` for who is not blocked. */
export const unblockUser = async (world: World, caller: Caller, { userId, reason }: InputOf<'unblock-user'>): Promise<ResultOf<'unblock-user'>> => {
  const token = newToken()
  const until = await act(world, { by: caller.by }, { name: 'unblock-user', input: { userId, reason }, starts: [['user', userId]] }, async (tx, who) => {
    const user = found(await tx.get('user', userId), 'user')
    await demandUserAdmin(tx, who, user.grants)
    if (!user.blockedAt) throw new Refusal('bad-input', 'this person is not blocked', { field: 'userId', problem: 'not-blocked' })
    await noteText(tx, who, { organisationId: user.grants[0]?.organisationId ?? '' }, reason)
    tx.append({ type: 'user-unblocked', userId })
    return keepInvited(tx, who, { ...withSessionsEnded(user), blockedAt: null, passwordHash: null }, token)
  })
  return { path: `/invitation#${token}`, until }
}
