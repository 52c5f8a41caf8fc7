// `backup FILE`: everything the desk keeps, as it is at this moment, in one file. Beside a running desk too.
import { Refusal } from '#domain/refusal.ts'
import { backUp } from '../store/backup.ts'
import { rememberBackup } from './last-backup.ts'
import { say, type Command } from './terminal.ts'

export const backup: Command = async (terminal, [file]) => {
  if (!file) throw new Refusal('bad-input', 'backup FILE', { field: 'FILE', problem: 'missing' })
  await terminal.withWorld('read', async ({ store, now }) => {
    const facts = await backUp(store, file, { madeAt: now(), signal: terminal.untilStopped() })
    rememberBackup(facts)
    await say(terminal, facts)
    if ('brokenAt' in facts.trail) terminal.fail()
  })
}
