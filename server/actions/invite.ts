// Makes a link by which a person sets their own password: for somebody new, and for one who forgot theirs.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { invitationUntil } from '#domain/invitation.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Instant } from '#domain/time.ts'
import type { User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { keepUser } from './keep-user.ts'
import { newToken, tokenId } from './open-session.ts'
import type { World } from './world.ts'

/** Keeps the person with a link by this token, which replaces an older one; until when it can be used. */
export const keepInvited = async (tx: Tx, who: Person, user: User, token: string): Promise<Instant> => {
  await keepUser(tx, who, { ...user, invitationId: tokenId(token) })
  const invitation = await tx.insert('invitation', { id: tokenId(token), userId: user.id, createdAt: tx.now, usedAt: null })
  tx.append({ type: 'invited', userId: user.id })
  return invitationUntil(invitation)
}

/** The token is shown once; it stands after `#`, so no server ever reads it in an address (ASVS 14.2.1). */
export const invite = async (world: World, caller: Caller, { userId }: InputOf<'invite'>): Promise<ResultOf<'invite'>> => {
  const token = newToken()
  const until = await act(world, { by: caller.by }, { name: 'invite', input: { userId }, starts: [['user', userId]] }, async (tx, who) => {
    const user = found(await tx.get('user', userId), 'user')
    await demandUserAdmin(tx, who, user.grants)
    if (user.blockedAt) throw new Refusal('user-blocked', 'this person is blocked')
    return keepInvited(tx, who, user, token)
  })
  return { path: `/invitation#${token}`, until }
}
