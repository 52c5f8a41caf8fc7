// Dismisses a post with a reason: it asks nothing of the akimat.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { decided, onTriage, type TriageAnswer } from './on-triage.ts'
import type { World } from './world.ts'

export const dismiss = (world: World, caller: Caller, input: InputOf<'dismiss'>): Promise<TriageAnswer> =>
  onTriage(world, caller, 'dismiss', input, [], async (scene) => {
    const { tx, who } = scene
    const { postId, organisationId, reason, note } = input
    if (reason === 'other' && !note?.trim()) throw new Refusal('reason-needed', 'another reason is written out', { field: 'note' })
    const kept = await decided(scene, { reason })
    tx.append({ type: 'dismiss', postId, organisationId, reason, ...await noteText(tx, who, { organisationId, postId }, note) })
    return { triage: kept, number: null }
  })
