// Stops looking at a source, and begins again: by hand, with who and when. What was collected stays.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Source } from '#domain/source.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import type { World } from './world.ts'

/** Every akimat that watches it loses its posts. */
export const demandKeeper = async (tx: Tx, who: Person, { organisationIds }: Source): Promise<void> => {
  const akimats = await Promise.all(organisationIds.map(id => tx.get('organisation', id)))
  if (!who.isMachine && !akimats.every(akimat => akimat && can(who, 'manage-sources', akimat))) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-sources' })
}

/** The same again changes nothing. Refusals `not-found`, `no-right`. */
export const pauseSource = (world: World, caller: Caller, input: InputOf<'pause-source'>): Promise<{ id: string, version: number }> =>
  act(world, caller, { name: 'pause-source', input, starts: [['source', input.sourceId]] }, async (tx, who) => {
    const source = found(await tx.get('source', input.sourceId), 'source')
    await demandKeeper(tx, who, source)
    if (input.on === (source.paused !== undefined)) return { id: source.id, version: source.version }
    const kept = await tx.put('source', { ...source, paused: input.on ? { by: who.userId, at: tx.now } : undefined, nextRunAt: input.on ? null : tx.now })
    tx.append({ type: 'source-paused', sourceId: source.id, on: input.on })
    return { id: kept.id, version: kept.version }
  })
