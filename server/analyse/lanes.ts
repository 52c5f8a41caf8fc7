// Sums of many columns at half the work: two of them in one number, 65,536 times the second plus the first.

/** As far as the columns of summed rows may reach together, before they are taken out of their lanes. */
export const laneMax = 0x7fff

/** Two columns a number; none may reach further than `laneMax`. */
export const packed = (counts: Int32Array): Int32Array =>
  Int32Array.from({ length: Math.ceil(counts.length / 2) }, (_, lane) => (counts[2 * lane] ?? 0) + 65_536 * (counts[2 * lane + 1] ?? 0))

const firstOf = (lane: number): number => lane << 16 >> 16

/** One column of packed ones. */
export const columnOf = (lanes: Int32Array, column: number): number => {
  const lane = lanes[column >> 1] ?? 0
  return column % 2 === 0 ? firstOf(lane) : (lane - firstOf(lane)) >> 16
}

/** Adds packed columns to others. */
export const addLanes = (sums: Int32Array, lanes: Int32Array) => {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (lanes[at] ?? 0)
}

/** Takes sums out of their lanes: they are added to `counts`, and the lanes are empty again. */
export const unpack = (sums: Int32Array, counts: Int32Array) => {
  for (let at = 0; at < sums.length; at += 1) {
    const lane = sums[at] ?? 0
    const first = firstOf(lane)
    counts[2 * at] = (counts[2 * at] ?? 0) + first
    counts[2 * at + 1] = (counts[2 * at + 1] ?? 0) + ((lane - first) >> 16)
    sums[at] = 0
  }
}
