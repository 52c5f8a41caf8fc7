// A listener to the trail, as the socket door is one: the bell says that there is something, `eventsAfter` says what.
import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../../../server/store/store.ts'
import type { ToldLine } from './protocol.ts'

const pageSize = 500
const pauseMs = 100

/** Tells every line behind `from`, in order, as they come. Returns the way to stop. */
export const follow = (store: Store, from: number, tell: (lines: ToldLine[]) => void): (() => void) => {
  let told = from
  let rung = true
  let reading = false
  let stopped = false
  const readOn = async () => {
    while (rung && !stopped) {
      rung = false
      const lines = await store.read.eventsAfter(told, pageSize)
      told = lines.at(-1)?.seq ?? told
      rung ||= lines.length === pageSize
      if (lines.length > 0) tell(lines.map(({ seq, hash }) => ({ seq, hash })))
    }
  }
  const work = async () => {
    if (reading) return
    reading = true
    while (rung && !stopped) {
      await readOn().catch(async () => {
        // The storage is away: what rang is still to be read.
        rung = true
        await pause(pauseMs)
      })
    }
    reading = false
  }
  const unsubscribe = store.subscribe(() => {
    rung = true
    void work()
  })
  void work()
  return () => {
    stopped = true
    unsubscribe()
  }
}
