// Requests for erasure that wait: halfway through the working day the coordinators are told again, at its end the managers too.
import type { Erasure } from '#domain/erasure.ts'
import { act, byMachine, found } from './act.ts'
import { demandLease, type Fence } from './lease.ts'
import { notify } from './notify.ts'
import type { World } from './world.ts'

const atOnce = 100

const remind = (world: World, fence: Fence | undefined, { id }: Erasure) =>
  act(world, byMachine, { name: 'remind-erasure', input: { id }, starts: [['erasure', id]] }, async (tx) => {
    await demandLease(tx, fence)
    const erasure = await tx.get('erasure', id)
    if (!erasure || erasure.remindAt === null || erasure.remindAt > tx.now) return false
    const { organisationId, dueAt } = erasure
    const { members } = found(await tx.get('organisation', organisationId), 'organisation')
    const isLate = dueAt === null || dueAt <= tx.now
    await notify(tx, isLate ? [...members.coordinator, ...members.manager] : members.coordinator, isLate ? 'erasure-late' : 'erasure-due', { organisationId })
    await tx.put('erasure', { ...erasure, remindAt: isLate ? null : dueAt })
    return true
  })

/** How many were reminded of. */
export const remindErasures = async (world: World, fence?: Fence): Promise<number> => {
  const page = await world.store.read.list('erasure', { where: {}, order: { by: 'remindAt', direction: 'asc' }, to: world.now(), limit: atOnce })
  let reminded = 0
  for (const erasure of page.items) if (await remind(world, fence, erasure)) reminded += 1
  return reminded
}
