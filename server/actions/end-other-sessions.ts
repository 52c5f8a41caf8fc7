// Signs the person out everywhere else: this browser goes on with a new session.
import { withSessionsEnded, type User } from '#domain/user.ts'
import { act, found } from './act.ts'
import { newToken, openSession, type SignedIn } from './open-session.ts'
import type { World } from './world.ts'

export const endOtherSessions = async (world: World, { id }: User): Promise<SignedIn> => {
  const token = newToken()
  return act(world, { by: id }, { name: 'end-other-sessions', input: {} }, async (tx) => {
    const after = await tx.put('user', withSessionsEnded(found(await tx.get('user', id), 'user')))
    tx.append({ type: 'user-changed', userId: id })
    return openSession(tx, after, token)
  })
}
