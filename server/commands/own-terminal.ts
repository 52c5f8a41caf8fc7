// The terminal of this process: its streams, and the desk in its data folder.
import { createReadStream } from 'node:fs'
import { once } from 'node:events'
import type { Terminal } from './terminal.ts'
import { ownLanguage, withWorld } from './with-world.ts'

export const ownTerminal = (): Terminal => ({
  sayLine: async (line) => {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
  },
  read: file => file === '-' ? process.stdin : createReadStream(file),
  fail: () => { process.exitCode = 1 },
  withWorld,
  language: ownLanguage(),
  untilStopped: () => {
    const stop = new AbortController()
    process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort())
    return stop.signal
  },
})
