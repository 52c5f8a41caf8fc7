// The table of commands: one a file, each loaded only when it is asked for. One clear line when something is wrong.
import { constants } from 'node:os'
import { Refusal } from '#domain/refusal.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { errorWords } from './refusal-words.ts'
import type { Command, Ending, Terminal } from './terminal.ts'

interface Entry {
  use: string
  load: () => Promise<Command>
  /** Beside a running desk it is done inside that desk. */
  writes?: true
}

const commands: Record<string, Entry> = {
  'init': { use: 'init NAME [--lang kk|ru|en] | init --region KATO|list [--lang kk|ru|en]', load: async () => (await import('./init.ts')).init, writes: true },
  'user': { use: 'user add LOGIN --role ROLE [--name NAME] [--body CODE] [--akimat PREFIX] [--deputy LOGIN] | user reset LOGIN [--second-factor] | user block|unblock LOGIN --reason TEXT | user import FILE', load: async () => (await import('./user.ts')).user, writes: true },
  'source': { use: 'source add ADDRESS|@NAME [--dry-run] [--name NAME] [--akimat PREFIX] [--zone UTC] [--word WORD]', load: async () => (await import('./source.ts')).source, writes: true },
  'collect': { use: 'collect [SOURCE] [--once | --raw] | collect --replay FILE', load: async () => (await import('./collect.ts')).collect, writes: true },
  'import': { use: 'import FILE', load: async () => (await import('./import.ts')).importFile, writes: true },
  'act': { use: 'act ACT --as LOGIN [JSON]', load: async () => (await import('./act.ts')).actCommand, writes: true },
  'board': { use: 'board [--akimat PREFIX]', load: async () => (await import('./board.ts')).board },
  'analyse': { use: 'analyse [FILE]', load: async () => (await import('./analyse.ts')).analyse },
  'corrections': { use: 'corrections', load: async () => (await import('./corrections.ts')).corrections },
  'parse': { use: 'parse rss|wordpress|telegram|mastodon|bluesky|date [--zone Asia/Almaty] [FILE …]', load: async () => (await import('./parse.ts')).parse },
  'backup': { use: 'backup FILE', load: async () => (await import('./backup.ts')).backup },
  'restore': { use: 'restore FILE', load: async () => (await import('./restore.ts')).restore },
  'verify-trail': { use: 'verify-trail', load: async () => (await import('./verify-trail.ts')).verify },
  'openapi': { use: 'openapi', load: async () => (await import('./openapi.ts')).openapi },
  'doctor': { use: 'doctor', load: async () => (await import('./doctor.ts')).doctor },
}

export const usage = (): string => `qulaq COMMAND\n${Object.values(commands).map(({ use }) => `  ${use}`).join('\n')}`

const entryOf = (name: string | undefined): Entry | undefined => name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined

/** How the command is written, for who wrote it otherwise. */
export const usageOf = (name: string): string => entryOf(name)?.use ?? 'COMMAND'

export const isCommand = (name: string | undefined): name is string => entryOf(name) !== undefined
export const isWriting = (name: string | undefined): name is string => entryOf(name)?.writes === true

/** As a shell tells the signal by which a command ended (POSIX: 128 and the number of the signal). */
const exitOf = (error: unknown): number => {
  const signal = error instanceof Refusal && error.code === 'stopped' ? error.details.signal : null
  const number = Object.entries(constants.signals).find(([name]) => name === signal)?.[1]
  return number === undefined ? 1 : 128 + number
}

/** Any error of a command, in one line. */
export const endingOf = async (error: unknown, name: string, language: InterfaceLanguage): Promise<Ending> =>
  ({ exit: exitOf(error), err: `qulaq ${name}: ${await errorWords(error, language, usageOf(name))}` })

/** Runs a command of the table; whoever started it knows whether it failed by its lines. */
export const runCommand = async (terminal: Terminal, name: string, args: string[]): Promise<Ending> => {
  const command = entryOf(name)
  if (!command) return { exit: 1, err: `qulaq: no command "${name}"` }
  try {
    await (await command.load())(terminal, args)
    return { exit: 0, err: null }
  } catch (error) {
    return await endingOf(error, name, terminal.language)
  }
}
