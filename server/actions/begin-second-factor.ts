// Draws a secret for the person's app; nothing is asked of the person until a first code confirms it.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import type { User } from '#domain/user.ts'
import { act } from './act.ts'
import { newSecret, secretUri } from './codes.ts'
import { provePassword, stillProven } from './prove-password.ts'
import type { World } from './world.ts'

/** With the password: a stranger at an open browser could else shut the owner out for good. Refusals `wrong-password`, `too-many-requests`; `duplicate` when a confirmed one is there: it is dropped first. */
export const beginSecondFactor = async (
  world: World, user: User, { password }: InputOf<'begin-second-factor'>, address: string,
): Promise<ResultOf<'begin-second-factor'>> => {
  await provePassword(world, user, password, address)
  world.guesses.right(user.login, address)
  const secret = newSecret()
  return act(world, { by: user.id }, { name: 'begin-second-factor', input: {}, starts: [['user', user.id], ['secondFactor', user.id]] }, async (tx) => {
    const { login } = await stillProven(tx, user)
    const before = await tx.get('secondFactor', user.id)
    if (before?.confirmedAt) throw new Refusal('duplicate', 'a second factor is on', { what: 'second-factor' })
    if (before) await tx.put('secondFactor', { ...before, secret })
    else await tx.insert('secondFactor', { id: user.id, secret, confirmedAt: null, lastStep: 0, recoveryHashes: [] })
    return { secret, uri: secretUri(secret, login) }
  })
}
