// Fits linear models by softmax regression: AdaGrad over the examples in a fixed order, so that equal inputs give equal weights.
import { kinWide } from '../kin.ts'
import { softmax, type LinearModel } from '../linear.ts'
import { bayesOf, type BayesStart } from './bayes.ts'
import type { Example } from './example.ts'

/** One model to fit. `classOf` maps an answer to this model's class; several models share the answers when their scores are added. */
export interface Plan {
  name: string
  classes: string[]
  bits: number
  /** Whether it looks at stems alone, at pieces and pairs too, or only at what words are kin to. */
  looksAt: 'stems' | 'all' | 'kin'
  /** Named features it looks at. */
  named: string[]
  classOf: (answer: string) => string
  /** What a named feature is worth to a class before anything is learned. */
  start?: (named: string, oneClass: string) => number
  /** Where its hashed features begin; at nothing, unless said. */
  bayes?: BayesStart
}

export interface Fitting {
  answers: string[]
  plans: Plan[]
  rounds: number
  /** AdaGrad's rate, and what its sums of squares begin with: more makes first steps smaller. */
  rate: number
  caution: number
  decay: number
}

/** Rows of a plan before those of named features: hashed ones, or one for each number of kin. */
const rowsBefore = ({ looksAt, bits }: Plan): number => looksAt === 'kin' ? kinWide : 1 << bits

interface Growing { plan: Plan, classAt: number[], rows: Map<string, number>, weights: Float32Array, steps: Float32Array, bias: Float32Array, biasSteps: Float32Array }

const grow = (plan: Plan, { answers, caution }: Fitting): Growing => {
  const wide = plan.classes.length
  const size = (rowsBefore(plan) + plan.named.length) * wide
  const weights = new Float32Array(size)
  const rows = new Map(plan.named.map((name, at) => [name, rowsBefore(plan) + at]))
  for (const [name, row] of rows) plan.classes.forEach((one, at) => { weights[row * wide + at] = plan.start?.(name, one) ?? 0 })
  const steps = new Float32Array(size).fill(caution)
  const classAt = answers.map(answer => plan.classes.indexOf(plan.classOf(answer)))
  return { plan, classAt, rows, weights, steps, bias: new Float32Array(wide), biasSteps: new Float32Array(wide).fill(1) }
}

interface Row { rows: Int32Array, values: Float32Array }

const featuresOf = ({ looksAt, bits }: Plan, { stems, piecesAndPairs, kin }: Example): [row: number, value: number][] => {
  if (looksAt === 'kin') return Array.from(kin ?? [], (value, row) => [row, value])
  const mask = (1 << bits) - 1
  const parts = looksAt === 'stems' ? [stems] : [stems, piecesAndPairs]
  return parts.flatMap(({ hashes, values }) => Array.from(hashes, (hash, at): [number, number] => [hash & mask, values[at] ?? 0]))
}

// Rows and values of one example in one model.
const rowOf = ({ plan, rows }: Growing, example: Example): Row => {
  const named = [...example.named].flatMap(([name, value]): [number, number][] => {
    const row = rows.get(name)
    return row === undefined ? [] : [[row, value]]
  })
  const found = [...featuresOf(plan, example), ...named]
  return { rows: Int32Array.from(found, ([row]) => row), values: Float32Array.from(found, ([, value]) => value) }
}

const startAtBayes = ({ plan, plan: { bayes, classes }, weights, classAt }: Growing, counted: { row: Row | undefined, right: number, weight: number }[]): void => {
  if (bayes === undefined) return
  const examples = counted.flatMap(({ row, right, weight }) => row === undefined ? [] : [{ rows: row.rows, classAt: classAt[right] ?? 0, weight }])
  bayesOf(examples, rowsBefore(plan), classes.length, bayes).forEach((value, cell) => { weights[cell] = value })
}

const scoresOf = ({ plan: { classes: { length: wide } }, weights, bias }: Growing, { rows, values }: Row): Float32Array => {
  const scores = Float32Array.from(bias)
  for (let at = 0; at < rows.length; at += 1) {
    const start = (rows[at] ?? 0) * wide
    const value = values[at] ?? 0
    for (let index = 0; index < wide; index += 1) scores[index] = (scores[index] ?? 0) + (weights[start + index] ?? 0) * value
  }
  return scores
}

/** A class that is all but decided is left alone: most of a hundred topics are. */
const leastSlope = 0.003

const learn = (growing: Growing, { rows, values }: Row, slopes: Float32Array, { rate, decay }: Fitting) => {
  const { plan, plan: { classes: { length: wide } }, weights, steps, bias, biasSteps } = growing
  const hashed = plan.looksAt === 'kin' ? 0 : rowsBefore(plan)
  const moved = Array.from(slopes.keys()).filter(index => Math.abs(slopes[index] ?? 0) > leastSlope)
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0
    const value = values[at] ?? 0
    const fade = row < hashed ? decay : 0
    for (const index of moved) {
      const cell = row * wide + index
      const slope = (slopes[index] ?? 0) * value + fade * (weights[cell] ?? 0)
      const step = (steps[cell] ?? 0) + slope * slope
      steps[cell] = step
      weights[cell] = (weights[cell] ?? 0) - rate * slope / Math.sqrt(step)
    }
  }
  for (let index = 0; index < wide; index += 1) {
    const slope = slopes[index] ?? 0
    biasSteps[index] = (biasSteps[index] ?? 0) + slope * slope
    bias[index] = (bias[index] ?? 0) - rate * slope / Math.sqrt(biasSteps[index] ?? 1)
  }
}

/** A fixed shuffle: linear congruence, seeded by the round. */
export const shuffled = (count: number, seed: number): number[] => {
  const order = Array.from({ length: count }, (_, at) => at)
  let state = (seed * 2_654_435_761 + 12_345) >>> 0
  for (let at = count - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = state % (at + 1)
    const [one, two] = [order[at] ?? 0, order[other] ?? 0]
    order[at] = two
    order[other] = one
  }
  return order
}

const rounded = (bias: number): number => Math.round(bias * 1e4) / 1e4

const packed = ({ plan, weights, bias }: Growing): LinearModel => {
  const largest = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0)
  const scale = Math.max(largest, 1e-6) / 127
  const { name, classes, bits, looksAt, named } = plan
  const head = { name, classes, bits, stemsOnly: looksAt !== 'all', named, scale, kinScale: null, temperature: 1, bias: [...bias].map(rounded) }
  return { head, weights: Int8Array.from(weights, weight => Math.round(weight / scale)) }
}

const sumOver = (growing: Growing[], rows: Row[], answers: number): Float64Array => {
  const sums = new Float64Array(answers)
  growing.forEach((one, at) => {
    const row = rows[at]
    const scores = row === undefined ? undefined : scoresOf(one, row)
    one.classAt.forEach((to, answer) => { sums[answer] = (sums[answer] ?? 0) + (scores?.[to] ?? 0) })
  })
  return sums
}

/** Fits the plans together, one softmax over `answers` of the sum of their scores, and packs each into int8. */
export const fit = (examples: Example[], fitting: Fitting): LinearModel[] => {
  const { answers, plans, rounds } = fitting
  const growing = plans.map(plan => grow(plan, fitting))
  const rights = examples.map(({ label }) => answers.indexOf(label))
  const rows = examples.map(example => growing.map(one => rowOf(one, example)))
  growing.forEach((one, at) => { startAtBayes(one, examples.map(({ weight }, index) => ({ row: rows[index]?.[at], right: rights[index] ?? 0, weight }))) })
  for (let round = 0; round < rounds; round += 1) {
    for (const index of shuffled(examples.length, round + 1)) {
      const row = rows[index] ?? []
      const weight = examples[index]?.weight ?? 0
      const chances = softmax(sumOver(growing, row, answers.length))
      growing.forEach((one, at) => {
        const slopes = new Float32Array(one.plan.classes.length)
        chances.forEach((chance, answer) => {
          const to = one.classAt[answer] ?? 0
          slopes[to] = (slopes[to] ?? 0) + (chance - (answer === rights[index] ? 1 : 0)) * weight
        })
        const own = row[at]
        if (own !== undefined) learn(one, own, slopes, fitting)
      })
    }
  }
  return growing.map(packed)
}

/** Adds to a model what another, of the same classes, learned of kin: their scores add up. */
export const withKin = ({ head, weights }: LinearModel, kin: LinearModel): LinearModel => ({
  head: { ...head, kinScale: kin.head.scale, bias: head.bias.map((bias, at) => rounded(bias + (kin.head.bias[at] ?? 0))) },
  weights: Int8Array.from([...weights, ...kin.weights]),
})
