// Opens a session for a login and a password. The token goes to the browser; only its sha256 is kept.
import { createHash, randomBytes } from 'node:crypto'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import type { User } from '#domain/user.ts'
import { act } from './act.ts'
import { checkPassword } from './password.ts'
import type { World } from './world.ts'

export const tokenId = (token: string): string => createHash('sha256').update(token).digest('hex')

export interface SignedIn { token: string, user: User }

/** One neutral refusal, whether the login is unknown, the password wrong or the person blocked. */
export const signIn = async (world: World, { login, password }: InputOf<'sign-in'>): Promise<SignedIn> => {
  const user = await world.store.read.find('user', 'login', [login.trim().toLowerCase()])
  const isRight = await checkPassword(password, user?.passwordHash ?? null)
  if (!user || !isRight || user.blockedAt) throw new Refusal('wrong-password', 'login or password is wrong')
  const token = randomBytes(32).toString('base64url')
  await act(world, { by: user.id }, { name: 'sign-in', input: {} }, async (tx) => {
    await tx.insert('session', { id: tokenId(token), userId: user.id, createdAt: tx.now, lastSeenAt: tx.now, endedAt: null })
    tx.append({ type: 'signed-in', userId: user.id })
    return null
  })
  return { token, user }
}
