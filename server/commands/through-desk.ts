// A command that writes, handed to the running desk over its control socket: same output, same refusals, same exit code.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { Refusal } from '#domain/refusal.ts'
import { controlPath, fromDesk, hear, tell, type FromTerminal } from '../control-messages.ts'
import { ofFile } from './refusal-words.ts'
import type { Ending, Terminal } from './terminal.ts'

/** A connection to the desk of the folder; null when none answers there. */
export const deskAt = async (folder: string): Promise<Socket | null> => {
  const path = controlPath(folder)
  if (path === null) return null
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return socket
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    // Nothing there, or a socket that a killed desk left.
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return null
    throw error
  }
}

/** Gives the files away piece by piece, but only those that the person named. */
const piecesFor = (terminal: Terminal, args: readonly string[]) => {
  const open = new Map<string, AsyncIterator<unknown>>()
  const isNamed = (file: string) => file === '-' || args.some(arg => arg === file || arg.endsWith(`=${file}`))
  const iterate = (input: Readable): AsyncIterator<unknown> => input[Symbol.asyncIterator]()
  return async (file: string): Promise<FromTerminal> => {
    if (!isNamed(file)) return { unreadable: file, problem: 'not-named' }
    try {
      const input = open.get(file) ?? iterate(terminal.read(file))
      open.set(file, input)
      const { value, done } = await input.next()
      return { piece: done ? null : Buffer.from(value instanceof Uint8Array ? value : String(value)).toString('base64') }
    } catch (error) {
      return { unreadable: file, problem: String(ofFile(error, file)?.details.problem ?? 'unreadable') }
    }
  }
}

/** Returns the exit code and the line that says why. Throws when the desk hangs up: what it had answered by then is done. */
export const throughDesk = async (desk: Socket, terminal: Terminal, name: string, args: string[]): Promise<Ending> => {
  try {
    const nextPiece = piecesFor(terminal, args)
    await tell(desk, { name, args, language: terminal.language })
    for await (const said of hear(desk, fromDesk)) {
      if ('exit' in said) return said
      if ('out' in said) await terminal.sayLine(said.out)
      else await tell(desk, await nextPiece(said.read))
    }
    throw new Refusal('desk-gone', 'the desk closed before it had answered: what it said until now is done')
  } finally {
    desk.destroy()
  }
}
