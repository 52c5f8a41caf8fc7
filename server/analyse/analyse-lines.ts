// The `analyse` command without its streams: lines of JSON in, one line of understanding out for each, in order.
import type { TextSource } from '#domain/classification.ts'
import { classify } from './classify.ts'
import { makeRepeatFinder } from './repeat.ts'

interface Line { id: string | number, text: string, source?: TextSource }

/** A text is compared with this many lines before it. */
const rememberedLines = 100_000

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

const sourceOf = (value: unknown): TextSource | undefined | string => {
  if (isAbsent(value)) return undefined
  if (!isRecord(value)) return 'source is not an object'
  const { kato, name } = value
  if (!isAbsent(kato) && !isText(kato)) return 'source.kato is not a string'
  if (!isAbsent(name) && !isText(name)) return 'source.name is not a string'
  return { ...isText(kato) && { kato }, ...isText(name) && { name } }
}

/** The line, or in words what is wrong with it. */
const readLine = (line: string): Line | string => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'not JSON'
  }
  if (!isRecord(value)) return 'not a JSON object'
  const { id, text } = value
  if (!isText(id) && typeof id !== 'number') return 'id is missing'
  if (!isText(text)) return 'text is missing'
  const source = sourceOf(value['source'])
  return isText(source) ? source : { id, text, source }
}

/**
 * Understands JSONL `{id, text, source?: {kato?, name?}}`. Yields, in order, `{id, …classification, duplicateOf?}` for each line;
 * for a bad one `{line, error}` with its number from 1. `duplicateOf` is the id of the first of the last 100,000 lines that says the same
 * (`textKey`) or nearly the same (near.ts). Memory does not grow with the input.
 */
export async function* analyseLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const duplicateOf = makeRepeatFinder<Line['id']>(rememberedLines)
  let number = 0
  for await (const line of lines) {
    number += 1
    const read = readLine(line)
    if (isText(read)) {
      duplicateOf()
      yield JSON.stringify({ line: number, error: read })
      continue
    }
    const earlier = duplicateOf(read.id, read.text)
    yield JSON.stringify({ id: read.id, ...classify(read.text, read.source), ...earlier !== undefined && { duplicateOf: earlier } })
  }
}
