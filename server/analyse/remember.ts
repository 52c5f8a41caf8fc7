// The same words come again and again: what was worked out for one is kept, within a bound.

/** Two generations of so many keys are kept: when the young one is full it becomes the old one, and what is asked for again is young again. */
const keptMax = 20_000
const longestKey = 60

/** `make`, but asked once a key while the key is kept: at least the last 20,000 different keys are. Long keys are never kept. */
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

/** Slots of `rememberWord`: a power of two. */
const slots = 65_536

/** `make`, but asked once a spelling while it is kept: spellings have numbers (`form` of a token), so that nothing is hashed. Memory is bounded by the slots. */
export const rememberWord = <Word extends { form: number }, Value>(make: (word: Word) => Value): (word: Word) => Value => {
  const forms = new Int32Array(slots).fill(-1)
  const values = Array<Value | undefined>(slots).fill(undefined)
  return (word) => {
    const slot = word.form % slots
    const known = forms[slot] === word.form ? values[slot] : undefined
    if (known !== undefined) return known
    const value = make(word)
    forms[slot] = word.form
    values[slot] = value
    return value
  }
}

/** `make`, asked when first needed and never again: commands that understand no text do not wait for word lists and models. */
export const once = <Value extends object>(make: () => Value): () => Value => {
  let made: Value | undefined
  return () => made ??= make()
}
