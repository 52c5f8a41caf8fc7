// Whose request it is: the living session behind a token, and its person as they are now.
import { Refusal } from '#domain/refusal.ts'
import { sessionLives, type Session } from '#domain/session.ts'
import { minuteMs, toMs } from '#domain/time.ts'
import { machine, type User } from '#domain/user.ts'
import { owedBy, tokenId } from './open-session.ts'
import type { World } from './world.ts'

/** Being seen is written down at most this often. */
const seenEveryMs = 5 * minuteMs

/** For a look that is not a person's own doing, such as a socket's: it does not keep the session alive. */
export const sessionBehind = async (world: World, token: string | undefined): Promise<{ user: User, session: Session }> => {
  if (!token) throw new Refusal('not-signed-in', 'sign in first')
  const session = await world.store.read.get('session', tokenId(token))
  if (!session || !sessionLives(session, world.now())) throw new Refusal('session-expired', 'the session is over')
  const user = await world.store.read.get('user', session.userId)
  if (!user || user.blockedAt) throw new Refusal('user-blocked', 'this person is blocked')
  if (session.round !== user.sessionRound) throw new Refusal('session-expired', 'the password or the roles were changed since')
  return { user, session }
}

/**
 * Some must first set a password of their own, or a second factor; the installation may have begun to demand it a moment ago. Refusals
 * `password-change-needed`, `second-factor-needed`.
 */
export const demandNothingOwed = async (world: World, user: User): Promise<void> => {
  const owes = await owedBy(world.store.read, user)
  if (owes === 'new-password') throw new Refusal('password-change-needed', 'set a password of your own first')
  if (owes === 'second-factor') throw new Refusal('second-factor-needed', 'set a second factor first')
}

/** For a request of the person: being seen is written down. */
export const whoIs = async (world: World, token: string | undefined): Promise<{ user: User, session: Session }> => {
  const who = await sessionBehind(world, token)
  if (toMs(world.now()) - toMs(who.session.lastSeenAt) > seenEveryMs) await seen(world, who.session.id)
  return who
}

const seen = (world: World, id: string) => world.store.transact({
  by: machine, now: world.now(), starts: [['session', id]],
  run: async (tx) => {
    const session = await tx.get('session', id)
    if (session) await tx.put('session', { ...session, lastSeenAt: tx.now })
    return null
  },
})
