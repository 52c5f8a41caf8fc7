// Lays out an akimat: its place in the tree and its bodies. `init` and the demo start from here.
import type { BodyPlan } from '#domain/body-plans.ts'
import { byMachine } from './act.ts'
import { createOrganisation } from './create-organisation.ts'
import type { World } from './world.ts'

export interface AkimatPlan { names: BodyPlan['names'], prefix: string, kato?: string, parentId?: string }

/** The akimat and its bodies; ids of the bodies by code. A firm that has a topic comes before the department that has it too. */
export const layOut = async (world: World, akimat: AkimatPlan, bodies: readonly BodyPlan[]): Promise<{ id: string, bodies: Record<string, string> }> => {
  const { id } = await createOrganisation(world, byMachine, { kind: 'akimat', ...akimat })
  const firms = new Set(bodies.filter(({ kind }) => kind === 'enterprise').flatMap(({ topics }) => topics))
  const ids: Record<string, string> = {}
  for (const { code, kind, names, topics } of bodies) {
    const own = kind === 'enterprise' ? topics : topics.filter(topic => !firms.has(topic))
    ids[code] = (await createOrganisation(world, byMachine, { kind, parentId: id, code, names, topics: own })).id
  }
  return { id, bodies: ids }
}
