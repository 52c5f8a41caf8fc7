// The `analyse` command without its streams: lines of JSON in, one line of understanding out for each, in order.
import { hash } from 'node:crypto'
import type { TextSource } from '#domain/classification.ts'
import { classify } from './classify.ts'
import { textKey } from './duplicate.ts'
import { makeNearFinder, sketchOf } from './near.ts'

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

type Id = string | number
interface Seen { id: Id, line: number }

// Keys are kept as hashes, so that memory depends on the number of lines and not on their length.
const exactFinder = () => {
  const seen = new Map<string, Seen[]>()
  const ring: (string | undefined)[] = []
  const forget = (key: string | undefined) => {
    const rows = key === undefined ? undefined : seen.get(key)
    if (key === undefined || rows === undefined) return
    if (rows.length > 1) rows.shift()
    else seen.delete(key)
  }
  return (line: number, id: Id | undefined, plain: string): Seen | undefined => {
    const slot = line % rememberedLines
    const key = plain === '' || id === undefined ? undefined : hash('sha256', plain, 'base64')
    const rows = key === undefined ? undefined : seen.get(key)
    const earlier = rows?.[0]
    forget(ring[slot])
    ring[slot] = key
    if (key !== undefined && id !== undefined) {
      const kept = seen.get(key)
      if (kept === undefined) seen.set(key, [{ id, line }])
      else kept.push({ id, line })
    }
    return earlier
  }
}

/** Answers, line by line, the first remembered post that a text repeats; `text` is missing for a bad line. */
const duplicateFinder = () => {
  const exact = exactFinder()
  const near = makeNearFinder(rememberedLines)
  // The post that each remembered line repeats, or the line itself: a copy of a copy names the first.
  const firsts: (Seen | undefined)[] = []
  let line = 0
  return (id?: Id, text?: string): Id | undefined => {
    const plain = text === undefined ? '' : textKey(text)
    const same = exact(line, id, plain)
    const alike = near.next(sketchOf(plain))
    const found = same ?? (alike === undefined ? undefined : firsts[alike % rememberedLines])
    const isKept = found !== undefined && line - found.line <= rememberedLines
    firsts[line % rememberedLines] = id === undefined ? undefined : isKept ? found : { id, line }
    line += 1
    return isKept ? found.id : undefined
  }
}

/**
 * Understands JSONL `{id, text, source?: {kato?, name?}}`. Yields, in order, `{id, …classification, duplicateOf?}` for each line;
 * for a bad one `{line, error}` with its number from 1. `duplicateOf` is the id of the first of the last 100,000 lines that says the same
 * (`textKey`) or nearly the same (near.ts). Memory does not grow with the input.
 */
export async function* analyseLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const duplicateOf = duplicateFinder()
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
