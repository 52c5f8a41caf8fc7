// Which of many stems a word begins with, without trying them all.

const basis = 2_166_136_261 | 0
const prime = 16_777_619

/** One letter more of a number made of letters. */
const withLetter = (number: number, letters: string, at: number): number => Math.imul(number ^ letters.charCodeAt(at), prime)

const numberOf = (letters: string): number => {
  let number = basis
  for (let at = 0; at < letters.length; at += 1) number = withLetter(number, letters, at)
  return number
}

/** Makes a finder: items whose stem the letters begin with, in the order they were given; an item of several such stems comes once. */
export const findByBeginning = <Item>(items: { stem: string, item: Item }[]): (letters: string) => Item[] => {
  // By a number made of the stem, so that no string is cut out for each beginning of a word.
  const byNumber = new Map<number, { stem: string, at: number, item: Item }[]>()
  let longest = 0
  for (const [at, { stem, item }] of items.entries()) {
    const number = numberOf(stem)
    const row = byNumber.get(number) ?? []
    row.push({ stem, at, item })
    byNumber.set(number, row)
    longest = Math.max(longest, stem.length)
  }
  return (letters) => {
    const found: { at: number, item: Item }[] = []
    let number = basis
    for (let at = 0; at < Math.min(letters.length, longest); at += 1) {
      number = withLetter(number, letters, at)
      for (const one of byNumber.get(number) ?? []) if (one.stem.length === at + 1 && letters.startsWith(one.stem)) found.push(one)
    }
    return found.length < 2 ? found.map(({ item }) => item) : [...new Set(found.sort((a, b) => a.at - b.at).map(({ item }) => item))]
  }
}
