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
