// Much that happens in a moment is one piece of news: told soon the first time, then once a second at most, in the order of the trail.
import type { Happening } from '#domain/live.ts'

/** The packets of one burst come one after the other. */
const firstMs = 50
const everyMs = 1_000

/** `add` takes what came, in any order; `tell` is called with all of a moment, sorted by `seq`. */
export const joinBursts = (tell: (happenings: Happening[]) => void) => {
  let waiting: Happening[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let toldAt = -Infinity

  const flush = () => {
    timer = undefined
    toldAt = performance.now()
    const told = waiting.sort((a, b) => a.seq - b.seq)
    waiting = []
    tell(told)
  }
  return {
    add: (happenings: readonly Happening[]): void => {
      waiting.push(...happenings)
      timer ??= setTimeout(flush, Math.max(firstMs, toldAt + everyMs - performance.now()))
    },
  }
}
