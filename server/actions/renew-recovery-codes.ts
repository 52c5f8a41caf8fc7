// Ten new codes for paper, shown once; those of the sheet before, which may lie somewhere, open nothing any more.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import type { User } from '#domain/user.ts'
import { act } from './act.ts'
import { newRecoveryCodes, useCode } from './codes.ts'
import { provePassword, stillProven } from './prove-password.ts'
import type { World } from './world.ts'

/** Refusals `wrong-password`, `wrong-code`, `too-many-requests`; `not-found` while no second factor is on. */
export const renewRecoveryCodes = async (
  world: World, user: User, { password, code }: InputOf<'renew-recovery-codes'>, address: string,
): Promise<ResultOf<'renew-recovery-codes'>> => {
  await provePassword(world, user, password, address)
  const { codes, hashes } = newRecoveryCodes()
  await act(world, { by: user.id }, { name: 'renew-recovery-codes', input: {}, starts: [['user', user.id], ['secondFactor', user.id]] }, async (tx) => {
    await stillProven(tx, user)
    const factor = await tx.get('secondFactor', user.id)
    if (!factor?.confirmedAt) throw new Refusal('not-found', 'no second factor is on', { what: 'second-factor' })
    const used = useCode(factor, code, tx.now)
    if (!used) throw new Refusal('wrong-code', 'the code is wrong or was used before')
    await tx.put('secondFactor', { ...used, recoveryHashes: hashes })
    tx.append({ type: 'recovery-codes', userId: user.id })
    return null
  })
  world.guesses.right(user.login, address)
  return { recoveryCodes: codes }
}
