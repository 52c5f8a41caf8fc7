// What a terminal and a running desk say to each other over the control socket: one JSON a line, in both directions.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { interfaceLanguages } from '#domain/user.ts'

/** The terminal begins with the command. Then it gives a piece of a file, base64, whenever it is asked for one; null is the end of it; `problem` says why the file `unreadable` gives none. */
export const fromTerminal = z.union([
  z.strictObject({ name: z.string(), args: z.array(z.string()).max(1000), language: z.enum(interfaceLanguages).default('en') }),
  z.strictObject({ piece: z.string().nullable() }),
  z.strictObject({ unreadable: z.string(), problem: z.string() }),
])
export type FromTerminal = z.output<typeof fromTerminal>

/** `out` is a line of output. `read` asks for the next piece of a file. The last message has the exit code, and the line for stderr if there is one. */
export const fromDesk = z.union([z.strictObject({ out: z.string() }), z.strictObject({ read: z.string() }), z.strictObject({ exit: z.number().int(), err: z.string().nullable() })])
export type FromDesk = z.output<typeof fromDesk>

/** In bytes of a message; an act of the largest size that HTTP takes fits several times. */
const longestMessage = 4_000_000

/**
 * Where the desk of a data folder listens: a socket in it, on Windows a pipe named after it.
 * Null when the path is longer than a socket's may be (sun_path of the system).
 */
export const controlPath = (folder: string): string | null => {
  if (process.platform === 'win32') return `\\\\.\\pipe\\qulaq-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  const path = join(folder, 'control.sock')
  return Buffer.byteLength(path) <= 100 ? path : null
}

/** Waits when the other side is slow; throws when it is gone. */
export const tell = async (socket: Socket, message: FromTerminal | FromDesk): Promise<void> => {
  if (!socket.writable) throw new Error('the other side is gone')
  if (socket.write(`${JSON.stringify(message)}\n`)) return
  await Promise.race([once(socket, 'drain'), once(socket, 'close').then(() => { throw new Error('the other side is gone') })])
}

/** What the other side says, checked; ends with the connection. Throws at what is too long or not understood. */
export async function* hear<T>(socket: Socket, schema: z.ZodType<T>): AsyncGenerator<T> {
  let rest = Buffer.alloc(0)
  for await (const piece of socket) {
    rest = Buffer.concat([rest, piece])
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      yield schema.parse(JSON.parse(rest.subarray(0, end).toString()))
      rest = rest.subarray(end + 1)
    }
    if (rest.length > longestMessage) throw new Error('a message is too long')
  }
}
