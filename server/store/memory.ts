// What one group learnt and left is what the next one starts from, as long as nobody else moved the head: then nothing is asked twice.
import { nothingKnown, sizeOf, type Known } from './layer.ts'

/** Bounds: documents and keys, and UTF-16 units of what was staged. Beyond them all is forgotten. */
const maxKnown = 2000
const maxStaged = 8_000_000

export class Memory {
  #group: string | null = null
  #known = nothingKnown()
  #staged = 0

  /** What is known of the state that this group left. Until `keep` it is known no more: the next group may fail. */
  recall(group: string): Known {
    const known = this.#group === group ? this.#known : nothingKnown()
    this.#group = null
    return known
  }

  /** The state as the last group left it, which staged so much. */
  keep(group: string, known: Known, staged: number): void {
    this.#staged += staged
    const isFull = sizeOf(known) > maxKnown || this.#staged > maxStaged
    this.#group = isFull ? null : group
    this.#known = isFull ? nothingKnown() : known
    if (isFull) this.#staged = 0
  }
}
