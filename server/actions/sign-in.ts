// Opens a session for a login, a password, and a code where the person has a second factor.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { act, found } from './act.ts'
import { useCode } from './codes.ts'
import { endSession, newToken, openSession, tokenId, type SignedIn } from './open-session.ts'
import { checkPassword, demandRoom } from './password.ts'
import type { World } from './world.ts'

/**
 * One neutral refusal, whether the login is unknown, the password wrong or the person blocked; `code-needed` and `wrong-code` only after the
 * password was right. `address` is where the person sits: guesses are counted by it. `left`: the token of the session
 * that this browser had until now, which ends (ASVS 7.2.4). `too-many-requests` after too many, and while too many sign in at once.
 */
export const signIn = async (world: World, { login: given, password, code }: InputOf<'sign-in'>, address: string, left?: string): Promise<SignedIn> => {
  const login = given.trim().toLowerCase()
  demandRoom()
  world.guesses.take(login, address)
  const user = await world.store.read.find('user', 'login', [login])
  const isRight = await checkPassword(password, user?.passwordHash ?? null)
  const wrong = () => new Refusal('wrong-password', 'login or password is wrong')
  if (!user || !isRight || user.blockedAt) throw wrong()
  const token = newToken()
  const signedIn = await act(world, { by: user.id }, { name: 'sign-in', input: {}, starts: [['secondFactor', user.id]] }, async (tx) => {
    const now = found(await tx.get('user', user.id), 'user')
    // Hashing takes a while, in which the password may have been changed: the old one opens no session any more.
    if (now.passwordHash !== user.passwordHash) throw wrong()
    const factor = await tx.get('secondFactor', user.id)
    if (factor?.confirmedAt) {
      if (code === undefined) return null
      const used = useCode(factor, code, tx.now)
      if (!used) throw new Refusal('wrong-code', 'the code is wrong or was used before')
      await tx.put('secondFactor', used)
    }
    if (left !== undefined) await endSession(tx, tokenId(left))
    return openSession(tx, now, token)
  })
  if (!signedIn) {
    world.guesses.forgive(login, address)
    throw new Refusal('code-needed', 'this person has a second factor')
  }
  world.guesses.right(login, address)
  return signedIn
}
