// Names those who write the draft together with the officer: the whole list at once.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { aboutOf } from './about.ts'
import { found, type Caller } from './act.ts'
import { notify } from './notify.ts'
import { onTicket, subjectOf, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

/** Officers and heads who can read the ticket: whoever writes sees what it is about. */
const demandColleague = async (scene: Scene, userId: string) => {
  const { tx, ticket } = scene
  const user = found(await tx.get('user', userId), 'user')
  if (userId === ticket.officerId) throw new Refusal('bad-input', 'the officer writes the reply already', { field: 'userIds', problem: 'officer' })
  if (user.blockedAt) throw new Refusal('bad-input', 'this person is blocked', { field: 'userIds', problem: 'away' })
  const grants = user.grants.filter(({ role }) => role === 'officer' || role === 'head')
  if (!can({ userId, grants }, 'read-tickets', subjectOf(scene))) throw new Refusal('wrong-body', 'this officer is not of this body', { field: 'userIds' })
}

export const coExecutors = (world: World, caller: Caller, input: InputOf<'co-executors'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'co-executors', input, async (scene) => {
    const { tx, ticket, who } = scene
    const userIds = [...new Set(input.userIds)]
    for (const userId of userIds) await demandColleague(scene, userId)
    await notify(tx, userIds.filter(id => !ticket.coExecutorIds.includes(id)), 'co-executor', aboutOf(ticket), who.userId)
    return { to: ticket.state, set: { coExecutorIds: userIds }, facts: { userIds } }
  })
