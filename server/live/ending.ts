// When a session is over its lines are told so and closed; while the storage is away nothing is known of it, and they stay.
import { Refusal } from '#domain/refusal.ts'
import { tokenId } from '../actions/open-session.ts'
import { sessionBehind } from '../actions/who-is.ts'
import type { World } from '../actions/world.ts'
import type { Line } from './line.ts'

/** The storage does not answer now: nothing is known of a session, and what is to be told stays to be told. */
export const isAway = (error: unknown): boolean => error instanceof Refusal && error.code === 'storage-unavailable'

/** Why the session is over; null while it lives. */
const endOf = async (world: World, token: string): Promise<'user-blocked' | 'signed-out' | 'session-expired' | null> => {
  try {
    await sessionBehind(world, token)
    return null
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
