// Who stands in for whom: naming a deputy, the people a deputy stands for, and who has the tickets of somebody who is not there.
import type { Organisation } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Day } from '#domain/time.ts'
import { isAvailable, type Leave, type User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'

/** Both a unit of work and a plain read can look a person up. */
interface LookUp { get(noun: 'user', id: string): Promise<User | undefined> }

/** The people who named this one their deputy. */
export const principalsOf = async (from: LookUp, { deputyOf = [] }: User): Promise<User[]> =>
  (await Promise.all(deputyOf.map(id => from.get('user', id)))).flatMap(user => user ?? [])

const without = (user: User, id: string): User => ({ ...user, deputyOf: user.deputyOf?.filter(each => each !== id) })
const withPrincipal = (user: User, id: string): User => ({ ...user, deputyOf: [...without(user, id).deputyOf ?? [], id] })

/** Writes down at the new deputy whose deputy that is, and takes it off the old one. The person's own document is the caller's to keep. */
export const moveDeputy = async (tx: Tx, { id, deputyId }: Pick<User, 'id' | 'deputyId'>, nextId: string | null): Promise<void> => {
  if (deputyId === nextId) return
  const before = deputyId === null ? undefined : await tx.get('user', deputyId)
  if (before) await tx.put('user', without(before, id))
  const next = nextId === null ? undefined : await tx.get('user', nextId)
  if (next) await tx.put('user', withPrincipal(next, id))
}

const overlaps = (one: Leave, other: Leave | null): boolean => other !== null && one.fromOn <= other.toOn && other.fromOn <= one.toOn

const refuseDeputy = (problem: string) => new Refusal('bad-input', 'this person cannot stand in', { field: 'deputyId', problem })

/** Refuses a deputy who could never stand in: the person, or somebody blocked. */
export const demandStandIn = (user: User, deputy: User): void => {
  if (deputy.id === user.id) throw refuseDeputy('same-person')
  if (deputy.blockedAt !== null) throw refuseDeputy('blocked')
}

/** The same during this leave: nor one who is away in that time, or of another body. */
export const demandDeputy = (user: User, deputy: User, leave: Leave): void => {
  demandStandIn(user, deputy)
  if (overlaps(leave, deputy.leave)) throw refuseDeputy('away')
  const bodies = new Set(user.grants.map(({ organisationId }) => organisationId))
  if (!deputy.grants.some(({ organisationId }) => bodies.has(organisationId))) throw refuseDeputy('other-body')
}

/** Does the person work tickets of this body? */
export const isOfBody = ({ members }: Pick<Organisation, 'members'>, userId: string): boolean => members.officer.includes(userId) || members.head.includes(userId)

/**
 * Who has the tickets of an officer who is not there: the deputy, or the deputy's own when that one is not there either (nobody is asked twice,
 * so deputies of each other end it), else a head of the body. Null when nobody of the body is there.
 */
export const standInFor = async (from: LookUp, body: Organisation, officerId: string, today: Day): Promise<string | null> => {
  const asked = new Set<string>()
  const isThere = (user: User | undefined) => user !== undefined && user.id !== officerId && isOfBody(body, user.id) && isAvailable(user, today)
  for (let user = await from.get('user', officerId); user && !asked.has(user.id); user = user.deputyId === null ? undefined : await from.get('user', user.deputyId)) {
    asked.add(user.id)
    if (isThere(user)) return user.id
  }
  for (const id of body.members.head) if (isThere(await from.get('user', id))) return id
  return null
}
