// Ends a session.
import { act, type Caller } from './act.ts'
import type { World } from './world.ts'

export const signOut = (world: World, caller: Caller, sessionId: string): Promise<{ done: true }> =>
  act(world, caller, { name: 'sign-out', input: {}, starts: [['session', sessionId]] }, async (tx) => {
    const session = await tx.get('session', sessionId)
    if (session && session.endedAt === null) {
      await tx.put('session', { ...session, endedAt: tx.now })
      tx.append({ type: 'signed-out', userId: session.userId })
    }
    return { done: true } as const
  })
