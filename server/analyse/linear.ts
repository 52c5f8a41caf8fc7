// Small linear models: one row of int8 weights a feature, words added up, so that each word's part in a label is known.
import { featureOfPair, featuresOfWord, pairWeight, stemWeight, wordKey } from './features.ts'
import type { Token } from './normalise.ts'
import { remember } from './remember.ts'

export interface LinearHead {
  name: string
  classes: string[]
  /** Whether it looks at stems only, or at pieces of words too. */
  stemsOnly: boolean
  /** Hashed features fall into 2^bits rows; the rows of the named ones follow. */
  bits: number
  /** Features that rules name, in the order of their rows. */
  named: string[]
  /** Real weight = int8 × scale. */
  scale: number
  /** Fitted on posts held out: probabilities = softmax(scores / temperature). */
  temperature: number
  bias: number[]
}

export interface LinearModel { head: LinearHead, weights: Int8Array }

/** What a rule found, by name; 1 = found once. */
export type NamedValues = ReadonlyMap<string, number>

/** Sums over all models of one word: each model has its own stretch, as long as its classes. */
export type Sums = Float32Array

export interface Scored {
  /** Scores of all classes of all models before bias, scaled to the length of the text. */
  sums: Sums
  /** What a token adds to a column of `sums`. */
  partOf: (token: number, column: number) => number
}

// Only differences between classes matter; with the mean taken off each row, a word's part in a class says how far it speaks for it.
const centred = ({ head: { classes: { length }, scale }, weights }: LinearModel): Float32Array => {
  const rows = Float32Array.from(weights, weight => weight * scale)
  for (let start = 0; start < rows.length; start += length) {
    let mean = 0
    for (let at = start; at < start + length; at += 1) mean += (rows[at] ?? 0) / length
    for (let at = start; at < start + length; at += 1) rows[at] = (rows[at] ?? 0) - mean
  }
  return rows
}

interface Ready { start: number, wide: number, mask: number, stemsOnly: boolean, rows: Float32Array, named: Map<string, number> }

const addRow = (sums: Sums, { start, wide, rows }: Ready, row: number, value: number) => {
  const from = row * wide
  for (let index = 0; index < wide; index += 1) sums[start + index] = (sums[start + index] ?? 0) + (rows[from + index] ?? 0) * value
}

const addTo = (sums: Sums, more: Sums, by: number) => {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (more[at] ?? 0) * by
}

/** Neighbours of one sentence: index of the first, and their feature. */
export const pairsOf = (tokens: Token[], words: { pair: number }[]): { first: number, hash: number }[] => {
  const pairs: { first: number, hash: number }[] = []
  for (let at = 1; at < tokens.length; at += 1) {
    const [one, other] = [words[at - 1], words[at]]
    if (one !== undefined && other !== undefined && tokens[at - 1]?.sentence === tokens[at]?.sentence) pairs.push({ first: at - 1, hash: featureOfPair(one.pair, other.pair) })
  }
  return pairs
}

/** A text's scores are divided by the root of how many features it has; `counts` are those of its words. */
export const shrink = (counts: number[]): number => 1 / Math.sqrt(Math.max(1, counts.reduce((sum, count) => sum + count, 0) + pairWeight * Math.max(0, counts.length - 1)))

/** Makes a scorer of several models over the same features. */
export const makeScorer = (models: LinearModel[]) => {
  let width = 0
  const ready = models.map((model): Ready => {
    const { head: { bits, classes, named, stemsOnly } } = model
    const start = width
    width += classes.length
    return { start, wide: classes.length, mask: (1 << bits) - 1, stemsOnly, rows: centred(model), named: new Map(named.map((name, at) => [name, (1 << bits) + at])) }
  })
  const modelOf = ready.flatMap(model => Array.from({ length: model.wide }, () => model))
  const ofWord = remember((key: string): { sums: Sums, count: number, pair: number } => {
    const sums = new Float32Array(width)
    const { stems, pieces, pair } = featuresOfWord(key)
    for (const model of ready) {
      for (const hash of stems) addRow(sums, model, hash & model.mask, stemWeight)
      if (!model.stemsOnly) for (const hash of pieces) addRow(sums, model, hash & model.mask, 1)
    }
    return { sums, count: stems.length * stemWeight + pieces.length, pair }
  })
  return {
    /** Where each model's classes begin in `Sums`. */
    starts: ready.map(({ start }) => start),
    score: (tokens: Token[], text: string, named: NamedValues): Scored => {
      const sums = new Float32Array(width)
      const words = tokens.map(token => ofWord(wordKey(token, text)))
      const by = shrink(words.map(({ count }) => count))
      const pairs = new Map(pairsOf(tokens, words).map(({ first, hash }) => [first, hash]))
      for (const word of words) addTo(sums, word.sums, by)
      for (const model of ready) {
        for (const hash of pairs.values()) addRow(sums, model, hash & model.mask, by * pairWeight)
        for (const [name, value] of named) {
          const row = model.named.get(name)
          if (row !== undefined) addRow(sums, model, row, value)
        }
      }
      const inPair = (first: number, column: number): number => {
        const hash = pairs.get(first)
        const model = modelOf[column]
        return hash === undefined || model === undefined ? 0 : (model.rows[(hash & model.mask) * model.wide + column - model.start] ?? 0) * pairWeight / 2
      }
      return { sums, partOf: (token, column) => by * ((words[token]?.sums[column] ?? 0) + inPair(token, column) + inPair(token - 1, column)) }
    },
  }
}

/** Probabilities of scores. */
export const softmax = (scores: number[]): number[] => {
  const top = Math.max(...scores)
  const powers = scores.map(score => Math.exp(score - top))
  const all = powers.reduce((sum, power) => sum + power, 0)
  return powers.map(power => power / all)
}
