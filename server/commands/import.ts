// `import FILE`: posts by JSON lines or CSV. A bad line is reported by its number, the good ones are kept.
import { isUtf8 } from 'node:buffer'
import { pipeline, type Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { z } from 'zod'
import { mediaKinds } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { toInstant, toMs } from '#domain/time.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { importPosts, type ImportLine } from '../actions/import-posts.ts'
import { problemWord } from '../http/problem-values.ts'
import { readArguments } from './arguments.ts'
import { fileRefusal } from './refusal-words.ts'
import { say, splitBytes, type Command } from './terminal.ts'

const instant = z.iso.datetime({ offset: true }).transform(text => toInstant(toMs(text))).nullish().transform(value => value ?? null)
const textOrNull = z.string().nullish().transform(value => value || null)
const count = z.coerce.number().int().min(0).nullish().transform(value => value ?? null)

/** A line is a post of `parse` with its network beside it. */
const lineSchema = z.object({
  network: z.string().regex(/^[a-z0-9-]{1,30}$/), key: z.string().min(1).max(2000), text: z.string().min(1).regex(/\S/), url: textOrNull, title: textOrNull,
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

async function* jsonLines(input: Readable, file: string): AsyncGenerator<{ line: number, given: () => unknown }> {
  let line = 0
  for await (const bytes of splitBytes(input)) {
    line += 1
    const text = bytes.toString()
    const given = (): unknown => {
      if (!isUtf8(bytes)) throw fileRefusal(file, 'not-utf8')
      return JSON.parse(text)
    }
    if (text.trim()) yield { line, given }
  }
}

// A table saved in an older encoding would come in as a row of question marks.
async function* inUtf8(input: AsyncIterable<Buffer>, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of input) yield decoder.decode(piece, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw error instanceof TypeError ? fileRefusal(file, 'not-utf8') : error
  }
}

/** A file that is no table is told where its lines are awaited. */
async function* csvLines(input: Readable, file: string): AsyncGenerator<{ line: number, given: () => unknown }> {
  const records = pipeline(input, source => inUtf8(source, file), parse({ columns: true, bom: true, delimiter: [',', ';'], relax_column_count: true, skip_empty_lines: true, info: true }), () => {})
  try {
    for await (const { record, info } of records as AsyncIterable<{ record: Record<string, string>, info: { lines: number } }>) yield { line: info.lines, given: () => ofRecord(record) }
  } catch (error) {
    throw error instanceof CsvError ? fileRefusal(file, 'not-a-table') : error
  }
}

/** What is wrong with a line: the column, the code for scripts, and words for a person. */
const faultOf = (error: unknown, language: InterfaceLanguage): { field: string | null, problem: string, error: string } => {
  const issue = error instanceof z.ZodError ? error.issues[0] : undefined
  const field = issue?.path.join('.') ?? null
  const problem = error instanceof Refusal ? 'not-utf8' : issue === undefined ? 'not-json' : issue.input === undefined ? 'missing' : issue.code
  const words = problemWord(problem, language) ?? problem
  return { field, problem, error: field ? `${field}: ${words}` : words }
}

export const importFile: Command = async (terminal, args) => {
  const { positionals: [file = ''] } = readArguments(args, ['FILE'], {})
  let bad = 0
  async function* good(): AsyncGenerator<ImportLine> {
    const input = terminal.read(file)
    for await (const { line, given } of /\.csv$/i.test(file) ? csvLines(input, file) : jsonLines(input, file)) {
      try {
        const { network, ...post } = lineSchema.parse(given(), { reportInput: true })
        yield { line, network, post }
      } catch (error) {
        if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError) && !(error instanceof Refusal)) throw error
        bad += 1
        await say(terminal, { line, ...faultOf(error, terminal.language) })
      }
    }
  }
  const sum = await terminal.withWorld('write', world => importPosts(world, good()))
  await say(terminal, { ...sum, bad })
  if (bad) terminal.fail()
}
