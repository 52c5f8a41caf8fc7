// Small linear models: one row of int8 weights a feature, words added up, so that each word's part in a label is known.
import { addRow, addRows, blockOf, type Block } from './block.ts'
import { featureOfPair, featuresOfWord, pairWeight, stemWeight } from './features.ts'
import { addLanes, columnOf, laneMax, packed, unpack } from './lanes.ts'
import { lookLimit, type Token } from './normalise.ts'
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
  /** Scores of all classes of all models before bias, scaled to the length of the text; they hold until the next text is scored. */
  sums: Sums
  /**
   * What each token adds to the columns of `sums` together, above what it adds to all classes of their models on average. Holds until it is asked
   * for other columns or of another text, and is longer than the text.
   */
  pulls: (columns: readonly number[]) => Float64Array
}

interface Ready {
  block: Block
  start: number
  wide: number
  scale: number
  weights: Int8Array
  /** Which of the models of its block it is. */
  nth: number
  named: Map<string, number>
}

/** What one spelling adds to the scores. */
interface WordScores {
  /** To each column, whole, as the weights are stored: two columns a number (lanes.ts). */
  lanes: Int32Array
  /** How far the furthest column reaches from zero. */
  reach: number
  /** Their mean over each model's classes. */
  means: Float64Array
  /** How many features it has, and what stands for it in pairs. */
  count: number
  pair: number
}

const addNamed = (sums: Sums, { start, wide, weights, scale }: Ready, row: number, value: number) => {
  const from = row * wide
  const worth = value * scale
  for (let index = 0; index < wide; index += 1) sums[start + index] = (sums[start + index] ?? 0) + (weights[from + index] ?? 0) * worth
}

// Only differences between classes matter; with the mean taken off, a word's part in a class says how far it speaks for it.
const meanOf = (counts: Int32Array, from: number, wide: number): number => {
  let sum = 0
  for (let at = from; at < from + wide; at += 1) sum += counts[at] ?? 0
  return sum / wide
}

/** For each token the feature that it makes with its neighbour on the right; -1 where its sentence ends. */
export const pairsOf = (tokens: Token[], words: { pair: number }[]): number[] => tokens.map((token, at) => {
  const [one, other] = [words[at], words[at + 1]]
  return one !== undefined && other !== undefined && token.sentence === tokens[at + 1]?.sentence ? featureOfPair(one.pair, other.pair) : -1
})

/** A text's scores are divided by the root of how many features it has; `words` has the count of each word's. */
export const shrink = (words: { count: number }[]): number => {
  let features = pairWeight * Math.max(0, words.length - 1)
  for (const { count } of words) features += count
  return 1 / Math.sqrt(Math.max(1, features))
}

/** Makes a scorer of several models over the same features. */
export const makeScorer = (models: LinearModel[]) => {
  const blocks: Block[] = []
  const byModel = new Map<LinearModel, Ready>()
  let width = 0
  for (const [bits, alike] of Map.groupBy(models, ({ head }) => head.bits)) {
    const ordered = [...alike.filter(({ head }) => head.stemsOnly), ...alike.filter(({ head }) => !head.stemsOnly)]
    const block = blockOf(ordered, bits, width)
    blocks.push(block)
    for (const [nth, model] of ordered.entries()) {
      const { head: { classes: { length: wide }, named, scale }, weights } = model
      byModel.set(model, { block, start: width, wide, scale, weights, nth, named: new Map(named.map((name, at) => [name, (1 << bits) + at])) })
      width += wide
    }
  }
  // In the order of the columns.
  const ready = [...byModel.values()]
  const modelAt = Uint8Array.from(ready.flatMap(({ wide }, at) => Array<number>(wide).fill(at)))
  const scales = Float32Array.from(modelAt, at => ready[at]?.scale ?? 0)
  // Which models look at a named feature, and in which row.
  const namedRows = new Map([...new Set(models.flatMap(({ head }) => head.named))].map(name => [name, ready.flatMap((model) => {
    const row = model.named.get(name)
    return row === undefined ? [] : [{ model, row }]
  })]))
  // Sums of one word, then of one text: taken out before the next begins.
  const counts = new Int32Array(4 * Math.ceil((width + 3) / 4))
  const sumsOfWords = new Int32Array(counts.length / 2)
  // Room for the answers, given once: the processor takes longer to find new room than to fill it.
  const sums = new Float32Array(width)
  const found = new Float64Array(lookLimit)
  // As long as no column can reach over its lane.
  const addWords = (words: WordScores[]) => {
    let reach = 0
    for (const word of words) {
      if (reach + word.reach > laneMax) {
        unpack(sumsOfWords, counts)
        reach = 0
      }
      reach += word.reach
      addLanes(sumsOfWords, word.lanes)
    }
    unpack(sumsOfWords, counts)
  }
  const ofWord = rememberWord((token: Token): WordScores => {
    counts.fill(0)
    const { stems, pieces, pair } = featuresOfWord(token)
    for (const block of blocks) {
      for (const hash of stems) addRow(counts, block, hash, stemWeight, 0)
      for (const hash of pieces) addRow(counts, block, hash, 1, block.piecesFrom)
    }
    const means = Float64Array.from(ready, ({ start, wide }) => meanOf(counts, start, wide))
    const reach = counts.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
    return { lanes: packed(counts), reach, means, count: stems.length * stemWeight + pieces.length, pair }
  })
  // What a pair adds to a column is shared by its two words.
  const halfOfPair = ({ block, nth }: Ready, hash: number, column: number): number => {
    if (hash < 0) return 0
    const row = hash & block.mask
    return ((block.weights[row * block.stride + column - block.start] ?? 0) - (block.means[row * block.models + nth] ?? 0)) * pairWeight / 2
  }
  return {
    /** Where each model's classes begin in `Sums`. */
    starts: models.map(model => byModel.get(model)?.start ?? 0),
    score: (tokens: Token[], named: NamedValues): Scored => {
      const words = tokens.map(ofWord)
      const by = shrink(words)
      const pairs = pairsOf(tokens, words)
      counts.fill(0)
      addWords(words)
      const joined = pairs.filter(hash => hash >= 0)
      for (const block of blocks) addRows(counts, block, joined, pairWeight)
      for (let at = 0; at < width; at += 1) sums[at] = (counts[at] ?? 0) * (scales[at] ?? 0) * by
      for (const [name, value] of named) for (const { model, row } of namedRows.get(name) ?? []) addNamed(sums, model, row, value)
      const pulls = (columns: readonly number[]): Float64Array => {
        found.fill(0, 0, words.length)
        for (const column of columns) {
          const at = modelAt[column] ?? 0
          const model = ready[at]
          if (model === undefined) continue
          let before = 0
          for (let index = 0; index < words.length; index += 1) {
            const word = words[index]
            const after = halfOfPair(model, pairs[index] ?? -1, column)
            const own = word === undefined ? 0 : columnOf(word.lanes, column) - (word.means[at] ?? 0)
            found[index] = (found[index] ?? 0) + by * model.scale * (own + after + before)
            before = after
          }
        }
        return found
      }
      return { sums, pulls }
    },
  }
}

/** Probabilities of scores. */
export const softmax = (scores: number[]): number[] => {
  let top = -Infinity
  for (const score of scores) if (score > top) top = score
  const powers: number[] = []
  let all = 0
  for (const score of scores) {
    const power = Math.exp(score - top)
    powers.push(power)
    all += power
  }
  for (let at = 0; at < powers.length; at += 1) powers[at] = (powers[at] ?? 0) / all
  return powers
}
