// `restore FILE`: a desk from a backup, in an empty data folder or database, whichever engine the backup was made on.
import { openFilling } from '../store/open.ts'
import { restoreFrom } from '../store/restore.ts'
import { readArguments } from './arguments.ts'
import { ofFile } from './refusal-words.ts'
import { say, type Command } from './terminal.ts'
import { dataPlace } from './with-world.ts'

export const restore: Command = async (terminal, args) => {
  const { positionals: [file = ''] } = readArguments(args, ['FILE'], {})
  const facts = await restoreFrom(file, () => openFilling(dataPlace()), terminal.untilStopped()).catch((error: unknown) => { throw ofFile(error) ?? ofFile(error, file) ?? error })
  await say(terminal, facts)
  if ('brokenAt' in facts.trail) terminal.fail()
}
