// `restore FILE`: a desk from a backup, in an empty data folder or database, whichever engine the backup was made on.
import { Refusal } from '#domain/refusal.ts'
import { openFilling } from '../store/open.ts'
import { restoreFrom } from '../store/restore.ts'
import { say, type Command } from './terminal.ts'
import { dataPlace } from './with-world.ts'

export const restore: Command = async (terminal, [file]) => {
  if (!file) throw new Refusal('bad-input', 'restore FILE', { field: 'FILE', problem: 'missing' })
  const facts = await restoreFrom(file, () => openFilling(dataPlace()))
  await say(terminal, facts)
  if ('brokenAt' in facts.trail) terminal.fail()
}
