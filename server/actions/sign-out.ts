// Ends a session.
import { act, type Caller } from './act.ts'
import { endSession } from './open-session.ts'
import type { World } from './world.ts'

export const signOut = (world: World, caller: Caller, sessionId: string): Promise<{ done: true }> =>
  act(world, caller, { name: 'sign-out', input: {}, starts: [['session', sessionId]] }, async (tx) => {
    await endSession(tx, sessionId)
    return { done: true } as const
  })
