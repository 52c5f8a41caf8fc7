// Small linear models: one row of int8 weights a feature, words added up, so that each word's part in a label is known.
import { addRows, blockOf, type Block } from './block.ts'
import { featureOfPair, featuresOfWord, pairWeight, shrink, stemWeight } from './features.ts'
import { kinWide, makeKinAdder } from './kin.ts'
import { addLanes, columnOf, laneMax, lanesOf, pack } from './lanes.ts'
import { lookLimit, type Token } from './normalise.ts'
import { makeRows } from './rows.ts'

export interface LinearHead {
  name: string
  classes: string[]
  /** Whether it looks at stems only, or at pieces of words and pairs of neighbours too. */
  stemsOnly: boolean
  /** Hashed features fall into 2^bits rows; the rows of the named ones follow. */
  bits: number
  /** Features that rules name, in the order of their rows. */
  named: string[]
  /** Real weight = int8 × scale. */
  scale: number
  /** Same for the rows that weigh what words are kin to (kin.ts), the last ones; null where there are none. */
  kinScale: number | null
  /** Fitted on posts held out: probabilities = softmax(scores / temperature). */
  temperature: number
  bias: number[]
}

export interface LinearModel { head: LinearHead, weights: Int8Array }

/** How many rows of weights a model has. */
export const rowsOf = ({ bits, named, kinScale }: LinearHead): number => (1 << bits) + named.length + (kinScale === null ? 0 : kinWide)

/** What a rule found, by name; 1 = found once. */
export type NamedValues = ReadonlyMap<string, number>

/** Scores of all classes of all models: each model has its own stretch, as long as its classes. */
export type Sums = Float32Array

export interface Scored {
  /** Scores of all classes of all models before bias, scaled to the length of the text; they hold until the next text is scored. */
  sums: Sums
  /**
   * What each token adds to the columns of `sums` together, above what it adds to all classes of their models on average. Holds until other columns
   * are asked for or the next text is scored, and is longer than the text.
   */
  pulls: (columns: readonly number[]) => Float64Array
}

interface Ready {
  block: Block
  start: number
  wide: number
  scale: number
  weights: Int8Array
  stemsOnly: boolean
  named: Map<string, number>
  addKin: ReturnType<typeof makeKinAdder> | undefined
}

const addNamed = (sums: Sums, { start, wide, weights, scale }: Ready, row: number, value: number) => {
  const from = row * wide
  const worth = value * scale
  for (let index = 0; index < wide; index += 1) sums[start + index] = (sums[start + index] ?? 0) + (weights[from + index] ?? 0) * worth
}

const sumOf = (counts: Int32Array, { start, wide }: Ready): number => {
  let sum = 0
  for (let at = start; at < start + wide; at += 1) sum += counts[at] ?? 0
  return sum
}

/** For each token the feature that it makes with its neighbour on the right; -1 where its sentence ends. */
export const pairsOf = (tokens: Token[], words: { pair: number }[]): number[] => tokens.map((token, at) => {
  const [one, other] = [words[at], words[at + 1]]
  return one !== undefined && other !== undefined && token.sentence === tokens[at + 1]?.sentence ? featureOfPair(one.pair, other.pair) : -1
})

/** Makes a scorer of several models over the same features. */
export const makeScorer = (models: LinearModel[]) => {
  const byModel = new Map<LinearModel, Ready>()
  let width = 0
  const blocksOf = (some: LinearModel[]): Block[] => Array.from(Map.groupBy(some, ({ head }) => head.bits), ([bits, alike]) => {
    const block = blockOf(alike, bits, width)
    for (const model of alike) {
      const { head, weights } = model
      const { classes: { length: wide }, named, scale, stemsOnly, kinScale } = head
      byModel.set(model, {
        block, start: width, wide, scale, weights, stemsOnly, named: new Map(named.map((name, at) => [name, (1 << bits) + at])),
        addKin: kinScale === null ? undefined : makeKinAdder(weights.subarray((rowsOf(head) - kinWide) * wide), wide, kinScale / scale),
      })
      width += wide
    }
    return block
  })
  const ofStems = blocksOf(models.filter(({ head }) => head.stemsOnly))
  const ofAll = blocksOf(models.filter(({ head }) => !head.stemsOnly))
  const blocks = [...ofStems, ...ofAll]
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
  // A word's row: what it adds to each column, whole, as the weights are stored, two columns a number (lanes.ts); the sum of that over each model;
  // how far the furthest column reaches from zero; how many features it has, and what stands for it in pairs.
  const sumsFrom = lanesOf(width)
  const reachAt = sumsFrom + ready.length
  const [featuresAt, pairAt, rowWidth] = [reachAt + 1, reachAt + 2, reachAt + 3]
  const { numbers, startOf } = makeRows(rowWidth, (token: Token, row, start) => {
    counts.fill(0)
    const { stems, pieces, pair } = featuresOfWord(token)
    for (const block of blocks) addRows(counts, block, stems, stems.length, stemWeight)
    for (const block of ofAll) addRows(counts, block, pieces, pieces.length, 1)
    for (const { addKin, start: column } of ready) addKin?.(counts, column, token)
    pack(counts, width, row, start)
    for (const [at, model] of ready.entries()) row[start + sumsFrom + at] = sumOf(counts, model)
    row[start + reachAt] = counts.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
    row[start + featuresAt] = stems.length * stemWeight + pieces.length
    row[start + pairAt] = pair
  })
  // Room for one text, given once: where the row of each word begins, its pair with the next one or -1, and all pairs.
  const [starts, pairs, joined] = [new Int32Array(lookLimit), new Int32Array(lookLimit), new Int32Array(lookLimit)]
  const sums = new Float32Array(width)
  const found = new Float64Array(lookLimit)
  // As long as no column can reach over its lane.
  const addWords = (count: number) => {
    let [first, reach] = [0, 0]
    for (let at = 0; at < count; at += 1) {
      const own = numbers[(starts[at] ?? 0) + reachAt] ?? 0
      if (reach + own > laneMax) {
        addLanes(counts, width, numbers, starts, first, at)
        first = at
        reach = 0
      }
      reach += own
    }
    addLanes(counts, width, numbers, starts, first, count)
  }
  const joinPairs = (tokens: Token[]): number => {
    let count = 0
    for (let at = 0; at < tokens.length; at += 1) {
      pairs[at] = -1
      if (at + 1 === tokens.length || tokens[at]?.sentence !== tokens[at + 1]?.sentence) continue
      // The highest bit is beyond every mask.
      const hash = featureOfPair(numbers[(starts[at] ?? 0) + pairAt] ?? 0, numbers[(starts[at + 1] ?? 0) + pairAt] ?? 0) & 0x7fff_ffff
      pairs[at] = hash
      joined[count] = hash
      count += 1
    }
    return count
  }
  // What a pair adds to a column is shared by its two words. The mean of its row is not kept: its weights are still at hand, a table of means would not be.
  const halfOfPair = ({ block, start, wide, stemsOnly }: Ready, hash: number, column: number): number => {
    if (hash < 0 || stemsOnly) return 0
    const from = (hash & block.mask) * block.stride - block.start
    let sum = 0
    for (let at = from + start; at < from + start + wide; at += 1) sum += block.weights[at] ?? 0
    return ((block.weights[from + column] ?? 0) - Math.fround(sum / wide)) * pairWeight / 2
  }
  return {
    /** Where each model's classes begin in `Sums`. */
    starts: models.map(model => byModel.get(model)?.start ?? 0),
    score: (tokens: Token[], named: NamedValues): Scored => {
      let features = 0
      for (let at = 0; at < tokens.length; at += 1) {
        const token = tokens[at]
        if (token === undefined) continue
        const start = startOf(token)
        starts[at] = start
        features += numbers[start + featuresAt] ?? 0
      }
      const by = shrink(features, tokens.length)
      counts.fill(0)
      addWords(tokens.length)
      const count = joinPairs(tokens)
      for (const block of ofAll) addRows(counts, block, joined, count, pairWeight)
      for (let at = 0; at < width; at += 1) sums[at] = (counts[at] ?? 0) * (scales[at] ?? 0) * by
      named.forEach((value, name) => { for (const { model, row } of namedRows.get(name) ?? []) addNamed(sums, model, row, value) })
      const pulls = (columns: readonly number[]): Float64Array => {
        found.fill(0, 0, tokens.length)
        for (const column of columns) {
          const at = modelAt[column] ?? 0
          const model = ready[at]
          if (model === undefined) continue
          let before = 0
          for (let index = 0; index < tokens.length; index += 1) {
            const start = starts[index] ?? 0
            const after = halfOfPair(model, pairs[index] ?? -1, column)
            // With the mean taken off, a word's part in a class says how far it speaks for it: only differences between classes matter.
            const own = columnOf(numbers, start, column) - (numbers[start + sumsFrom + at] ?? 0) / model.wide
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

/** Makes probabilities of scores, in their place. */
export const softmax = (scores: Float64Array): Float64Array => {
  let top = -Infinity
  for (let at = 0; at < scores.length; at += 1) top = Math.max(top, scores[at] ?? top)
  let all = 0
  for (let at = 0; at < scores.length; at += 1) {
    const power = Math.exp((scores[at] ?? 0) - top)
    scores[at] = power
    all += power
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / all
  return scores
}
