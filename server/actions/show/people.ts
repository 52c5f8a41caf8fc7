// People and bodies in reach: names for the screens, grants for the administrator.
import type { ResultOf } from '#domain/contract.ts'
import { can, scopeOf } from '#domain/rights.ts'
import type { Organisation } from '#domain/organisation.ts'
import { dayOf } from '#domain/time.ts'
import { isAway, type User } from '#domain/user.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

/** Organisations of every akimat that the person has to do with: a person of a body sees the bodies beside it. */
export const organisationsInSight = (viewer: Viewer): Organisation[] => {
  const all = [...viewer.organisations.values()]
  const { akimatIds, bodyIds } = scopeOf(viewer, 'read-people', all)
  const roots = new Set([...akimatIds, ...bodyIds.flatMap(id => viewer.organisations.get(id)?.parentId ?? [])])
  return all.filter(organisation => organisation.path.some(id => roots.has(id)))
}

export const showOrganisations = (viewer: Viewer): ResultOf<'organisations'> => ({
  items: organisationsInSight(viewer).map(({ id, version, kind, parentId, path, code, names, kato, prefix, topics }) =>
    ({ id, version, kind, parentId, path, code, names, kato, prefix, topics })),
})

export const showPeople = async (world: World, viewer: Viewer): Promise<ResultOf<'people'>> => {
  const ids = new Set(organisationsInSight(viewer).flatMap(({ members }) => Object.values(members).flat()))
  const today = dayOf(world.now())
  const users = await world.store.read.many('user', [...ids])
  const administers = ({ grants }: User) => grants.some(({ organisationId }) => {
    const organisation = viewer.organisations.get(organisationId)
    return organisation !== undefined && can(viewer, 'manage-users', organisation)
  })
  return {
    items: users.map(user => ({
      id: user.id, name: user.name, login: administers(user) ? user.login : '', grants: user.grants, blocked: user.blockedAt !== null, away: isAway(user, today),
      version: user.version, leave: user.leave, deputyId: user.deputyId,
    })),
  }
}
