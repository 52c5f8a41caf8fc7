// Stops looking at a source, and begins again: by hand, with who and when. What was collected stays.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { act, found, type Caller } from './act.ts'
import type { World } from './world.ts'

/** The same again changes nothing. Refusals `not-found`, `no-right`. */
export const pauseSource = (world: World, caller: Caller, input: InputOf<'pause-source'>): Promise<{ id: string, version: number }> =>
  act(world, caller, { name: 'pause-source', input, starts: [['source', input.sourceId]] }, async (tx, who) => {
    const source = found(await tx.get('source', input.sourceId), 'source')
    const akimats = await Promise.all(source.organisationIds.map(id => tx.get('organisation', id)))
    // Every akimat that watches it loses its posts.
    if (!who.isMachine && !akimats.every(akimat => akimat && can(who, 'manage-sources', akimat))) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-sources' })
    if (input.on === (source.paused !== undefined)) return { id: source.id, version: source.version }
    const kept = await tx.put('source', { ...source, paused: input.on ? { by: who.userId, at: tx.now } : undefined, nextRunAt: input.on ? null : tx.now })
    tx.append({ type: 'source-paused', sourceId: source.id, on: input.on })
    return { id: kept.id, version: kept.version }
  })
