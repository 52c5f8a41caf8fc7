// Sums of many columns at half the work: two of them in one number, 65,536 times the second plus the first.

/** As far as the columns of summed rows may reach together, before they are taken out of their lanes. */
export const laneMax = 0x7fff

/** How many numbers so many columns take. */
export const lanesOf = (columns: number): number => Math.ceil(columns / 2)

/** Writes columns two a number from `start` on; none may reach further than `laneMax`. */
export const pack = (counts: Int32Array, columns: number, lanes: Int32Array, start: number) => {
  for (let lane = 0; lane < lanesOf(columns); lane += 1) lanes[start + lane] = (counts[2 * lane] ?? 0) + 65_536 * (counts[2 * lane + 1] ?? 0)
}

const firstOf = (lane: number): number => lane << 16 >> 16

/** One column of packed ones. */
export const columnOf = (lanes: Int32Array, start: number, column: number): number => {
  const lane = lanes[start + (column >> 1)] ?? 0
  return column % 2 === 0 ? firstOf(lane) : (lane - firstOf(lane)) >> 16
}

/** Adds the packed columns of many rows, of which the `starts` from `first` to `last` tell where they begin, to `counts`. Together they may not reach over `laneMax`. */
export const addLanes = (counts: Int32Array, columns: number, lanes: Int32Array, starts: Int32Array, first: number, last: number) => {
  for (let lane = 0; lane < lanesOf(columns); lane += 1) {
    let sum = 0
    for (let at = first; at < last; at += 1) sum += lanes[(starts[at] ?? 0) + lane] ?? 0
    const even = firstOf(sum)
    counts[2 * lane] = (counts[2 * lane] ?? 0) + even
    counts[2 * lane + 1] = (counts[2 * lane + 1] ?? 0) + ((sum - even) >> 16)
  }
}
