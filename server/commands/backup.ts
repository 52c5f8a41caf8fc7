// `backup FILE`: everything the desk keeps, as it is at this moment, in one file. Beside a running desk too.
import { backUp } from '../store/backup.ts'
import { readArguments } from './arguments.ts'
import { rememberBackup } from './last-backup.ts'
import { ofFile } from './refusal-words.ts'
import { say, type Command } from './terminal.ts'

export const backup: Command = async (terminal, args) => {
  const { positionals: [file = ''] } = readArguments(args, ['FILE'], {})
  const signal = terminal.untilStopped()
  await terminal.withWorld('read', async ({ store, now }) => {
    const facts = await backUp(store, file, { madeAt: now(), signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      throw ofFile(error, file) ?? error
    })
    rememberBackup(facts)
    await say(terminal, facts)
    if ('brokenAt' in facts.trail) terminal.fail()
  })
}
