// Sets how many months each kind is kept. It binds the whole installation, so an administrator of the highest akimat does it.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { defaultRetention, leastMonths, retentionKinds, type Retention } from '#domain/retention.ts'
import { can } from '#domain/rights.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller } from './act.ts'
import type { World } from './world.ts'

const settingId = 'retention'

/** As it is set, with the defaults where nobody set anything. */
export const retentionOf = async (from: Pick<Tx, 'get'>): Promise<Retention> => {
  const kept: unknown = (await from.get('setting', settingId))?.value
  const monthsOf = (kind: keyof Retention): number | null => {
    const months: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, kind) : undefined
    return typeof months === 'number' || months === null ? months : defaultRetention[kind]
  }
  return { ...defaultRetention, ...Object.fromEntries(retentionKinds.map(kind => [kind, monthsOf(kind)])) }
}

/** Kinds that are not named stay as they are. */
export const setRetention = async (world: World, caller: Caller, { months }: InputOf<'set-retention'>): Promise<{ done: true }> => {
  const tops = await world.store.read.list('organisation', { where: { parentId: null }, order: { by: 'id', direction: 'asc' }, limit: 100 })
  return act(world, caller, { name: 'set-retention', input: { months }, starts: [['setting', settingId]] }, async (tx, who) => {
    const places = await Promise.all(tops.items.map(async ({ id }) => found(await tx.get('organisation', id), 'organisation')))
    const may = who.isMachine || (places.length > 0 && places.every(top => can(who, 'manage-retention', top)))
    if (!may) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-retention' })
    for (const kind of retentionKinds) {
      const wanted = months[kind] ?? null
      if (wanted !== null && wanted < leastMonths(kind)) throw new Refusal('bad-input', 'a closed ticket can still be reopened then', { field: kind, problem: 'too_small' })
    }
    const value: Retention = { ...await retentionOf(tx), ...months }
    const before = await tx.get('setting', settingId)
    if (before) await tx.put('setting', { ...before, value })
    else await tx.insert('setting', { id: settingId, value })
    tx.append({ type: 'retention-set', months: value })
    return { done: true } as const
  })
}
