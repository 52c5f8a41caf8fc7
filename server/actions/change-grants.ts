// Gives a person roles at places, or takes them away. Open tickets of a body that the person leaves pass on like those of somebody who is blocked.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { withSessionsEnded, type Grant, type User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import { adminsBeside, demandAnotherAdmin } from './another-admin.ts'
import { demandUserAdmin } from './demand-user-admin.ts'
import { demandUser, keepUser } from './keep-user.ts'
import { passOnTickets, type LeaverAnswer } from './pass-on.ts'
import type { World } from './world.ts'

const isSame = (one: Grant) => (other: Grant) => one.role === other.role && one.organisationId === other.organisationId

/** The body keeps who holds what at it. */
const setMember = async (tx: Tx, userId: string, { role, organisationId }: Grant, isMember: boolean) => {
  const organisation = found(await tx.get('organisation', organisationId), 'organisation')
  const others = organisation.members[role].filter(id => id !== userId)
  await tx.put('organisation', { ...organisation, members: { ...organisation.members, [role]: isMember ? [...others, userId] : others } })
}

/** Whoever holds nothing here is taken in by somebody who administers both places: a changed role ends the person's sessions everywhere. */
const demandInReach = async (tx: Tx, who: Person, { grants }: User) => {
  if (who.isMachine) return
  const places = await Promise.all(grants.map(({ organisationId }) => tx.get('organisation', organisationId)))
  if (!places.some(place => place && can(who, 'manage-users', place))) throw new Refusal('no-right', 'this person is somebody else\'s', { act: 'manage-users' })
}

export const changeGrants = async (world: World, caller: Caller, input: InputOf<'change-grants'>): Promise<LeaverAnswer> => {
  const { userId, add, remove } = input
  const beside = await adminsBeside(world, userId)
  await act(world, caller, { name: 'change-grants', input, starts: [['user', userId]] }, async (tx, who) => {
    if (add.length + remove.length === 0) throw new Refusal('bad-input', 'no role is named', { field: 'add', problem: 'missing' })
    await demandUserAdmin(tx, who, [...add, ...remove])
    const user = await demandUser(tx, input)
    await demandInReach(tx, who, user)
    const lost = user.grants.filter(grant => remove.some(isSame(grant)) && !add.some(isSame(grant)))
    const fresh = add.filter((grant, index) => !user.grants.some(isSame(grant)) && add.findIndex(isSame(grant)) === index)
    const grants = [...user.grants.filter(grant => !lost.includes(grant)), ...fresh]
    if (lost.length + fresh.length === 0) return null
    if (grants.length === 0) throw new Refusal('bad-input', 'a person without any role is blocked instead', { field: 'remove', problem: 'none-left' })
    await demandAnotherAdmin(tx, lost, beside)
    for (const grant of lost) await setMember(tx, userId, grant, false)
    for (const grant of fresh) await setMember(tx, userId, grant, true)
    // What a session may hear and see was decided when it opened: it ends, and the next one is of the new roles.
    await keepUser(tx, who, { ...withSessionsEnded(user), grants, ...lost.length > 0 && { passing: true } })
    tx.append({ type: 'user-changed', userId, grants })
    return null
  })
  return passOnTickets(world, { officerId: userId })
}
