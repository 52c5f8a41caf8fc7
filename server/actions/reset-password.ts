// Gives a person a new password; their sessions end, for the old one may be known.
import { withSessionsEnded } from '#domain/user.ts'
import { act, found, type Caller } from './act.ts'
import { hashPassword, newPassword } from './password.ts'
import type { World } from './world.ts'

/** The new password is shown once and kept nowhere. Asked by the command line only, as the machine. */
export const resetPassword = async (world: World, caller: Caller, login: string): Promise<{ login: string, password: string }> => {
  const password = newPassword()
  const passwordHash = await hashPassword(password)
  const userId = found(await world.store.read.find('user', 'login', [login]), 'user').id
  await act(world, caller, { name: 'reset-password', input: { userId } }, async (tx) => {
    const user = found(await tx.get('user', userId), 'user')
    await tx.put('user', { ...withSessionsEnded(user), passwordHash, firstPassword: true, invitationId: undefined })
    tx.append({ type: 'password-set', userId })
    return null
  })
  return { login, password }
}
