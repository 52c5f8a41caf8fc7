// What a command has of the world outside: the same command runs at a person's terminal, and inside a running desk for a person at a terminal.
import type { Readable } from 'node:stream'
import { Refusal } from '#domain/refusal.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import type { World } from '../actions/world.ts'

export interface Terminal {
  /** One line of output; waits when the reader is slow. */
  sayLine(line: string): Promise<void>
  /** Bytes of a file of the person's, or of standard input for `-`. */
  read(file: string): Readable
  /** Something was wrong, and the rest was done all the same: the command will have failed. */
  fail(): void
  withWorld<T>(access: 'read' | 'write', work: (world: World) => Promise<T>): Promise<T>
  /** In which a refusal is told. */
  language: InterfaceLanguage
  /** Aborted when the person has had enough; its reason is then what is told. Only for commands that go on until then, or clean up: any other ends on the spot. */
  untilStopped(): AbortSignal
}

export type Command = (terminal: Terminal, args: string[]) => Promise<void>

/** How a command ended: the code for the shell, and the one line that says why, if something was wrong. */
export interface Ending { exit: number, err: string | null }

/** One JSON line. */
export const say = (terminal: Terminal, value: unknown): Promise<void> => terminal.sayLine(JSON.stringify(value))

/** More is no line of data, in bytes: what is beyond is left out, and the line is told as one that is not understood. */
const longestLine = 32_000_000
const lineFeed = 0x0a
const carriageReturn = 0x0d
const byteOrderMark = Buffer.from('\ufeff')

/** Lines end with a line feed and nothing else: JSON leaves U+2028 and its like inside texts. The mark that Windows puts before a text is no part of its first line. */
export async function* splitBytes(input: Readable): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  let length = 0
  let isFirst = true
  const add = (piece: Buffer) => {
    if (length < longestLine) rest.push(piece)
    length += piece.length
  }
  const line = () => {
    const whole = Buffer.concat(rest)
    const start = isFirst && whole.indexOf(byteOrderMark) === 0 ? byteOrderMark.length : 0
    rest = []
    length = 0
    isFirst = false
    return whole.subarray(start, whole.at(-1) === carriageReturn ? -1 : undefined)
  }
  for await (const given of input) {
    const piece = Buffer.from(given)
    let from = 0
    for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, from)) {
      add(piece.subarray(from, end))
      yield line()
      from = end + 1
    }
    add(piece.subarray(from))
  }
  const last = line()
  if (last.length > 0) yield last
}

/** Same as text; bytes that are no UTF-8 stand as U+FFFD. */
export async function* splitLines(input: Readable): AsyncGenerator<string> {
  for await (const bytes of splitBytes(input)) yield bytes.toString()
}

export const linesOf = (terminal: Terminal, file: string): AsyncGenerator<string> => splitLines(terminal.read(file))

/** More is no command of a person. In UTF-16 units. */
const longestInput = 1_000_000

/** All of a file of the person's, or of standard input. Refusal `too-large`. */
export const wholeInput = async (terminal: Terminal, file = '-'): Promise<string> => {
  let whole = ''
  for await (const piece of terminal.read(file).setEncoding('utf8')) {
    whole += String(piece)
    if (whole.length > longestInput) throw new Refusal('too-large', 'the input is larger than one megabyte', { limit: longestInput })
  }
  return whole
}
