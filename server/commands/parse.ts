// `parse NETWORK FILE …` and `parse date`: what the collectors make of saved pages and of date strings.
import { parseArgs } from 'node:util'
import { parseDates, parseFiles } from '../../collectors/parse-files.ts'
import { Refusal } from '#domain/refusal.ts'
import { linesOf, say } from './say.ts'

export const parse = async (args: string[]): Promise<void> => {
  const { positionals: [what, ...files], values } = parseArgs({ args, options: { zone: { type: 'string', default: 'UTC' } }, allowPositionals: true })
  const { zone } = values
  if (zone !== 'UTC' && zone !== 'Asia/Almaty') throw new Refusal('bad-input', '--zone is UTC or Asia/Almaty', { field: 'zone', problem: 'unknown' })
  if (what === 'date') {
    for (const file of files.length ? files : ['-']) for await (const at of parseDates(linesOf(file), zone)) await say(at)
    return
  }
  if (what === undefined || !files.length) throw new Refusal('bad-input', 'parse rss|telegram|mastodon|bluesky FILE … | parse date', { field: 'FILE', problem: 'missing' })
  for await (const answer of parseFiles(what, files, { zone })) await say(answer)
}
