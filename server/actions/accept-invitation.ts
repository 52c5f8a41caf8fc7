// The person behind a link sets a password and is signed in.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { invitationLives } from '#domain/invitation.ts'
import { Refusal } from '#domain/refusal.ts'
import { withSessionsEnded, type User } from '#domain/user.ts'
import { act, found } from './act.ts'
import { endSession, newToken, openSession, tokenId, type SignedIn } from './open-session.ts'
import { hashPassword } from './password.ts'
import { demandStrong } from './password-strength.ts'
import type { World } from './world.ts'

const over = () => new Refusal('invitation-over', 'the invitation has run out or was used')

/** The person whom a living link invites. */
const invited = async (world: World, token: string): Promise<User> => {
  const invitation = await world.store.read.get('invitation', tokenId(token))
  const user = invitation && invitationLives(invitation, world.now()) ? await world.store.read.get('user', invitation.userId) : undefined
  if (!user || user.blockedAt || user.invitationId !== invitation?.id) throw over()
  return user
}

export const lookAtInvitation = async (world: World, { token }: InputOf<'look-at-invitation'>): Promise<ResultOf<'look-at-invitation'>> => {
  const { login, name } = await invited(world, token)
  return { login, name }
}

/** Refusals `invitation-over`, `weak-password`. Null when a second factor is on: then the person signs in with a code. `left`: as in `signIn`. */
export const acceptInvitation = async (world: World, { token, password }: InputOf<'accept-invitation'>, left?: string): Promise<SignedIn | null> => {
  const { id, login, name } = await invited(world, token)
  demandStrong(password, [login, name])
  const passwordHash = await hashPassword(password)
  const session = newToken()
  return act(world, { by: id }, { name: 'accept-invitation', input: {}, starts: [['invitation', tokenId(token)]] }, async (tx) => {
    const invitation = found(await tx.get('invitation', tokenId(token)), 'invitation')
    const user = found(await tx.get('user', id), 'user')
    if (!invitationLives(invitation, tx.now) || user.invitationId !== invitation.id) throw over()
    await tx.put('invitation', { ...invitation, usedAt: tx.now })
    const after = await tx.put('user', { ...withSessionsEnded(user), passwordHash, firstPassword: false, invitationId: undefined })
    tx.append({ type: 'password-set', userId: id })
    if (left !== undefined) await endSession(tx, tokenId(left))
    return (await tx.get('secondFactor', id))?.confirmedAt ? null : openSession(tx, after, session)
  })
}
