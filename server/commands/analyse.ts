// `analyse`: what the desk understands of each text, line in, line out.
import { analyseLines } from '../analyse/analyse-lines.ts'
import { linesOf, sayLine } from './say.ts'

export const analyse = async ([file = '-']: string[]): Promise<void> => {
  for await (const line of analyseLines(linesOf(file))) await sayLine(line)
}
