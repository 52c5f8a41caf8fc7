// When a session is over its lines are told so and closed; while the storage is away nothing is known of it, and they stay.
import type { Ended } from '#domain/live.ts'
import { Refusal } from '#domain/refusal.ts'
import { owedBy, tokenId } from '../actions/open-session.ts'
import { sessionBehind } from '../actions/who-is.ts'
import type { World } from '../actions/world.ts'
import type { Line } from './line.ts'

/** The storage does not answer now: nothing is known of a session, and what is to be told stays to be told. */
export const isAway = (error: unknown): boolean => error instanceof Refusal && error.code === 'storage-unavailable'

/** Why the session is over, or may hear nothing until the person did what is owed; null while it lives. */
const endOf = async (world: World, token: string): Promise<Ended | null> => {
  try {
    const { user } = await sessionBehind(world, token)
    return await owedBy(world.store.read, user) === null ? null : 'owes'
  } catch (error) {
    if (isAway(error)) throw error
    if (error instanceof Refusal && error.code === 'user-blocked') return 'user-blocked'
    const session = await world.store.read.get('session', tokenId(token))
    return session?.endedAt ? 'signed-out' : 'session-expired'
  }
}

/** Closes the line of a session that is over, with the reason; the next tick asks again while the storage is away. */
export const keepOrEnd = async (world: World, line: Line): Promise<void> => {
  try {
    const reason = await endOf(world, line.data.token)
    if (reason === null) return
    line.emit('ended', reason)
    line.disconnect(true)
  } catch (error) {
    if (!isAway(error)) world.log.error({ err: error }, 'the session of a socket could not be read')
  }
}
