// The command line: one command a file, each loaded only when it is asked for. One clear line on stderr when something is wrong.
import { Refusal } from '#domain/refusal.ts'

type Command = (args: string[]) => Promise<void>

const commands: Record<string, { use: string, load: () => Promise<Command> }> = {
  'init': { use: 'init NAME', load: async () => (await import('./commands/init.ts')).init },
  'user': { use: 'user add|reset|block LOGIN … | user import FILE', load: async () => (await import('./commands/user.ts')).user },
  'source': { use: 'source add URL [--name NAME] [--akimat PREFIX] [--zone UTC]', load: async () => (await import('./commands/source.ts')).source },
  'collect': { use: 'collect [SOURCE] [--once]', load: async () => (await import('./commands/collect.ts')).collect },
  'import': { use: 'import FILE', load: async () => (await import('./commands/import.ts')).importFile },
  'act': { use: 'act NAME --as LOGIN JSON', load: async () => (await import('./commands/act.ts')).actCommand },
  'board': { use: 'board [--akimat PREFIX]', load: async () => (await import('./commands/board.ts')).board },
  'analyse': { use: 'analyse < LINES', load: async () => (await import('./commands/analyse.ts')).analyse },
  'parse': { use: 'parse rss|telegram|mastodon|bluesky|date [--zone Asia/Almaty] [FILE …]', load: async () => (await import('./commands/parse.ts')).parse },
  'verify-trail': { use: 'verify-trail', load: async () => (await import('./commands/verify-trail.ts')).verify },
  'openapi': { use: 'openapi', load: async () => (await import('./commands/openapi.ts')).openapi },
  'doctor': { use: 'doctor', load: async () => (await import('./commands/doctor.ts')).doctor },
}

const usage = () => `qulaq: one of\n${Object.values(commands).map(({ use }) => `  ${use}`).join('\n')}`

const wordsOf = (error: unknown): string => {
  if (error instanceof Refusal) return `${error.message}${Object.keys(error.details).length ? ` ${JSON.stringify(error.details)}` : ''}`
  return error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error)
}

/** A reader that went away (`| head`) ends the command quietly. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const [name, ...args] = process.argv.slice(2)
const command = name === undefined ? undefined : commands[name]
if (!command) {
  console.error(name === undefined ? usage() : `qulaq: no command "${name}"\n${usage()}`)
  process.exitCode = 2
} else {
  try {
    await (await command.load())(args)
  } catch (error) {
    console.error(`qulaq ${name}: ${wordsOf(error)}`)
    process.exitCode = 1
  }
}
