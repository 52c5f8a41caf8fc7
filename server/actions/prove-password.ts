// Whoever stands at a browser that is signed in proves once more that they know the password, before something is done that would let a stranger stay.
import { Refusal } from '#domain/refusal.ts'
import type { User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { found } from './act.ts'
import { checkPassword } from './password.ts'
import type { World } from './world.ts'

const wrong = () => new Refusal('wrong-password', 'the password is wrong')

/** Costs a hash, so it is asked before an act; counted as a guess until the caller says `world.guesses.right`. Refusals `wrong-password`, `too-many-requests`. */
export const provePassword = async (world: World, user: User, password: string, address: string): Promise<void> => {
  world.guesses.take(user.login, address)
  if (!await checkPassword(password, user.passwordHash)) throw wrong()
}

/** The person as they are in the act, with the password that was proven: it may have been changed meanwhile, perhaps because somebody else knows it. Refusal `wrong-password`. */
export const stillProven = async (tx: Tx, { id, passwordHash }: User): Promise<User> => {
  const now = found(await tx.get('user', id), 'user')
  if (now.passwordHash !== passwordHash) throw wrong()
  return now
}
