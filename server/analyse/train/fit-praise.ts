// Fits what tells praise from blame: logistic regression over features weighed by how they part the two (Wang & Manning 2012), held small by its squares.
import type { LinearModel } from '../linear.ts'
import type { Look } from '../look.ts'
import { eachRow, praiseName, praiseRowsOf } from '../praise.ts'
import { shuffled } from './fit.ts'

/** A review: the rows of its features, each once, and which it is. */
export interface Judged { rows: Int32Array, praises: boolean }

export interface PraisePlan {
  /** Features fall into 2^bits rows. */
  bits: number
  rounds: number
  rate: number
  /** How strongly the squares of the weights are held down. */
  hold: number
}

/** The mean of the rounds from this one on is kept: single rounds differ by which reviews came last. */
const firstKept = 2

/** The bias learns so much slower than the weights: it stands in every text. */
const biasPace = 0.1

/** A text looked at, as the model will see it. */
export const judgedOf = ({ tokens }: Look, praises: boolean, { bits }: PraisePlan): Judged => {
  const mask = (1 << bits) - 1
  const rows = new Set<number>()
  eachRow(tokens, tokens.map(token => praiseRowsOf(token, mask)), mask, row => rows.add(row))
  return { rows: Int32Array.from(rows), praises }
}

// How much commoner each row is in praise than in blame: the logarithm of the ratio of its shares, each begun at one.
const ratiosOf = (reviews: Judged[], size: number): Float32Array => {
  const sharesIn = (praises: boolean): Float64Array => {
    const counts = new Float64Array(size).fill(1)
    for (const review of reviews) if (review.praises === praises) for (const row of review.rows) counts[row] = (counts[row] ?? 0) + 1
    const all = counts.reduce((sum, count) => sum + count, 0)
    return counts.map(count => count / all)
  }
  const [good, bad] = [sharesIn(true), sharesIn(false)]
  return Float32Array.from(good, (share, row) => Math.log(share / (bad[row] ?? 1)))
}

// Weights before the ratios, and the bias. All weights shrink a little at each review: one number stands for that, so that only the review's rows are touched.
const learn = (reviews: Judged[], ratios: Float32Array, { rounds, rate, hold }: PraisePlan): { weights: Float32Array, bias: number } => {
  const weights = new Float32Array(ratios.length)
  const mean = new Float32Array(ratios.length)
  let [shrunk, bias, seen] = [1, 0, 0]
  for (let round = 0; round < rounds; round += 1) {
    for (const index of shuffled(reviews.length, round + 1)) {
      const review = reviews[index]
      if (review === undefined) continue
      const { rows, praises } = review
      let sum = 0
      for (let at = 0; at < rows.length; at += 1) sum += (weights[rows[at] ?? 0] ?? 0) * (ratios[rows[at] ?? 0] ?? 0)
      const slope = 1 / (1 + Math.exp(-(sum * shrunk + bias))) - (praises ? 1 : 0)
      const step = rate / (1 + hold * rate * seen)
      seen += 1
      shrunk *= 1 - step * hold
      for (let at = 0; at < rows.length; at += 1) {
        const row = rows[at] ?? 0
        weights[row] = (weights[row] ?? 0) - step * slope / shrunk * (ratios[row] ?? 0)
      }
      bias -= step * slope * biasPace
    }
    if (round >= firstKept) weights.forEach((weight, row) => { mean[row] = (mean[row] ?? 0) + weight * shrunk / (rounds - firstKept) })
  }
  return { weights: mean, bias }
}

/** Fits the model and packs it into int8; equal reviews in equal order give equal weights. */
export const fitPraise = (reviews: Judged[], plan: PraisePlan): LinearModel => {
  const ratios = ratiosOf(reviews, 1 << plan.bits)
  const { weights: before, bias } = learn(reviews, ratios, plan)
  const weights = before.map((weight, row) => weight * (ratios[row] ?? 0))
  const scale = Math.max(weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0), 1e-6) / 127
  const head = { name: praiseName, classes: ['praise'], bits: plan.bits, stemsOnly: false, named: [], scale, kinScale: null, temperature: 1, bias: [Math.round(bias * 1e4) / 1e4] }
  return { head, weights: Int8Array.from(weights, weight => Math.round(weight / scale)) }
}
