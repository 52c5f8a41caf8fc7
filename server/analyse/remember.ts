// The same words come again and again: what was worked out for one is kept, within a bound.

const keptMax = 20_000
const longestKey = 60

/** `make`, but asked once a key while the key is kept. The whole memory is dropped when full; long keys are never kept. */
export const remember = <Value>(make: (key: string) => Value): (key: string) => Value => {
  const kept = new Map<string, Value>()
  return (key) => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make(key)
    if (kept.size >= keptMax) kept.clear()
    if (key.length <= longestKey) kept.set(key, made)
    return made
  }
}
