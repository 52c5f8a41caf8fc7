// Blocks a person: sessions and sockets end at once, and each open ticket passes to the deputy, else the head, else back to the press service.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { act, byMachine, found, type Caller } from './act.ts'
import { eachOf } from './each-of.ts'
import { noteText } from './note-text.ts'
import { reassign } from './reassign.ts'
import type { World } from './world.ts'

const withOfficer = ['assigned', 'in-work', 'waiting', 'review', 'approved']

const anotherAdmin = async (world: World, userId: string) => {
  for await (const user of eachOf(world.store.read, 'user', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    if (user.id !== userId && !user.blockedAt && user.grants.some(grant => grant.role === 'admin')) return true
  }
  return false
}

/** Numbers of the tickets that went on to somebody else. The machine gives the reason of the block as the reason. */
export const blockUser = async (world: World, caller: Caller, { userId, reason }: InputOf<'block-user'>): Promise<{ userId: string, reassigned: string[] }> => {
  const hasOther = await anotherAdmin(world, userId)
  await act(world, caller, { name: 'block-user', input: { userId, reason }, starts: [['user', userId]] }, async (tx, who) => {
    const user = found(await tx.get('user', userId), 'user')
    for (const { organisationId } of user.grants) {
      const organisation = found(await tx.get('organisation', organisationId), 'organisation')
      if (!who.isMachine && !can(who, 'manage-users', organisation)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-users' })
    }
    if (!hasOther && user.grants.some(grant => grant.role === 'admin')) throw new Refusal('last-admin', 'the last administrator is not blocked')
    if (user.blockedAt) return null
    await tx.put('user', { ...user, blockedAt: tx.now })
    await noteText(tx, who, { organisationId: user.grants[0]?.organisationId ?? '' }, reason)
    tx.append({ type: 'user-blocked', userId })
    return null
  })
  const reassigned: string[] = []
  const open = eachOf(world.store.read, 'ticket', { where: { officerId: userId, state: withOfficer }, order: { by: 'registeredAt', direction: 'asc' } })
  for await (const ticket of open) {
    const answer = await reassign(world, byMachine, { ticketId: ticket.id, reason })
    reassigned.push(answer.number)
  }
  return { userId, reassigned }
}
