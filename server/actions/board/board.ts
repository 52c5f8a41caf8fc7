// The figures of this process: before each answer it catches up with the trail to its end, so every answer is exact at one place of the trail.
import type { Calendar } from '#domain/calendar.ts'
import { momentOf, type Moment } from '#domain/counted.ts'
import type { Instant } from '#domain/time.ts'
import type { TrailEvent } from '#domain/trail.ts'
import type { Store } from '../../store/store.ts'
import { makeKept, type Sight } from './kept.ts'
import { load, loadRegistered, putMany } from './load.ts'

const linesAtOnce = 1000
/** How often a question goes on waiting for a moment in which nobody writes; then it takes what it has, a few acts around one instant. */
const roundsAtMost = 50
/** After a bell, in milliseconds: a burst is read in one go. */
const restMs = 1000

/** By whose clock a question is answered. */
export interface Clock { now: () => Instant, calendar: Calendar }

export interface Board {
  /**
   * Answers out of the sums as they stand at the end of the trail. `gather` reads from the store beside them, at the same place of the trail;
   * it is asked again when somebody wrote meanwhile. `answer` is given both in one go, and keeps nothing of the sight.
   */
  ask<G, T>(clock: Clock, gather: () => Promise<G>, answer: (sight: Sight, gathered: G) => T): Promise<T>
  /** Loads now, and goes on reading after each bell, so that no question waits for long. Returns the way to stop. */
  keepWarm(clock: Clock, onError: (error: unknown) => void): () => void
  /** How many tickets are at hand: some hundreds of bytes each. */
  readonly size: number
}

/** The ticket that a line tells a change of; what reached a person changes none. */
const ticketIn = (event: TrailEvent): string | null => (event.type !== 'notify' && 'ticketId' in event ? event.ticketId : null)

export const makeBoard = ({ read, subscribe }: Pick<Store, 'read' | 'subscribe'>): Board => {
  const kept = makeKept()
  let seq = 0
  let loadedFor: Moment | null = null
  let queue: Promise<unknown> = Promise.resolve()

  const loadAnew = async (moment: Moment) => {
    loadedFor = null
    kept.begin(moment)
    seq = await load(read, kept, moment)
    loadedFor = moment
  }
  /** The first question loads, and so does one for a day before the last. A new day brings another week of a year ago. */
  const prepare = async ({ now, calendar }: Clock) => {
    const moment = momentOf(now(), calendar)
    if (loadedFor === null || moment.today < loadedFor.today) return loadAnew(moment)
    await kept.turn(moment)
    kept.at(moment)
    if (moment.today === loadedFor.today) return
    await loadRegistered(read, kept, { from: loadedFor.yearAgo.to, to: moment.yearAgo.to })
    loadedFor = moment
  }
  /** How many lines it read on from where it stands; none at the end of the trail. */
  const readOn = async (): Promise<number> => {
    const lines = await read.eventsAfter(seq, linesAtOnce)
    const last = lines.at(-1)
    if (!last) return 0
    await putMany(read, kept, [...new Set(lines.flatMap(({ event }) => ticketIn(event) ?? []))])
    lines.forEach(kept.hear)
    seq = last.seq
    return lines.length
  }
  /** To the end of the trail; `again` is called after each step that read anything. */
  const toTheEnd = async (again: () => Promise<void>) => {
    for (let round = 0; round < roundsAtMost;) {
      const lines = await readOn()
      if (lines === 0) return
      // A long way is not a wait.
      if (lines < linesAtOnce) round += 1
      await again()
    }
  }
  const catchUp = async (clock: Clock) => {
    await prepare(clock)
    await toTheEnd(async () => {})
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => {})
    return turn
  }
  return {
    ask: (clock, gather, answer) => inTurn(async () => {
      await catchUp(clock)
      let gathered = await gather()
      await toTheEnd(async () => { gathered = await gather() })
      return answer({ ...kept.at(momentOf(clock.now(), clock.calendar)), seq }, gathered)
    }),
    keepWarm: (clock, onError) => {
      let timer: NodeJS.Timeout | undefined
      let stopped = false
      const warm = () => {
        timer = undefined
        // A store that is closed in the middle of a look is no error.
        inTurn(() => catchUp(clock)).catch((error: unknown) => { if (!stopped) onError(error) })
      }
      warm()
      const unsubscribe = subscribe(() => { timer ??= setTimeout(warm, restMs).unref() })
      return () => {
        stopped = true
        unsubscribe()
        clearTimeout(timer)
      }
    },
    get size() { return kept.size },
  }
}
