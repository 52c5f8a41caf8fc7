// Takes a dismissal back.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Caller } from './act.ts'
import { anew } from './anew.ts'
import { onTriage, type TriageAnswer } from './on-triage.ts'
import type { World } from './world.ts'

export const restore = (world: World, caller: Caller, input: InputOf<'restore'>): Promise<TriageAnswer> =>
  onTriage(world, caller, 'restore', input, [], async ({ tx, triage }) => {
    tx.append({ type: 'restore', postId: input.postId, organisationId: input.organisationId })
    return { triage: await anew(tx, world, triage), number: null }
  })
