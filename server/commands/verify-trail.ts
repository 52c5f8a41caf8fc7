// `verify-trail`: proves that no line of the trail was changed, taken out or put in.
import { verifyTrail } from '../store/verify-trail.ts'
import { say } from './say.ts'
import { withWorld } from './with-world.ts'

export const verify = async (): Promise<void> => {
  const verdict = await withWorld('read', world => verifyTrail(world.store.read))
  await say(verdict)
  if ('brokenAt' in verdict) process.exitCode = 1
}
