// `parse NETWORK FILE …` and `parse date`: what the collectors make of saved pages and of date strings.
import { parseArgs } from 'node:util'
import { parseDates, parseFiles } from '../../collectors/parse-files.ts'
import { Refusal } from '#domain/refusal.ts'
import { linesOf, say, type Command } from './terminal.ts'

export const parse: Command = async (terminal, args) => {
  const { positionals: [what, ...files], values } = parseArgs({ args, options: { zone: { type: 'string', default: 'UTC' } }, allowPositionals: true })
  const { zone } = values
  if (zone !== 'UTC' && zone !== 'Asia/Almaty') throw new Refusal('bad-input', '--zone is UTC or Asia/Almaty', { field: 'zone', problem: 'unknown' })
  if (what === 'date') {
    for (const file of files.length ? files : ['-']) for await (const at of parseDates(linesOf(terminal, file), zone)) await say(terminal, at)
    return
  }
  if (what === undefined || !files.length) throw new Refusal('bad-input', 'parse rss|wordpress|telegram|mastodon|bluesky FILE … | parse date', { field: 'FILE', problem: 'missing' })
  for await (const answer of parseFiles(what, files, { zone })) await say(terminal, answer)
}
