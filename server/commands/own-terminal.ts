// The terminal of this process: its streams, and the desk in its data folder.
import { createReadStream } from 'node:fs'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { Refusal } from '#domain/refusal.ts'
import { ofFile } from './refusal-words.ts'
import type { Terminal } from './terminal.ts'
import { ownLanguage, withWorld } from './with-world.ts'

/** A file that cannot be read is told as the person called it. */
async function* piecesOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const piece of createReadStream(file)) yield piece
  } catch (error) {
    throw ofFile(error, file) ?? error
  }
}

export const ownTerminal = (): Terminal => ({
  sayLine: async (line) => {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
  },
  read: file => file === '-' ? process.stdin : Readable.from(piecesOf(file), { objectMode: false }),
  fail: () => { process.exitCode = 1 },
  withWorld,
  language: ownLanguage(),
  untilStopped: () => {
    const stop = new AbortController()
    // However often it comes: npm passes on the Ctrl-C that the terminal has sent already.
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => stop.abort(new Refusal('stopped', 'stopped: nothing half done is left', { signal: name })))
    return stop.signal
  },
})
