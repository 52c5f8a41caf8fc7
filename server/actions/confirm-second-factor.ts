// The first code of the app turns the second factor on, and gives ten codes for paper, shown once.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import type { User } from '#domain/user.ts'
import { act, found } from './act.ts'
import { newRecoveryCodes, useCode } from './codes.ts'
import type { World } from './world.ts'

/** A wrong code counts as a guess: who has only the open browser must not find the code of a secret that the owner left unconfirmed. Refusals `wrong-code`, `duplicate`, `too-many-requests`. */
export const confirmSecondFactor = async (
  world: World, user: User, { code }: InputOf<'confirm-second-factor'>, address: string,
): Promise<ResultOf<'confirm-second-factor'>> => {
  world.guesses.take(user.login, address)
  const { codes, hashes } = newRecoveryCodes()
  await act(world, { by: user.id }, { name: 'confirm-second-factor', input: {}, starts: [['secondFactor', user.id]] }, async (tx) => {
    const factor = found(await tx.get('secondFactor', user.id), 'second-factor')
    if (factor.confirmedAt) throw new Refusal('duplicate', 'a second factor is on', { what: 'second-factor' })
    const used = useCode(factor, code, tx.now)
    if (!used) throw new Refusal('wrong-code', 'the code is wrong or was used before')
    await tx.put('secondFactor', { ...used, confirmedAt: tx.now, recoveryHashes: hashes })
    tx.append({ type: 'second-factor', userId: user.id, on: true })
    return null
  })
  world.guesses.right(user.login, address)
  return { recoveryCodes: codes }
}
