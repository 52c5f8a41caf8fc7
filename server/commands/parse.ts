// `parse NETWORK FILE …` and `parse date`: what the collectors make of saved pages and of date strings.
import { parseDates, parseFiles } from '../../collectors/parse-files.ts'
import { Refusal } from '#domain/refusal.ts'
import { oneOf, readArguments } from './arguments.ts'
import { ofFile, refusalWords } from './refusal-words.ts'
import { linesOf, say, type Command } from './terminal.ts'

const zones = ['UTC', 'Asia/Almaty'] as const

export const parse: Command = async (terminal, args) => {
  const { positionals: [what = '', ...files], values } = readArguments(args, ['NETWORK', 'FILE…'], { zone: { type: 'string', default: 'UTC' } })
  const zone = oneOf(zones, '--zone', values.zone)
  if (what === 'date') {
    for (const file of files.length ? files : ['-']) for await (const at of parseDates(linesOf(terminal, file), zone)) await say(terminal, at)
    return
  }
  if (!files.length) throw new Refusal('bad-input', 'FILE is missing', { field: 'FILE', problem: 'missing' })
  const tell = async (error: unknown, file: string) => {
    const refusal = ofFile(error, file)
    return refusal && await refusalWords(refusal, terminal.language)
  }
  for await (const answer of parseFiles(what, files, { zone, tell })) await say(terminal, answer)
}
