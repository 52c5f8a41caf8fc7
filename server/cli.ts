// The command line. What a command writes goes into the running desk when there is one, else into the folder.
import { ownTerminal } from './commands/own-terminal.ts'
import { isCommand, isWriting, runCommand, usage } from './commands/run.ts'
import { deskAt, throughDesk } from './commands/through-desk.ts'
import { dataPlace } from './commands/with-world.ts'

/** A reader that went away (`| head`) ends the command quietly. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

/** Many processes may write in MongoDB: there a command needs no desk. */
const runningDesk = async () => {
  const { folder, mongodbUrl } = dataPlace()
  return mongodbUrl === undefined ? await deskAt(folder) : null
}

const carryOut = async (name: string, args: string[]): Promise<{ exit: number, err: string | null }> => {
  const terminal = ownTerminal()
  try {
    const desk = isWriting(name) ? await runningDesk() : null
    if (desk) return await throughDesk(desk, terminal, name, args)
  } catch (error) {
    return { exit: 1, err: `qulaq ${name}: ${error instanceof Error ? error.message : String(error)}` }
  }
  const err = await runCommand(terminal, name, args)
  return { exit: err === null ? 0 : 1, err }
}

const [name, ...args] = process.argv.slice(2)
if (!isCommand(name)) {
  console.error(name === undefined ? usage() : `qulaq: no command "${name}"\n${usage()}`)
  process.exitCode = 2
} else {
  const { exit, err } = await carryOut(name, args)
  if (err !== null) console.error(err)
  process.exitCode = exit || process.exitCode
}
