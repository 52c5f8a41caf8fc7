// Reads the trail from where it stands and hands it out in bursts; the bell only says that there is something to read.
import type { Happening } from '#domain/live.ts'
import type { TrailLine } from '#domain/trail.ts'
import type { World } from '../actions/world.ts'
import { isAway } from './ending.ts'
import { makeHearers } from './hearers.ts'
import { makePace } from './pace.ts'

/** What comes faster than the pace is gathered for so long. */
const joinMs = 150
const readAtMost = 500
/** Until a trail that could not be read is read again. */
const againMs = 1000

const happeningOf = ({ seq, at, by, event }: TrailLine): Happening => ({
  seq, at, by, type: event.type, organisationId: 'organisationId' in event ? event.organisationId : null,
  ticketId: 'ticketId' in event ? event.ticketId : null, number: 'number' in event ? event.number : null, postId: 'postId' in event ? event.postId ?? null : null,
})

interface Ears {
  /** A burst for these rooms. */
  tell: (rooms: string[], happenings: Happening[]) => void
  /** Each line in its order, before it is told. */
  heed: (line: TrailLine) => Promise<void>
}

/** Tells every line after `from`. Returns how to stop. */
export const startTelling = (world: World, { tell, heed }: Ears, from: number): () => void => {
  let told = from
  let reading = false
  let rungAgain = false
  let timer: NodeJS.Timeout | undefined
  let again: NodeJS.Timeout | undefined
  const mayNow = makePace(() => performance.now())
  const hearersOf = makeHearers(world)
  const waiting = new Map<string, { rooms: string[], happenings: Happening[] }>()

  const flush = () => {
    timer = undefined
    for (const { rooms, happenings } of waiting.values()) tell(rooms, happenings)
    waiting.clear()
  }
  const hand = async (line: TrailLine) => {
    const rooms = await hearersOf(line)
    await heed(line)
    if (rooms.length) {
      const key = rooms.join(' ')
      const burst = waiting.get(key) ?? { rooms, happenings: [] }
      burst.happenings.push(happeningOf(line))
      waiting.set(key, burst)
    }
  }
  const read = async () => {
    if (reading) {
      rungAgain = true
      return
    }
    reading = true
    do {
      rungAgain = false
      const lines = await world.store.read.eventsAfter(told, readAtMost)
      for (const line of lines) {
        await hand(line)
        told = line.seq
      }
      if (lines.length === readAtMost) rungAgain = true
    } while (rungAgain)
    reading = false
    if (waiting.size === 0 || timer) return
    if (mayNow()) flush()
    else timer = setTimeout(flush, joinMs)
  }
  const ring = () => void read().catch((error: unknown) => {
    reading = false
    world.log.error({ err: error }, 'the trail could not be read for the sockets')
    // What rang is still to be read, also when nothing rings any more.
    if (isAway(error)) again ??= setTimeout(readAgain, againMs)
  })
  const readAgain = () => {
    again = undefined
    ring()
  }
  const unsubscribe = world.store.subscribe(ring)
  return () => {
    unsubscribe()
    clearTimeout(timer)
    clearTimeout(again)
  }
}
