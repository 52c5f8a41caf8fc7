// `analyse`: what the desk understands of each text, line in, line out.
import { analyseLines } from '../analyse/analyse-lines.ts'
import { readArguments } from './arguments.ts'
import { linesOf, type Command } from './terminal.ts'

export const analyse: Command = async (terminal, args) => {
  const { positionals: [file = '-'] } = readArguments(args, ['[FILE]'], {})
  for await (const line of analyseLines(linesOf(terminal, file))) await terminal.sayLine(line)
}
