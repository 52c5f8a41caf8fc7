// After each event all who look at a list ask for the same page at once: it is read and written down once for those of the same rights.
import type { Grant } from '#domain/user.ts'
import type { World } from '../actions/world.ts'

/** An answer counts in the second in which it was made, for the clocks in it go on. */
const secondMs = 1000
/** Kept of one second: more different questions than these are answered each by itself. */
const keptAtMost = 200

/** What an answer depends on beside the store and the time: the question, and the rights of who asks (never who that is). */
export interface Question { endpoint: string, input: unknown, grants: readonly Grant[] }

export type SharedAnswers = (question: Question, make: () => Promise<unknown>) => Promise<string>

/**
 * Answers as JSON text, shared as long as nothing is told to the trail, and no longer than a second. A failure is shared with those who wait for it,
 * and forgotten.
 */
export const makeSharedAnswers = (world: World): SharedAnswers => {
  let moment = ''
  let kept = new Map<string, Promise<string>>()
  return async ({ endpoint, input, grants }, make) => {
    const { seq } = await world.store.read.head()
    const now = `${seq} ${Math.floor(Date.parse(world.now()) / secondMs)}`
    if (now !== moment) [moment, kept] = [now, new Map()]
    const name = JSON.stringify([endpoint, input, grants])
    const known = kept.get(name)
    if (known) return await known
    const mine = kept
    const answer = make().then(made => JSON.stringify(made))
    if (mine.size < keptAtMost) mine.set(name, answer)
    answer.catch(() => mine.delete(name))
    return await answer
  }
}
