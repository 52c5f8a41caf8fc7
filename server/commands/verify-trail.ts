// `verify-trail`: proves that no line of the trail was changed, taken out or put in.
import { verifyTrail } from '../store/verify-trail.ts'
import { readArguments } from './arguments.ts'
import { say, type Command } from './terminal.ts'

export const verify: Command = async (terminal, args) => {
  readArguments(args, [], {})
  const verdict = await terminal.withWorld('read', world => verifyTrail(world.store.read))
  await say(terminal, verdict)
  if ('brokenAt' in verdict) terminal.fail()
}
