// Reads our own labelled posts and the corrections people made; each goes to one of five parts by its id.
import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { kinds, languages, mentions, sentiments, urgencies } from '#domain/classification.ts'
import { isTopic } from '../known-codes.ts'

const postSchema = z.object({
  id: z.string(), text: z.string(), language: z.enum(languages), mention: z.enum(mentions), place: z.string().nullable(),
  topic: z.string(), kind: z.enum(kinds), sentiment: z.enum(sentiments), urgency: z.enum(urgencies),
})
export type LabelledPost = z.infer<typeof postSchema>

/** A correction names only what was corrected. */
const correctionSchema = z.strictObject({
  text: z.string(), topic: z.string().refine(isTopic, 'no topic of topics.json').optional(), kind: z.enum(kinds).optional(), sentiment: z.enum(sentiments).optional(), urgency: z.enum(urgencies).optional(),
})
export type Correction = z.infer<typeof correctionSchema>

const folder = new URL('../corpus/', import.meta.url)
const rowsOf = (text: string): unknown[] => text.split('\n').filter(line => line.trim() !== '').map((line): unknown => JSON.parse(line))

/** Labelled posts of one file, a JSON line each. */
export const readPosts = (file: URL): LabelledPost[] => rowsOf(readFileSync(file, 'utf8')).map(row => postSchema.parse(row))

const files = (): URL[] => readdirSync(folder).filter(file => file.endsWith('.jsonl')).toSorted().map(file => new URL(file, folder))

export const readCorpus = (): LabelledPost[] => files().flatMap(readPosts)

/** SHA-256 of all labelled posts, kept with the models that learned from them: models of another corpus are told by it. */
export const corpusHash = (): string => hash('sha256', files().map(file => readFileSync(file, 'utf8')).join('\n'))

const readCorrection = (line: string, number: number): Correction => {
  try {
    return correctionSchema.parse(JSON.parse(line))
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : []
    throw new Error(`line ${number}: ${issue === undefined ? 'not JSON' : [issue.path.join('.'), issue.message].filter(part => part !== '').join(': ')}`, { cause: error })
  }
}

/** Exported corrections, one JSON line `{text, topic?, kind?, sentiment?, urgency?}` each. Throws an Error that names the line: a label that nobody knows would be learned as a class of its own. */
export const readCorrections = (file: string): Correction[] => {
  const bytes = readFileSync(file)
  if (!isUtf8(bytes)) throw new Error('not in UTF-8')
  return bytes.toString().replace('\ufeff', '').split('\n').flatMap((line, at) => line.trim() === '' ? [] : [readCorrection(line, at + 1)])
}

export const parts = 5

/** Which of the five parts a post is in: by its id alone, so that it stays there when the corpus grows. */
export const partOf = (id: string): number => Number.parseInt(hash('sha256', id).slice(0, 8), 16) % parts
