// `corrections`: what people corrected, a line each, as `npm run train -- --corrections FILE` reads it.
import { showCorrections } from '../actions/show/corrections.ts'
import { readArguments } from './arguments.ts'
import { say, type Command } from './terminal.ts'

export const corrections: Command = async (terminal, args) => {
  readArguments(args, [], {})
  await terminal.withWorld('read', async (world) => {
    for await (const correction of showCorrections(world)) await say(terminal, correction)
  })
}
