// Weights of several models in one table, so that the row of a feature is fetched once for all of them.

interface Table { head: { classes: readonly string[], stemsOnly: boolean }, weights: Int8Array }

/** Models of as many hashed rows lie side by side: a feature is looked up once for all of them. */
export interface Block {
  mask: number
  /** First column in `Sums`, and how many there are; those of models that look at pieces too come last. */
  start: number
  wide: number
  piecesFrom: number
  weights: Int8Array
}

/** Lays models of 2^`bits` rows side by side from column `start` of `Sums` on; those that look at stems only come first. */
export const blockOf = (models: readonly Table[], bits: number, start: number): Block => {
  const wide = models.reduce((sum, { head }) => sum + head.classes.length, 0)
  const weights = new Int8Array(wide << bits)
  let column = 0
  for (const { head: { classes: { length } }, weights: own } of models) {
    for (let row = 0; row < 1 << bits; row += 1) for (let at = 0; at < length; at += 1) weights[row * wide + column + at] = own[row * length + at] ?? 0
    column += length
  }
  const piecesFrom = models.reduce((sum, { head }) => sum + (head.stemsOnly ? head.classes.length : 0), 0)
  return { mask: (1 << bits) - 1, start, wide, piecesFrom, weights }
}

/** Adds the row of a feature to the columns of a block from its `first` on: whole, as weights are stored; their scale is applied once a text. */
export const addRow = (counts: Int32Array, { start, wide, weights, mask }: Block, hash: number, times: number, first: number) => {
  const from = (hash & mask) * wide
  for (let index = first; index < wide; index += 1) counts[start + index] = (counts[start + index] ?? 0) + (weights[from + index] ?? 0) * times
}
