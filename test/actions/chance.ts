// Chance that can be had again: the same numbers for the same seed.

export interface Chance {
  /** From 0 to 1 (mulberry32). */
  next: () => number
  pick: <T>(list: readonly T[]) => T
}

export const makeChance = (seed: number): Chance => {
  let state = seed
  const next = () => {
    state = (state + 0x6D2B79F5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    pick: (list) => {
      const index = Math.floor(next() * list.length)
      // Undefined may be one of the list.
      if (!(index in list)) throw new Error('nothing to pick from')
      return list[index] as (typeof list)[number]
    },
  }
}
