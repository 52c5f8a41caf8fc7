// How quickly bursts may follow each other: single events go out at once, and only a flood of them is joined.
const most = 10
/** 25 a second: with a thousand sockets as much as one process sends beside its other work. */
const everyMs = 40

/** Says whether a burst may go out now. Ten may in a row, and one more with every 40 ms that pass. `clock` is in milliseconds and never goes back. */
export const makePace = (clock: () => number): (() => boolean) => {
  let spare = most
  let counted = clock()
  return () => {
    const passed = Math.floor((clock() - counted) / everyMs)
    spare = Math.min(most, spare + passed)
    counted += passed * everyMs
    if (spare === 0) return false
    spare -= 1
    return true
  }
}
