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

/** Sums over all models of one word: each model has its own stretch, as long as its classes. */
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

// Only differences between classes matter; with the mean taken off each row, a word's part in a class says how far it speaks for it.
const meansOf = ({ head: { classes: { length }, scale }, weights }: LinearModel): Float32Array => {
  const means = new Float32Array(weights.length / length)
  for (let at = 0; at < weights.length; at += 1) means[Math.floor(at / length)] = (means[Math.floor(at / length)] ?? 0) + (weights[at] ?? 0) * scale / length
  return means
}

const addRow = (sums: Sums, { start, wide, weights, scale }: Ready, row: number, value: number) => {
  const from = row * wide
  const worth = value * scale
  for (let index = 0; index < wide; index += 1) sums[start + index] = (sums[start + index] ?? 0) + (weights[from + index] ?? 0) * worth
}

const addTo = (sums: Sums, more: Sums, by: number) => {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (more[at] ?? 0) * by
}

const centre = (sums: Sums, { start, wide }: Ready) => {
  const stretch = sums.subarray(start, start + wide)
  const mean = stretch.reduce((sum, value) => sum + value, 0) / wide
  for (let at = 0; at < wide; at += 1) stretch[at] = (stretch[at] ?? 0) - mean
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
    const { head: { bits, classes, named, scale, stemsOnly }, weights } = model
    const start = width
    width += classes.length
    return { start, wide: classes.length, mask: (1 << bits) - 1, stemsOnly, scale, weights, means: meansOf(model), named: new Map(named.map((name, at) => [name, (1 << bits) + at])) }
  })
  const modelOf = ready.flatMap(model => Array.from({ length: model.wide }, () => model))
  // Which models look at a named feature, and in which row.
  const namedRows = new Map([...new Set(models.flatMap(({ head }) => head.named))].map(name => [name, ready.flatMap((model) => {
    const row = model.named.get(name)
    return row === undefined ? [] : [{ model, row }]
  })]))
  const ofWord = rememberWord((token: Token): { sums: Sums, count: number, pair: number } => {
    const sums = new Float32Array(width)
    const { stems, pieces, pair } = featuresOfWord(token)
    for (const model of ready) {
      for (const hash of stems) addRow(sums, model, hash & model.mask, stemWeight)
      if (!model.stemsOnly) for (const hash of pieces) addRow(sums, model, hash & model.mask, 1)
      centre(sums, model)
    }
    return { sums, count: stems.length * stemWeight + pieces.length, pair }
  })
  return {
    /** Where each model's classes begin in `Sums`. */
    starts: ready.map(({ start }) => start),
    score: (tokens: Token[], named: NamedValues): Scored => {
      const sums = new Float32Array(width)
      const words = tokens.map(ofWord)
      const by = shrink(words.map(({ count }) => count))
      const pairs = pairsOf(tokens, words)
      for (const word of words) addTo(sums, word.sums, by)
      for (const model of ready) for (const { hash } of pairs) addRow(sums, model, hash & model.mask, by * pairWeight)
      for (const [name, value] of named) for (const { model, row } of namedRows.get(name) ?? []) addRow(sums, model, row, value)
      let pairAt: Map<number, number> | undefined
      const inPair = (first: number, column: number): number => {
        pairAt ??= new Map(pairs.map(({ first, hash }) => [first, hash]))
        const hash = pairAt.get(first)
        const model = modelOf[column]
        if (hash === undefined || model === undefined) return 0
        const row = hash & model.mask
        return ((model.weights[row * model.wide + column - model.start] ?? 0) * model.scale - (model.means[row] ?? 0)) * pairWeight / 2
      }
      return { sums, partOf: (token, column) => by * ((words[token]?.sums[column] ?? 0) + inPair(token, column) + inPair(token - 1, column)) }
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
