// Turns the second factor off: by the person with a password and a code, or by the administrator for one who lost both app and paper.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { needsSecondFactor } from '#domain/second-factor.ts'
import { withSessionsEnded, type User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller } from './act.ts'
import { useCode } from './codes.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { demandsOf } from './open-session.ts'
import { provePassword, stillProven } from './prove-password.ts'
import type { World } from './world.ts'

const turnOff = async (tx: Tx, userId: string): Promise<{ done: true }> => {
  const factor = await tx.get('secondFactor', userId)
  if (factor?.confirmedAt) {
    await tx.put('secondFactor', { ...factor, secret: '', confirmedAt: null, recoveryHashes: [] })
    tx.append({ type: 'second-factor', userId, on: false })
  }
  return { done: true }
}

/** Refusals `wrong-password`, `wrong-code`, `too-many-requests`, `second-factor-needed` where the installation demands it of this role. */
export const dropSecondFactor = async (world: World, user: User, { password, code }: InputOf<'drop-second-factor'>, address: string): Promise<{ done: true }> => {
  await provePassword(world, user, password, address)
  const done = await act(world, { by: user.id }, { name: 'drop-second-factor', input: {}, starts: [['secondFactor', user.id]] }, async (tx) => {
    const { grants } = await stillProven(tx, user)
    if (needsSecondFactor(await demandsOf(tx), grants)) throw new Refusal('second-factor-needed', 'this role must have a second factor')
    const factor = await tx.get('secondFactor', user.id)
    if (factor?.confirmedAt && !useCode(factor, code, tx.now)) throw new Refusal('wrong-code', 'the code is wrong or was used before')
    return turnOff(tx, user.id)
  })
  world.guesses.right(user.login, address)
  return done
}

/** The person proves themselves by the password alone at the next sign-in, and sets a new one where it is demanded. Their sessions end. */
export const resetSecondFactor = (world: World, caller: Caller, { userId }: InputOf<'reset-second-factor'>): Promise<{ done: true }> =>
  act(world, caller, { name: 'reset-second-factor', input: { userId }, starts: [['user', userId], ['secondFactor', userId]] }, async (tx, who) => {
    const user = found(await tx.get('user', userId), 'user')
    await demandUserAdmin(tx, who, user.grants)
    await tx.put('user', withSessionsEnded(user))
    tx.append({ type: 'user-changed', userId })
    return turnOff(tx, userId)
  })
