// Says whether administrators and heads must have a second factor. Those whose sessions are open are asked at their next request.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { act, found, type Caller } from './act.ts'
import type { World } from './world.ts'

/** Of an administrator of the highest akimat, for it binds the whole installation. */
export const setSecurity = async (world: World, caller: Caller, { secondFactor }: InputOf<'set-security'>): Promise<{ done: true }> => {
  const tops = await world.store.read.list('organisation', { where: { parentId: null }, order: { by: 'id', direction: 'asc' }, limit: 100 })
  return act(world, caller, { name: 'set-security', input: { secondFactor }, starts: [['setting', 'security']] }, async (tx, who) => {
    for (const { id } of tops.items) {
      const top = found(await tx.get('organisation', id), 'organisation')
      if (!who.isMachine && !can(who, 'manage-users', top)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-users' })
    }
    const before = await tx.get('setting', 'security')
    if (before) await tx.put('setting', { ...before, value: { secondFactor } })
    else await tx.insert('setting', { id: 'security', value: { secondFactor } })
    tx.append({ type: 'security-changed', secondFactor })
    return { done: true } as const
  })
}
