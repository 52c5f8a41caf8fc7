// What `qulaq parse` does: saved pages → one answer a file, and dates → one answer a line.
import { readFile } from 'node:fs/promises'
import { Refusal } from '#domain/refusal.ts'
import type { Instant } from '#domain/time.ts'
import { postsOf } from './page.ts'
import { readBlueskyFile } from './bluesky/parse.ts'
import { readDate, type Zone } from './date.ts'
import { readFeed } from './feed/read.ts'
import type { FileReading } from './file-reading.ts'
import { readMastodonFile } from './mastodon/parse.ts'
import { readTelegramFile } from './telegram/parse.ts'
import { readWordPressFile } from './wordpress/parse.ts'

/** The answer for one file (DESIGN §8). */
export interface ParsedFile extends FileReading { file: string }

type ReadFile = (bytes: Uint8Array, zone: Zone) => Promise<FileReading> | FileReading

const readRss: ReadFile = async (bytes, zone) => {
  const { items, problems } = await readFeed({ bytes, contentType: null, feedUrl: null, zone })
  const posts = postsOf(items)
  const dead = items.flatMap((item, i) => 'problem' in item ? [`item ${i + 1}: ${item.problem}`] : [])
  const state = items.length === 0 ? 'empty' : posts.length === 0 ? 'error' : 'ok'
  return { state, posts, deleted: [], edited: [], problems: [...problems, ...dead] }
}

const readers = new Map<string, ReadFile>([
  ['rss', readRss],
  ['wordpress', readWordPressFile],
  ['telegram', readTelegramFile],
  ['mastodon', readMastodonFile],
  ['bluesky', readBlueskyFile],
])

/** `tell`: what went wrong with a file, in words of the person; null for a bug, which is thrown. */
export interface ParseOptions { zone: Zone, tell: (error: unknown, file: string) => Promise<string | null> }

/** One answer a file, in order; a file that is not understood answers with state `error`. Throws bad-input for an unknown network. */
export async function* parseFiles(network: string, files: string[], { zone, tell }: ParseOptions): AsyncGenerator<ParsedFile> {
  const read = readers.get(network)
  const known = [...readers.keys()]
  if (!read) throw new Refusal('bad-input', `There is no network "${network}"; there are: ${known.join(', ')}`, { field: 'NETWORK', problem: 'unknown', value: network, known })
  const failed = async (error: unknown, file: string): Promise<FileReading> => {
    const told = await tell(error, file)
    if (told === null) throw error
    return { state: 'error', posts: [], deleted: [], edited: [], problems: [told] }
  }
  for (const file of files) {
    const answer = await readFile(file).then(bytes => read(bytes, zone)).catch((error: unknown) => failed(error, file))
    yield { file, ...answer }
  }
}

/** For each line, empty ones too, its instant or null. */
export async function* parseDates(lines: AsyncIterable<string>, zone: Zone): AsyncGenerator<Instant | null> {
  for await (const line of lines) yield readDate(line, zone)
}
