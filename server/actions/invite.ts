// Makes a link by which a person sets their own password: for somebody new, and for one who forgot theirs.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { invitationUntil } from '#domain/invitation.ts'
import { Refusal } from '#domain/refusal.ts'
import type { User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { keepUser } from './keep-user.ts'
import { newToken, tokenId } from './open-session.ts'
import type { World } from './world.ts'

interface InvitingCommand { name: string, input: { userId: string } }

/**
 * Carries out a command about a person that ends with a new link for them; an older one is worth nothing from then on. `ready` gives them as they are to
 * be kept, or refuses. The token is shown once; it stands after `#`, so no server ever reads it in an address (ASVS 14.2.1).
 */
export const giveLink = async (
  world: World, caller: Caller, { name, input }: InvitingCommand, ready: (tx: Tx, who: Person, user: User) => User | Promise<User>,
): Promise<ResultOf<'invite'>> => {
  const token = newToken()
  const until = await act(world, { by: caller.by }, { name, input, starts: [['user', input.userId]] }, async (tx, who) => {
    const user = found(await tx.get('user', input.userId), 'user')
    await demandUserAdmin(tx, who, user.grants)
    await keepUser(tx, who, { ...await ready(tx, who, user), invitationId: tokenId(token) })
    const invitation = await tx.insert('invitation', { id: tokenId(token), userId: user.id, createdAt: tx.now, usedAt: null })
    tx.append({ type: 'invited', userId: user.id })
    return invitationUntil(invitation)
  })
  return { path: `/invitation#${token}`, until }
}

export const invite = (world: World, caller: Caller, input: InputOf<'invite'>): Promise<ResultOf<'invite'>> =>
  giveLink(world, caller, { name: 'invite', input }, (_tx, _who, user) => {
    if (user.blockedAt) throw new Refusal('user-blocked', 'this person is blocked')
    return user
  })
