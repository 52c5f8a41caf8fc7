// `import FILE`: posts by JSON lines or CSV. A bad line is reported by its number, the good ones are kept.
import { pipeline, type Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { mediaKinds } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { toInstant, toMs } from '#domain/time.ts'
import { importPosts, type ImportLine } from '../actions/import-posts.ts'
import { say, splitLines, type Command } from './terminal.ts'

const instant = z.iso.datetime({ offset: true }).transform(text => toInstant(toMs(text))).nullish().transform(value => value ?? null)
const textOrNull = z.string().nullish().transform(value => value || null)
const count = z.coerce.number().int().min(0).nullish().transform(value => value ?? null)

/** A line is a post of `parse` with its network beside it. */
const lineSchema = z.object({
  network: z.string().regex(/^[a-z0-9-]{1,30}$/), key: z.string().min(1).max(2000), text: z.string().min(1), url: textOrNull, title: textOrNull,
  author: z.object({ name: z.string(), id: textOrNull, url: textOrNull }).nullish().transform(value => value ?? null),
  publishedAt: instant, editedAt: instant, replyTo: textOrNull,
  media: z.array(z.object({ kind: z.enum(mediaKinds), url: z.string() })).nullish().transform(value => value ?? []),
  place: z.object({ lat: z.number(), lon: z.number() }).nullish().transform(value => value ?? null),
  counts: z.object({ likes: count, comments: count, shares: count, views: count }).nullish().transform(value => value ?? { likes: null, comments: null, shares: null, views: null }),
})

/** In CSV every value is text, absent ones are empty, and the author is a name. */
const ofRecord = (record: Record<string, string>): unknown => {
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))
  return { ...given, ...given.author !== undefined && { author: { name: given.author } } }
}

async function* jsonLines(input: Readable): AsyncGenerator<{ line: number, given: () => unknown }> {
  let line = 0
  for await (const text of splitLines(input)) {
    line += 1
    if (text.trim()) yield { line, given: () => JSON.parse(text) }
  }
}

/** A file that cannot be read is told where its lines are awaited. */
async function* csvLines(input: Readable): AsyncGenerator<{ line: number, given: () => unknown }> {
  const records = pipeline(input, parse({ columns: true, bom: true, delimiter: [',', ';'], relax_column_count: true, skip_empty_lines: true, info: true }), () => {})
  for await (const { record, info } of records as AsyncIterable<{ record: Record<string, string>, info: { lines: number } }>) yield { line: info.lines, given: () => ofRecord(record) }
}

const problemOf = (error: unknown) => error instanceof z.ZodError ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') : 'not JSON'

export const importFile: Command = async (terminal, [file]) => {
  if (!file) throw new Refusal('bad-input', 'import FILE (.csv, else JSON lines; - is standard input)', { field: 'FILE', problem: 'missing' })
  let bad = 0
  async function* good(): AsyncGenerator<ImportLine> {
    const input = terminal.read(file ?? '')
    for await (const { line, given } of file?.endsWith('.csv') ? csvLines(input) : jsonLines(input)) {
      try {
        const { network, ...post } = lineSchema.parse(given())
        yield { line, network, post }
      } catch (error) {
        bad += 1
        await say(terminal, { line, error: problemOf(error) })
      }
    }
  }
  const sum = await terminal.withWorld('write', world => importPosts(world, good()))
  await say(terminal, { ...sum, bad })
  if (bad) terminal.fail()
}
