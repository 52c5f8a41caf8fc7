// Small linear models: one row of int8 weights a feature, words added up, so that each word's part in a label is known.
import { featureOfPair, featuresOfWord, pairWeight, stemWeight } from './features.ts'
import type { Token } from './normalise.ts'
import { rememberWord } from './remember.ts'

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

/** Scores of all classes of all models: each model has its own stretch, as long as its classes. */
export type Sums = Float32Array

export interface Scored {
  /** Scores of all classes of all models before bias, scaled to the length of the text. */
  sums: Sums
  /** What a token adds to a column of `sums`. */
  partOf: (token: number, column: number) => number
}

interface Ready {
  start: number
  wide: number
  mask: number
  stemsOnly: boolean
  scale: number
  weights: Int8Array
  /** Mean weight of each row. */
  means: Float32Array
  named: Map<string, number>
}

// Whole weights are added up as they are stored: their scale is applied once a text.
const addRow = (counts: Int16Array | Int32Array, { start, wide, weights }: Ready, row: number, times: number) => {
  const from = row * wide
  for (let index = 0; index < wide; index += 1) counts[start + index] = (counts[start + index] ?? 0) + (weights[from + index] ?? 0) * times
}

const addNamed = (sums: Sums, { start, wide, weights, scale }: Ready, row: number, value: number) => {
  const from = row * wide
  const worth = value * scale
  for (let index = 0; index < wide; index += 1) sums[start + index] = (sums[start + index] ?? 0) + (weights[from + index] ?? 0) * worth
}

const addWord = (counts: Int32Array, word: Int16Array) => {
  for (let at = 0; at < counts.length; at += 1) counts[at] = (counts[at] ?? 0) + (word[at] ?? 0)
}

// Only differences between classes matter; with the mean taken off, a word's part in a class says how far it speaks for it.
const meanOf = (counts: Int8Array | Int16Array, from: number, wide: number): number => {
  let sum = 0
  for (let at = from; at < from + wide; at += 1) sum += counts[at] ?? 0
  return sum / wide
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
  const ready = models.map(({ head: { bits, classes, named, scale, stemsOnly }, weights }): Ready => {
    const start = width
    width += classes.length
    const wide = classes.length
    const means = Float32Array.from({ length: weights.length / wide }, (_, row) => meanOf(weights, row * wide, wide))
    return { start, wide, mask: (1 << bits) - 1, stemsOnly, scale, weights, means, named: new Map(named.map((name, at) => [name, (1 << bits) + at])) }
  })
  const modelOf = ready.flatMap(model => Array.from({ length: model.wide }, () => model))
  const scales = Float32Array.from(modelOf, ({ scale }) => scale)
  // Which models look at a named feature, and in which row.
  const namedRows = new Map([...new Set(models.flatMap(({ head }) => head.named))].map(name => [name, ready.flatMap((model) => {
    const row = model.named.get(name)
    return row === undefined ? [] : [{ model, row }]
  })]))
  const ofWord = rememberWord((token: Token): { counts: Int16Array, count: number, pair: number } => {
    const counts = new Int16Array(width)
    const { stems, pieces, pair } = featuresOfWord(token)
    for (const model of ready) {
      for (const hash of stems) addRow(counts, model, hash & model.mask, stemWeight)
      if (!model.stemsOnly) for (const hash of pieces) addRow(counts, model, hash & model.mask, 1)
    }
    return { counts, count: stems.length * stemWeight + pieces.length, pair }
  })
  return {
    /** Where each model's classes begin in `Sums`. */
    starts: ready.map(({ start }) => start),
    score: (tokens: Token[], named: NamedValues): Scored => {
      const words = tokens.map(ofWord)
      const by = shrink(words.map(({ count }) => count))
      const pairs = pairsOf(tokens, words)
      const counts = new Int32Array(width)
      for (const word of words) addWord(counts, word.counts)
      for (const model of ready) for (const { hash } of pairs) addRow(counts, model, hash & model.mask, pairWeight)
      const sums = new Float32Array(width)
      for (let at = 0; at < width; at += 1) sums[at] = (counts[at] ?? 0) * (scales[at] ?? 0) * by
      for (const [name, value] of named) for (const { model, row } of namedRows.get(name) ?? []) addNamed(sums, model, row, value)
      let pairAt: Map<number, number> | undefined
      const inPair = (first: number, column: number, { start, wide, mask, weights, means }: Ready): number => {
        pairAt ??= new Map(pairs.map(({ first, hash }) => [first, hash]))
        const hash = pairAt.get(first)
        if (hash === undefined) return 0
        const row = hash & mask
        return ((weights[row * wide + column - start] ?? 0) - (means[row] ?? 0)) * pairWeight / 2
      }
      const partOf = (token: number, column: number): number => {
        const model = modelOf[column]
        const word = words[token]
        if (model === undefined || word === undefined) return 0
        const own = (word.counts[column] ?? 0) - meanOf(word.counts, model.start, model.wide)
        return by * model.scale * (own + inPair(token, column, model) + inPair(token - 1, column, model))
      }
      return { sums, partOf }
    },
  }
}

/** Probabilities of scores. */
export const softmax = (scores: number[]): number[] => {
  let top = -Infinity
  for (const score of scores) if (score > top) top = score
  let all = 0
  const powers = scores.map((score) => {
    const power = Math.exp(score - top)
    all += power
    return power
  })
  return powers.map(power => power / all)
}
