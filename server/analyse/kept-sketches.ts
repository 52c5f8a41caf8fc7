// Sketches of the last texts as near.ts compares them: laid out so that most comparisons read half of one, four bins at a time.

const sevens = 0x7f7f_7f7f

// A one in each byte that is zero.
const zeroBytes = (word: number): number => ~(((word & sevens) + sevens) | word | sevens) >>> 7

const sumOfBytes = (word: number): number => Math.imul(word, 0x0101_0101) >>> 24

/**
 * Room for `kept` sketches of `bins` numbers each (a multiple of four, 128 at most), given once. Of each bin the low 16 bits are kept:
 * chance agreement stays under one bin in 65,536. One sketch is the asked one; the others are compared with it.
 */
export const makeKeptSketches = (kept: number, bins: number) => {
  // The low bytes of all bins, then the bytes above them.
  const bytes = new Uint8Array(kept * 2 * bins)
  const words = new Int32Array(bytes.buffer)
  const asked = new Uint8Array(2 * bins)
  const askedWords = new Int32Array(asked.buffer)
  const half = bins / 4

  return {
    ask: (sketch: Uint32Array) => {
      for (let bin = 0; bin < bins; bin += 1) {
        const value = sketch[bin] ?? 0
        asked[bin] = value
        asked[bins + bin] = value >>> 8
      }
    },
    /** Whether all bins `from` … `to` of a kept sketch are those of the asked one, as far as their low bytes tell. */
    agree: (place: number, from: number, to: number): boolean => {
      const start = place * 2 * bins
      for (let bin = from; bin < to; bin += 1) if (bytes[start + bin] !== asked[bin]) return false
      return true
    },
    /** How many bins of a kept sketch are those of the asked one; 0 when they are fewer than `least`. */
    equalBins: (place: number, least: number): number => {
      const start = place * 2 * half
      let alike = 0
      for (let at = 0; at < half; at += 1) alike += zeroBytes((words[start + at] ?? 0) ^ (askedWords[at] ?? 0))
      // Bins whose low bytes differ are not equal, whatever stands above them.
      if (sumOfBytes(alike) < least) return 0
      let equal = 0
      for (let at = 0; at < half; at += 1) {
        const low = (words[start + at] ?? 0) ^ (askedWords[at] ?? 0)
        equal += zeroBytes(low | ((words[start + half + at] ?? 0) ^ (askedWords[half + at] ?? 0)))
      }
      const count = sumOfBytes(equal)
      return count < least ? 0 : count
    },
    /** Keeps the asked sketch. */
    keep: (place: number) => words.set(askedWords, place * 2 * half),
    clear: (place: number) => words.fill(0, place * 2 * half, (place + 1) * 2 * half),
  }
}
