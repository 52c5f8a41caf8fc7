// The command line. What a command writes goes into the running desk when there is one, else into the folder.
import { Refusal } from '#domain/refusal.ts'
import { ownTerminal } from './commands/own-terminal.ts'
import { refusalWords } from './commands/refusal-words.ts'
import { endingOf, isCommand, isWriting, runCommand, usage } from './commands/run.ts'
import type { Ending } from './commands/terminal.ts'
import { deskAt, throughDesk } from './commands/through-desk.ts'
import { dataPlace, ownLanguage } from './commands/with-world.ts'

const [name, ...args] = process.argv.slice(2)

/** A reader that went away (`| head`) ends the command quietly; one that writes has not done all, and says so by its exit. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' && !isWriting(name) ? 0 : 1))

/** Many processes may write in MongoDB: there a command needs no desk. */
const runningDesk = async () => {
  const { folder, mongodbUrl } = dataPlace()
  return mongodbUrl === undefined ? await deskAt(folder) : null
}

const carryOut = async (name: string, args: string[]): Promise<Ending> => {
  const terminal = ownTerminal()
  try {
    const desk = isWriting(name) ? await runningDesk() : null
    if (desk) return await throughDesk(desk, terminal, name, args)
  } catch (error) {
    return await endingOf(error, name, terminal.language)
  }
  return await runCommand(terminal, name, args)
}

if (!isCommand(name)) {
  if (name !== undefined) console.error(`qulaq: ${await refusalWords(new Refusal('bad-input', `no command "${name}"`, { field: 'COMMAND', problem: 'unknown', value: name }), ownLanguage())}`)
  console.error(usage())
  process.exitCode = 2
} else {
  const { exit, err } = await carryOut(name, args)
  if (err !== null) console.error(err)
  process.exitCode = exit || process.exitCode
}
