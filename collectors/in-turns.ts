// A long list is worked through in turns with everything else: whoever asks the desk meanwhile does not wait for its end.
import { setImmediate as nextTurn } from 'node:timers/promises'

/** So many of the usual items are a few milliseconds of work. */
const usualSize = 100

/** The list in pieces, in its order; between two of them others have their turn. */
export async function* inTurns<T>(list: readonly T[], size = usualSize): AsyncGenerator<T[]> {
  for (let from = 0; from < list.length; from += size) {
    if (from > 0) await nextTurn()
    yield list.slice(from, from + size)
  }
}
