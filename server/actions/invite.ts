// Makes a link by which a person sets their own password: for somebody new, and for one who forgot theirs.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { invitationUntil } from '#domain/invitation.ts'
import { Refusal } from '#domain/refusal.ts'
import { act, found, type Caller } from './act.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { keepUser } from './keep-user.ts'
import { newToken, tokenId } from './open-session.ts'
import type { World } from './world.ts'

/** The token is shown once; it stands after `#`, so no server ever reads it in an address (ASVS 14.2.1). */
export const invite = async (world: World, caller: Caller, { userId }: InputOf<'invite'>): Promise<ResultOf<'invite'>> => {
  const token = newToken()
  const until = await act(world, { by: caller.by }, { name: 'invite', input: { userId }, starts: [['user', userId]] }, async (tx, who) => {
    const user = found(await tx.get('user', userId), 'user')
    await demandUserAdmin(tx, who, user.grants)
    if (user.blockedAt) throw new Refusal('user-blocked', 'this person is blocked')
    await keepUser(tx, who, { ...user, invitationId: tokenId(token) })
    const invitation = await tx.insert('invitation', { id: tokenId(token), userId, createdAt: tx.now, usedAt: null })
    tx.append({ type: 'invited', userId })
    return invitationUntil(invitation)
  })
  return { path: `/invitation#${token}`, until }
}
