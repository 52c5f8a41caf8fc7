// Marks notices as read, each by the person it was for.
import type { InputOf } from '#domain/contract-inputs.ts'
import { act, type Caller } from './act.ts'
import type { World } from './world.ts'

export const readNotices = (world: World, caller: Caller, input: InputOf<'read-notices'>): Promise<{ done: true }> =>
  act(world, caller, { name: 'read-notices', input, starts: input.ids.map(id => ['notice', id] as const) }, async (tx, who) => {
    for (const id of input.ids) {
      const notice = await tx.get('notice', id)
      if (notice?.userId === who.userId && !notice.read) await tx.put('notice', { ...notice, read: true })
    }
    return { done: true } as const
  })
