// A labelled text as the trainer sees it: hashed and named features with their values.
import { featuresOfWord, pairWeight, shrink, stemWeight } from '../features.ts'
import { kinOf, kinWide } from '../kin.ts'
import { pairsOf } from '../linear.ts'
import { lookAt, namedValues, type Look } from '../look.ts'
import type { Token } from '../normalise.ts'

/** Features and, parallel to them, their values. */
export interface Hashed { hashes: Uint32Array, values: Float32Array }

export interface Example {
  stems: Hashed
  piecesAndPairs: Hashed
  named: ReadonlyMap<string, number>
  /** What its words are kin to, together; not there where nothing is known of any. */
  kin: Float32Array | undefined
  /** Class, by name. */
  label: string
  /** How much of an example it is: 1 for a post of ours. */
  weight: number
}

const counted = (hashes: number[], by: number): Hashed => {
  const counts = new Map<number, number>()
  for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  return { hashes: Uint32Array.from(counts.keys()), values: Float32Array.from(counts.values(), count => count * by) }
}

const kinTogether = (tokens: Token[], by: number): Float32Array | undefined => {
  const found = tokens.flatMap(token => kinOf(token) ?? [])
  if (found.length === 0) return undefined
  const sum = new Float32Array(kinWide)
  for (const one of found) one.forEach((value, at) => { sum[at] = (sum[at] ?? 0) + value * by })
  return sum
}

/** Features of a text looked at, scaled exactly as the models will see them (linear.ts). */
export const exampleOf = (look: Look, label: string, weight: number): Example => {
  const { tokens } = look
  const words = tokens.map(featuresOfWord)
  const by = shrink(words.reduce((sum, { stems, pieces }) => sum + stems.length * stemWeight + pieces.length, 0), words.length)
  const pairs = pairsOf(tokens, words).flatMap(hash => hash < 0 ? [] : Array<number>(pairWeight).fill(hash))
  return {
    stems: counted(words.flatMap(({ stems }) => [...stems].flatMap(hash => Array<number>(stemWeight).fill(hash))), by),
    piecesAndPairs: counted([...words.flatMap(({ pieces }) => [...pieces]), ...pairs], by),
    named: namedValues(look), kin: kinTogether(tokens, by), label, weight,
  }
}

/** Same, from the bare text. */
export const exampleFrom = (text: string, label: string, weight: number): Example => exampleOf(lookAt(text), label, weight)
