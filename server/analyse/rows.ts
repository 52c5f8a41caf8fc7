// Numbers known of each spelling, side by side in one stretch of memory: the processor waits longer for what lies scattered than it takes to add it up.
import { lookLimit } from './normalise.ts'
import { placeInKnown, type Known } from './remember.ts'

/** So many rows are kept; the room of the oldest is given to the next. A power of two. */
const rowsKept = 65_536
/** No text has more words than `lookLimit`: while one is looked at, its rows are not given to others. */
const youngest = rowsKept - lookLimit

/** Rows of as many numbers each; memory is given once and does not grow. */
export interface Rows<Word> {
  numbers: Int32Array
  /** Where the row of a word begins. */
  startOf: (word: Word) => number
}

/** Rows of `wide` numbers; `fill` writes all numbers of a word's row when it is first asked for, and again when its room was given away. */
export const makeRows = <Word extends { known: Known }>(wide: number, fill: (word: Word, numbers: Int32Array, start: number) => void): Rows<Word> => {
  const numbers = new Int32Array(rowsKept * wide)
  const place = placeInKnown()
  let made = 0
  return {
    numbers,
    startOf: (word) => {
      const nth = word.known[place]
      if (typeof nth === 'number' && made - nth < youngest) return nth % rowsKept * wide
      made += 1
      word.known[place] = made
      const start = made % rowsKept * wide
      fill(word, numbers, start)
      return start
    },
  }
}
