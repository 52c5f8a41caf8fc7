// The same words come again and again: what was worked out for one is kept, within a bound.

/** Two generations of so many keys are kept: when the young one is full it becomes the old one, and what is asked for again is young again. */
const keptMax = 32_768
const longestKey = 60

/** `make`, but asked once a key while the key is kept: at least the last 32,768 different keys are. Long keys are never kept. */
export const remember = <Value>(make: (key: string) => Value): (key: string) => Value => {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  return (key) => {
    const known = young.get(key)
    if (known !== undefined) return known
    const value = old.get(key) ?? make(key)
    if (key.length > longestKey) return value
    if (young.size >= keptMax) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
}

/**
 * What is known of one spelling, a place for each who asked for one; the first is a number with all that is answered by yes or no. It lives and
 * dies with the spelling, which normalise.ts remembers.
 */
export type Known = [marks: number, ...unknown[]]

let places = 1
let marks = 0
/** Bits of a whole number that the processor holds as such. */
const marksMax = 30

/** Room for what is known of one more spelling. */
export const nothingKnown = (): Known => [0, ...Array<unknown>(places - 1).fill(undefined)]

/** A place in `Known` for one who writes there himself. For what is made once a process: places are never given back. */
export const placeInKnown = (): number => {
  places += 1
  return places - 1
}

/** `make`, asked once a spelling and kept with it, so that nothing is hashed or looked for. For what is made once a process (`placeInKnown`). */
export const rememberWord = <Word extends { known: Known }, Value>(make: (word: Word) => Value): (word: Word) => Value => {
  const place = placeInKnown()
  return (word) => {
    // Nobody else writes to this place.
    const known = word.known[place] as Value | undefined
    if (known !== undefined) return known
    const value = make(word)
    word.known[place] = value
    return value
  }
}

/** Same for what is mostly answered by no: one number holds the answers of all who ask so, and the processor fetches one place for them. */
export const rememberWhether = <Word extends { known: Known }>(make: (word: Word) => boolean): (word: Word) => boolean => {
  const [asked, yes] = [1 << marks, 2 << marks]
  marks += 2
  if (marks > marksMax) throw new Error(`a spelling has room for ${marksMax / 2} answers by yes or no`)
  return (word) => {
    const known = word.known[0]
    if ((known & asked) !== 0) return (known & yes) !== 0
    const is = make(word)
    // What was asked on the way stands there by now.
    word.known[0] |= is ? asked | yes : asked
    return is
  }
}

/** `make`, asked when first needed and never again: commands that understand no text do not wait for word lists and models. */
export const once = <Value extends object>(make: () => Value): () => Value => {
  let made: Value | undefined
  return () => made ??= make()
}
