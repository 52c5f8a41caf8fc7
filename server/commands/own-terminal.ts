// The terminal of this process: its streams, and the desk in its data folder.
import { createReadStream } from 'node:fs'
import { once } from 'node:events'
import { interfaceLanguages, type InterfaceLanguage } from '#domain/user.ts'
import type { Terminal } from './terminal.ts'
import { withWorld } from './with-world.ts'

/** As the system of the person is set (POSIX: LC_ALL before LC_MESSAGES before LANG); English where that is none of ours. */
export const languageOf = ({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): InterfaceLanguage => {
  const code = (LC_ALL || LC_MESSAGES || LANG || '').slice(0, 2)
  return interfaceLanguages.find(language => language === code) ?? 'en'
}

export const ownTerminal = (): Terminal => ({
  sayLine: async (line) => {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
  },
  read: file => file === '-' ? process.stdin : createReadStream(file),
  fail: () => { process.exitCode = 1 },
  withWorld,
  language: languageOf(process.env),
  untilStopped: () => {
    const stop = new AbortController()
    process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort())
    return stop.signal
  },
})
