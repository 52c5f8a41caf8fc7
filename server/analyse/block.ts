// Weights of several models in one table, so that the row of a feature is fetched once for all of them.

interface Table { head: { classes: readonly string[] }, weights: Int8Array }

/** Models of as many hashed rows lie side by side: a feature is looked up once for all of them. */
export interface Block {
  mask: number
  /** First column in `Sums`, and how many there are. */
  start: number
  wide: number
  /** Bytes of a row: a multiple of four, the last of them empty. */
  stride: number
  weights: Int8Array
  /** The same bytes, four weights a number. */
  fours: Int32Array
}

/** Lays models of 2^`bits` rows side by side from column `start` of `Sums` on. */
export const blockOf = (models: readonly Table[], bits: number, start: number): Block => {
  const wide = models.reduce((sum, { head }) => sum + head.classes.length, 0)
  const stride = 4 * Math.ceil(wide / 4)
  const weights = new Int8Array(stride << bits)
  let column = 0
  for (const { head: { classes: { length } }, weights: own } of models) {
    for (let row = 0; row < 1 << bits; row += 1) {
      for (let at = 0; at < length; at += 1) weights[row * stride + column + at] = own[row * length + at] ?? 0
    }
    column += length
  }
  return { mask: (1 << bits) - 1, start, wide, stride, weights, fours: new Int32Array(weights.buffer) }
}

/** As many rows can be added up four weights at a time before a sum reaches over its 16 bits. */
const rowsAtOnce = 128
const signs = 0x8080_8080 | 0
const everyOther = 0x00ff_00ff

// Where the rows that are being added up begin.
const starts = new Int32Array(rowsAtOnce)

/**
 * Adds the rows of the first `count` of many features to the columns of a block: whole, as weights are stored; their scale is applied once a text.
 * `counts` has room for the empty columns too: nothing is added to them.
 */
export const addRows = (counts: Int32Array, { start, stride, fours, mask }: Block, hashes: Int32Array | Uint32Array, count: number, times: number) => {
  const step = stride / 4
  for (let from = 0; from < count; from += rowsAtOnce) {
    const rows = Math.min(count - from, rowsAtOnce)
    for (let at = 0; at < rows; at += 1) starts[at] = ((hashes[from + at] ?? 0) & mask) * step
    // With its sign turned a weight is 128 more and never below zero, so that none borrows from its neighbour.
    const more = 128 * rows
    for (let four = 0; four < step; four += 1) {
      let [even, odd] = [0, 0]
      for (let at = 0; at < rows; at += 1) {
        const weights = (fours[(starts[at] ?? 0) + four] ?? 0) ^ signs
        even += weights & everyOther
        odd += (weights >>> 8) & everyOther
      }
      const column = start + 4 * four
      counts[column] = (counts[column] ?? 0) + ((even & 0xffff) - more) * times
      counts[column + 1] = (counts[column + 1] ?? 0) + ((odd & 0xffff) - more) * times
      counts[column + 2] = (counts[column + 2] ?? 0) + ((even >>> 16) - more) * times
      counts[column + 3] = (counts[column + 3] ?? 0) + ((odd >>> 16) - more) * times
    }
  }
}
