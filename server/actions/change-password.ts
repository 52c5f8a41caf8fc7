// A person sets a new password of their own; every session of theirs ends, and this browser goes on with a new one.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { withSessionsEnded, type User } from '#domain/user.ts'
import { act } from './act.ts'
import { newToken, openSession, type SignedIn } from './open-session.ts'
import { hashPassword } from './password.ts'
import { demandStrong } from './password-strength.ts'
import { provePassword, stillProven } from './prove-password.ts'
import type { World } from './world.ts'

/** Refusals `wrong-password`, `weak-password`, `too-many-requests`. */
export const changePassword = async (world: World, user: User, { password, newPassword }: InputOf<'change-password'>, address: string): Promise<SignedIn> => {
  await provePassword(world, user, password, address)
  world.guesses.right(user.login, address)
  if (password === newPassword) throw new Refusal('weak-password', 'the new password is the present one')
  demandStrong(newPassword, [user.login, user.name])
  const passwordHash = await hashPassword(newPassword)
  const token = newToken()
  return act(world, { by: user.id }, { name: 'change-password', input: {} }, async (tx) => {
    const after = await tx.put('user', { ...withSessionsEnded(await stillProven(tx, user)), passwordHash, firstPassword: false, invitationId: undefined })
    tx.append({ type: 'password-set', userId: user.id })
    return openSession(tx, after, token)
  })
}
