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

/** One JSON line. */
export const say = (terminal: Terminal, value: unknown): Promise<void> => terminal.sayLine(JSON.stringify(value))

/** More is no line of data, in UTF-16 units: what is beyond is left out, and the line is told as one that is not understood. */
const longestLine = 16_000_000

/** Lines end with a line feed and nothing else: JSON leaves U+2028 and its like inside texts. */
export async function* splitLines(input: Readable): AsyncGenerator<string> {
  let rest: string[] = []
  let length = 0
  const add = (piece: string) => {
    if (length < longestLine) rest.push(piece)
    length += piece.length
  }
  const line = () => {
    const whole = rest.join('').replace(/\r$/, '')
    rest = []
    length = 0
    return whole
  }
  for await (const piece of input.setEncoding('utf8')) {
    const [first = '', ...more] = String(piece).split('\n')
    add(first)
    for (const next of more) {
      yield line()
      add(next)
    }
  }
  const last = line()
  if (last !== '') yield last
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
