// A person goes on leave from day to day, or is back early. On its first day what they hold passes on; back again, they are proposed as before.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { dayOf } from '#domain/time.ts'
import { isAway, type User } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import { demandDeputy, moveDeputy } from './deputies.ts'
import { demandUser, keepUser } from './keep-user.ts'
import { passOnTickets, type LeaverAnswer } from './pass-on.ts'
import type { World } from './world.ts'

/** Of the person, of a head, or of an administrator of a place where the person holds something. */
const demandLeaveRight = async (tx: Tx, who: Person, user: User) => {
  if (who.isMachine || who.userId === user.id) return
  const places = await Promise.all(user.grants.map(({ organisationId }) => tx.get('organisation', organisationId)))
  if (!places.some(place => place && can(who, 'manage-leave', place))) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-leave' })
}

const refuseInput = (field: string, problem: string) => { throw new Refusal('bad-input', 'this leave is not possible', { field, problem }) }

/** `deputyId` left out: whoever is the deputy stays it; null: nobody, the head has the tickets. */
export const setLeave = async (world: World, caller: Caller, input: InputOf<'set-leave'>): Promise<LeaverAnswer> => {
  const { userId, fromOn, toOn } = input
  await act(world, caller, { name: 'set-leave', input, starts: [['user', userId], ...input.deputyId ? [['user', input.deputyId] as const] : []] }, async (tx, who) => {
    const user = await demandUser(tx, input)
    await demandLeaveRight(tx, who, user)
    if (user.blockedAt !== null) refuseInput('userId', 'blocked')
    if (toOn < fromOn) refuseInput('toOn', 'before-start')
    if (toOn < dayOf(tx.now)) refuseInput('toOn', 'past')
    const leave = { fromOn, toOn }
    const deputyId = input.deputyId === undefined ? user.deputyId : input.deputyId
    if (deputyId !== null) demandDeputy(user, found(await tx.get('user', deputyId), 'user'), leave)
    await moveDeputy(tx, user, deputyId)
    await keepUser(tx, who, { ...user, leave, deputyId })
    tx.append({ type: 'user-changed', userId, leave, deputyId })
    return null
  })
  const user = found(await world.store.read.get('user', userId), 'user')
  return isAway(user, dayOf(world.now())) ? await passOnTickets(world, { officerId: userId }) : { userId, version: user.version, reassigned: [] }
}

/** Back early, or not going after all. What passed on stays where it is. */
export const endLeave = (world: World, caller: Caller, input: InputOf<'end-leave'>): Promise<LeaverAnswer> => {
  const { userId } = input
  return act(world, caller, { name: 'end-leave', input, starts: [['user', userId]] }, async (tx, who) => {
    const user = await demandUser(tx, input)
    await demandLeaveRight(tx, who, user)
    if (user.leave === null) return { userId, version: user.version, reassigned: [] }
    const { version } = await keepUser(tx, who, { ...user, leave: null })
    tx.append({ type: 'user-changed', userId, leave: null })
    return { userId, version, reassigned: [] }
  })
}
