// Which of many stems a word begins with, without trying them all.

/** Makes a finder: items whose stem the letters begin with, in the order they were given; an item of several such stems comes once. */
export const findByBeginning = <Item>(items: { stem: string, item: Item }[]): (letters: string) => Item[] => {
  const byStem = new Map<string, { at: number, item: Item }[]>()
  let longest = 0
  for (const [at, { stem, item }] of items.entries()) {
    const row = byStem.get(stem) ?? []
    row.push({ at, item })
    byStem.set(stem, row)
    longest = Math.max(longest, stem.length)
  }
  return (letters) => {
    const found: { at: number, item: Item }[] = []
    for (let size = Math.min(letters.length, longest); size > 0; size -= 1) for (const one of byStem.get(letters.slice(0, size)) ?? []) found.push(one)
    return [...new Set(found.sort((a, b) => a.at - b.at).map(({ item }) => item))]
  }
}
