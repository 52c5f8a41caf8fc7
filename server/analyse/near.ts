// Finds the first of the remembered posts that says nearly the same: one-permutation MinHash of five-letter shingles, met through LSH bands.
import { makeKeptSketches } from './kept-sketches.ts'
import { fold } from './letters.ts'

const bins = 128
/** Rows of a band: two posts meet when all of one band agree. 42 bands find nine in ten of the texts with a fifth of the words replaced. */
const rows = 3
const bands = Math.floor(bins / rows)
const shingle = 5

/** Texts with fewer letters are compared whole (duplicate.ts): their few shingles agree by chance. */
const fewestLetters = 40
/** Only so much of a text is compared. */
const comparedLetters = 2000
/** Share of equal bins from which two posts are one: an estimate of the Jaccard likeness of their shingles. */
export const alikeFrom = 0.3
/** Posts of one band that are looked at, newest first: a flood of copies stays bounded. */
const candidatesMax = 24

const prime = 16_777_619
const empty = 0xffff_ffff

const mixed = (hash: number): number => {
  const first = Math.imul(hash ^ (hash >>> 16), 2_246_822_507)
  const second = Math.imul(first ^ (first >>> 13), 3_266_489_909)
  return (second ^ (second >>> 16)) >>> 0
}

const shingleAt = (letters: Uint16Array, at: number): number => {
  let hash = 2_166_136_261
  for (let index = at; index < at + shingle; index += 1) hash = Math.imul(hash ^ (letters[index] ?? 0), prime)
  return mixed(hash)
}

// An empty bin borrows from the next full one on its right, so that likeness stays comparable for short texts.
const densified = (sketch: Uint32Array): Uint32Array => {
  let last = empty
  for (let at = 2 * bins - 1; at >= 0; at -= 1) {
    const bin = at % bins
    const value = sketch[bin] ?? empty
    if (value === empty) sketch[bin] = last === empty ? empty : (last + 0x9e37_79b1) >>> 0
    last = sketch[bin] ?? empty
  }
  return sketch
}

const space = 0x20
// The folded letters of the text that is being sketched.
const folded = new Uint16Array(comparedLetters)

const foldInto = (key: string): Uint16Array => {
  const plain = fold(key.slice(0, comparedLetters))
  for (let at = 0; at < plain.length; at += 1) folded[at] = plain.charCodeAt(at)
  return folded.subarray(0, plain.length)
}

const lettersIn = (codes: Uint16Array): number => {
  let count = 0
  for (const code of codes) if (code !== space) count += 1
  return count
}

/** Sketch of a text by its `textKey` (duplicate.ts), 128 numbers; undefined when it is too short to be compared by likeness. */
export const sketchOf = (key: string): Uint32Array | undefined => {
  const letters = foldInto(key)
  if (lettersIn(letters) < fewestLetters) return undefined
  const sketch = new Uint32Array(bins).fill(empty)
  for (let at = 0; at + shingle <= letters.length; at += 1) {
    const hash = shingleAt(letters, at)
    const bin = hash % bins
    const value = Math.floor(hash / bins)
    if (value < (sketch[bin] ?? empty)) sketch[bin] = value
  }
  return densified(sketch)
}

/** Share of equal bins of two sketches, 0 … 1. */
export const likeness = (one: Uint32Array, other: Uint32Array): number => {
  let equal = 0
  for (let at = 0; at < bins; at += 1) if (one[at] === other[at]) equal += 1
  return equal / bins
}

const bandKeys = (sketch: Uint32Array): Uint32Array => {
  const keys = new Uint32Array(bands)
  for (let band = 0; band < bands; band += 1) {
    let hash = band + 1
    for (let row = 0; row < rows; row += 1) hash = mixed(hash ^ (sketch[band * rows + row] ?? 0))
    keys[band] = hash
  }
  return keys
}

/**
 * A finder over the last `kept` texts; memory is given once and does not grow. Each call remembers a sketch under the next number from 0
 * and answers the number of the likest remembered post, undefined when none is alike.
 */
export const makeNearFinder = (kept: number) => {
  const sketches = makeKeptSketches(kept, bins)
  // Heads of chains by band key, and for each text and band the text before it in that chain; kept plus one, so that 0 is none.
  const slots = 1 << Math.ceil(Math.log2(Math.max(2, kept)))
  const heads = new Int32Array(bands * slots)
  const before = new Int32Array(kept * bands)
  // Which text each remembered one was last compared with, plus one.
  const compared = new Uint32Array(kept)
  // The next text of each chain that is followed, and the texts met.
  const links = new Int32Array(bands)
  const met = new Int32Array(bands * candidatesMax)
  const metAt = new Int32Array(bands * candidatesMax)
  let next = 0

  // One step of all chains before the next step of any, and comparing last: so the processor fetches many places at a time and waits once for all.
  const meet = (keys: Uint32Array): number => {
    const oldest = Math.max(0, next - kept)
    const nextPlace = next % kept
    for (let band = 0; band < bands; band += 1) links[band] = (heads[band * slots + ((keys[band] ?? 0) & (slots - 1))] ?? 0) - 1
    let count = 0
    for (let looked = 0; looked < candidatesMax; looked += 1) {
      for (let band = 0; band < bands; band += 1) {
        const number = links[band] ?? -1
        if (number < oldest) continue
        const place = nextPlace - (next - number) + (next - number > nextPlace ? kept : 0)
        // Another band that happened to fall into the same slot is no meeting.
        if (compared[place] !== next + 1 && sketches.agree(place, band * rows, (band + 1) * rows)) {
          compared[place] = next + 1
          met[count] = number
          metAt[count] = place
          count += 1
        }
        const earlier = (before[place * bands + band] ?? 0) - 1
        links[band] = earlier < number ? earlier : -1
      }
    }
    return count
  }

  const find = (keys: Uint32Array): number | undefined => {
    const count = meet(keys)
    let best = -1
    let bestEqual = bins * alikeFrom
    for (let at = 0; at < count; at += 1) {
      const number = met[at] ?? 0
      const equal = sketches.equalBins(metAt[at] ?? 0, bestEqual)
      if (equal > bestEqual || (equal === bestEqual && (best < 0 || number < best))) {
        best = number
        bestEqual = equal
      }
    }
    return best < 0 ? undefined : best
  }

  const remember = (keys: Uint32Array | undefined) => {
    const number = next
    next += 1
    const place = number % kept
    if (keys === undefined) {
      sketches.clear(place)
      return
    }
    sketches.keep(place)
    for (let band = 0; band < bands; band += 1) {
      const head = band * slots + ((keys[band] ?? 0) & (slots - 1))
      before[place * bands + band] = heads[head] ?? 0
      heads[head] = number + 1
    }
  }

  return {
    /** Number of the likest of the texts remembered, then remembers this one (`undefined`: a text not to be compared). */
    next: (sketch: Uint32Array | undefined): number | undefined => {
      const keys = sketch && bandKeys(sketch)
      if (sketch !== undefined) sketches.ask(sketch)
      const found = keys && find(keys)
      remember(keys)
      return found
    },
  }
}
