// No ticket stays without an owner: what an officer holds who is on leave, blocked or gone from the body passes to the deputy, else to a head, else back.
import { hold, nobody } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Ticket } from '#domain/ticket.ts'
import { dayOf, type Day } from '#domain/time.ts'
import type { LeavingCause } from '#domain/trail.ts'
import { isAway, type User } from '#domain/user.ts'
import { aboutOf } from './about.ts'
import { act, byMachine, found } from './act.ts'
import { isOfBody, standInFor } from './deputies.ts'
import { eachOf } from './each-of.ts'
import { demandLease, type Fence } from './lease.ts'
import { nameOfficer } from './naming.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type Change, type Scene } from './on-ticket.ts'
import type { World } from './world.ts'

const withOfficer = ['assigned', 'in-work', 'waiting', 'review', 'approved'] as const satisfies Ticket['state'][]

/** Why this officer cannot hold a ticket of this body today; null when nothing is in the way. */
const causeOf = (officer: User | undefined, { body }: Scene, today: Day): LeavingCause | null => {
  if (officer?.blockedAt) return 'blocked'
  if (!officer || !body || !isOfBody(body, officer.id)) return 'left'
  return isAway(officer, today) ? 'leave' : null
}

const backToPress = async (scene: Scene): Promise<Pick<Change<'reassign'>, 'to' | 'set'> & { acceptDueAt: null }> => {
  const { tx, ticket, akimat } = scene
  await notify(tx, akimat.members.press, 'returned', aboutOf(ticket))
  return { to: 'registered', set: { ...nobody, accept: null, replyId: null, holdings: hold(ticket.holdings, nobody, tx.now) }, acceptDueAt: null }
}

const toStandIn = async ({ tx, ticket, who, world }: Scene, bodyId: string, officerId: string) => {
  const { set, accept } = await nameOfficer(tx, world, ticket, { bodyId, officerId }, who.userId)
  return { to: ticket.state, set, acceptDueAt: accept.dueAt }
}

/** `version` of the person; `reassigned`: numbers of the tickets that passed on. */
export interface LeaverAnswer { userId: string, version: number, reassigned: string[] }

interface Leaving { officerId: string, reason?: string, fence?: Fence }

/** One ticket, if it is still with this officer and the officer is still not there; otherwise refused with `not-in-this-state`. */
const passOn = (world: World, ticketId: string, { officerId, reason, fence }: Leaving) =>
  onTicket(world, byMachine, 'reassign', { ticketId }, async (scene) => {
    const { tx, ticket, who, body } = scene
    await demandLease(tx, fence)
    const today = dayOf(tx.now)
    const cause = ticket.officerId === officerId ? causeOf(await tx.get('user', officerId), scene, today) : null
    if (cause === null) throw new Refusal('not-in-this-state', 'somebody has this ticket', { state: ticket.state, act: 'reassign', by: ticket.changedBy, at: ticket.lastActAt })
    const nextId = body && await standInFor(tx, body, officerId, today)
    const { to, set, acceptDueAt } = body && nextId ? await toStandIn(scene, body.id, nextId) : await backToPress(scene)
    return { to, set, facts: { officerId: nextId, acceptDueAt, cause, ...await noteText(tx, who, aboutOf(ticket), reason) } }
  }, { starts: [['user', officerId]] })

/** Others may be quicker: what is no more theirs to pass on is left alone. */
const unlessPassed = async <T>(deed: Promise<T>): Promise<T | null> => {
  try {
    return await deed
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-in-this-state') return null
    throw error
  }
}

const passed = (world: World, userId: string, fence?: Fence) =>
  act(world, byMachine, { name: 'passed-on', input: userId, starts: [['user', userId]] }, async (tx) => {
    await demandLease(tx, fence)
    const user = found(await tx.get('user', userId), 'user')
    return user.passing ? (await tx.put('user', { ...user, passing: undefined })).version : user.version
  })

/**
 * Every open ticket of one officer that this officer cannot hold, one act each. Cut off anywhere, the next call goes on: what has passed is no more
 * in the list. `reason` becomes the note of each.
 */
export const passOnTickets = async (world: World, { officerId, reason, fence }: Leaving): Promise<LeaverAnswer> => {
  const reassigned: string[] = []
  const open = eachOf(world.store.read, 'ticket', { where: { officerId, state: withOfficer }, order: { by: 'registeredAt', direction: 'asc' } })
  for await (const { id } of open) {
    const answer = await unlessPassed(passOn(world, id, { officerId, reason, fence }))
    if (answer) reassigned.push(answer.number)
  }
  const user = found(await world.store.read.get('user', officerId), 'user')
  const version = user.passing ? await passed(world, officerId, fence) : user.version
  return { userId: officerId, version, reassigned }
}

/** The job: for everybody who is on leave today, and for whom a passing on was cut off. How many tickets passed. */
export const passOnAll = async (world: World, fence?: Fence): Promise<number> => {
  const today = dayOf(world.now())
  let count = 0
  for await (const user of eachOf(world.store.read, 'user', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    if (user.passing || (user.blockedAt === null && isAway(user, today))) count += (await passOnTickets(world, { officerId: user.id, fence })).reassigned.length
  }
  return count
}
