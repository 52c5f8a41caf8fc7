// The first code of the app turns the second factor on, and gives ten codes for paper, shown once.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { act, found, type Caller } from './act.ts'
import { newRecoveryCodes, useCode } from './codes.ts'
import type { World } from './world.ts'

/** Refusals `wrong-code`, `duplicate`. */
export const confirmSecondFactor = async (world: World, caller: Caller, { code }: InputOf<'confirm-second-factor'>): Promise<ResultOf<'confirm-second-factor'>> => {
  const { codes, hashes } = newRecoveryCodes()
  await act(world, { by: caller.by }, { name: 'confirm-second-factor', input: {}, starts: [['secondFactor', caller.by]] }, async (tx) => {
    const factor = found(await tx.get('secondFactor', caller.by), 'second-factor')
    if (factor.confirmedAt) throw new Refusal('duplicate', 'a second factor is on', { what: 'second-factor' })
    const used = useCode(factor, code, tx.now)
    if (!used) throw new Refusal('wrong-code', 'the code is wrong or was used before')
    await tx.put('secondFactor', { ...used, confirmedAt: tx.now, recoveryHashes: hashes })
    tx.append({ type: 'second-factor', userId: caller.by, on: true })
    return null
  })
  return { recoveryCodes: codes }
}
