// Draws a secret for the person's app; nothing is asked of the person until a first code confirms it.
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { act, type Caller } from './act.ts'
import { newSecret, secretUri } from './codes.ts'
import type { World } from './world.ts'

/** Refusal `duplicate` when a confirmed one is there: it is dropped first. */
export const beginSecondFactor = (world: World, caller: Caller): Promise<ResultOf<'begin-second-factor'>> => {
  const secret = newSecret()
  return act(world, { by: caller.by }, { name: 'begin-second-factor', input: {}, starts: [['secondFactor', caller.by]] }, async (tx, who) => {
    const before = await tx.get('secondFactor', caller.by)
    if (before?.confirmedAt) throw new Refusal('duplicate', 'a second factor is on', { what: 'second-factor' })
    if (before) await tx.put('secondFactor', { ...before, secret })
    else await tx.insert('secondFactor', { id: caller.by, secret, confirmedAt: null, lastStep: 0, recoveryHashes: [] })
    return { secret, uri: secretUri(secret, who.user?.login ?? '') }
  })
}
