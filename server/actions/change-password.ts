// A person sets a new password of their own; every session of theirs ends, and this browser goes on with a new one.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { withSessionsEnded, type User } from '#domain/user.ts'
import { act, found } from './act.ts'
import { newToken, openSession, type SignedIn } from './open-session.ts'
import { checkPassword, hashPassword } from './password.ts'
import { demandStrong } from './password-strength.ts'
import type { World } from './world.ts'

/** Refusals `wrong-password`, `weak-password`, `too-many-requests`. */
export const changePassword = async (world: World, user: User, { password, newPassword }: InputOf<'change-password'>, address: string): Promise<SignedIn> => {
  world.guesses.take(user.login, address)
  if (!await checkPassword(password, user.passwordHash)) throw new Refusal('wrong-password', 'the present password is wrong')
  world.guesses.right(user.login, address)
  if (password === newPassword) throw new Refusal('weak-password', 'the new password is the present one')
  demandStrong(newPassword, [user.login, user.name])
  const passwordHash = await hashPassword(newPassword)
  const token = newToken()
  return act(world, { by: user.id }, { name: 'change-password', input: {} }, async (tx) => {
    const now = found(await tx.get('user', user.id), 'user')
    // Changed meanwhile, perhaps because somebody else knows the one that was shown here.
    if (now.passwordHash !== user.passwordHash) throw new Refusal('wrong-password', 'the present password is wrong')
    const after = await tx.put('user', { ...withSessionsEnded(now), passwordHash, firstPassword: false, invitationId: undefined })
    tx.append({ type: 'password-set', userId: user.id })
    return openSession(tx, after, token)
  })
}
