// The person who looks, with the tree they look at: every showing verb starts from here.
import { Refusal } from '#domain/refusal.ts'
import { can, scopeOf, type Actor, type Right, type Scope } from '#domain/rights.ts'
import { dayOf } from '#domain/time.ts'
import { grantsOn, type Grant, type User } from '#domain/user.ts'
import { principalsOf } from '../deputies.ts'
import type { Tree } from '../kept-tree.ts'
import type { World } from '../world.ts'

export interface Viewer extends Actor { organisations: Tree }

/** The rights that the person has today, those of whom they stand in for among them. */
export const grantsToday = async (world: World, user: User): Promise<readonly Grant[]> => {
  const principals = await principalsOf(world.store.read, user)
  return principals.length === 0 ? user.grants : grantsOn(user, principals, dayOf(world.now()))
}

export const viewerOf = async (world: World, user: User): Promise<Viewer> =>
  ({ userId: user.id, grants: await grantsToday(world, user), organisations: await world.tree.current() })

/** Where a right reaches, narrowed to one akimat or body when it is named; naming one out of reach is refused. */
export const reach = (viewer: Viewer, right: Right, organisationId?: string): Scope => {
  const scope = scopeOf(viewer, right, [...viewer.organisations.values()])
  if (organisationId === undefined) return scope
  const organisation = viewer.organisations.get(organisationId)
  if (!organisation || !can(viewer, right, organisation)) throw new Refusal('no-right', 'this is out of reach', { act: right })
  return organisation.kind === 'akimat' ? { akimatIds: [organisationId], bodyIds: [] } : { akimatIds: [], bodyIds: [organisationId] }
}
