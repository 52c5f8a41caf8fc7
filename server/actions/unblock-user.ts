// Lets a blocked person in again, by a new link only: whoever was blocked may have lost the password to a stranger. What passed on stays with the others.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { withSessionsEnded } from '#domain/user.ts'
import type { Caller } from './act.ts'
import { giveLink } from './invite.ts'
import { noteText } from './note-text.ts'
import type { World } from './world.ts'

/** The link is shown once. Neither the old password nor a session from before the block opens anything. Refusal `bad-input` for who is not blocked. */
export const unblockUser = (world: World, caller: Caller, input: InputOf<'unblock-user'>): Promise<ResultOf<'unblock-user'>> =>
  giveLink(world, caller, { name: 'unblock-user', input }, async (tx, who, user) => {
    if (!user.blockedAt) throw new Refusal('bad-input', 'this person is not blocked', { field: 'userId', problem: 'not-blocked' })
    await noteText(tx, who, { organisationId: user.grants[0]?.organisationId ?? '' }, input.reason)
    tx.append({ type: 'user-unblocked', userId: user.id })
    return { ...withSessionsEnded(user), blockedAt: null, passwordHash: null }
  })
