// Who is looking at or writing on what, as told by the open lines. It is never kept and never locks: a line that ends takes its person away.
import { z } from 'zod'
import { placeKey, type Place, type Presence, type Present } from '#domain/live.ts'
import { triageId } from '#domain/triage.ts'
import type { World } from '../actions/world.ts'
import { isAway } from './ending.ts'
import { ticketRooms } from './hearers.ts'
import type { Line, Lines } from './line.ts'

const joinMs = 300
const id = z.string().min(1).max(80)
const where = z.strictObject({
  place: z.union([z.strictObject({ ticketId: id }), z.strictObject({ organisationId: id, postId: id })]),
  isWriting: z.boolean(),
}).nullable()
type Where = z.infer<typeof where>

/** `rooms`: whoever sits in one of them may know of the place. */
interface Kept { rooms: readonly string[], lines: Map<Line, { isWriting: boolean }> }

/** Null when there is no such ticket, or the akimat does not have such a post. */
const roomsAt = async ({ store: { read } }: World, place: Place): Promise<string[] | null> => {
  if ('ticketId' in place) {
    const ticket = await read.get('ticket', place.ticketId)
    return ticket ? ticketRooms(ticket.organisationId, ticket.bodyId) : null
  }
  const triage = await read.get('triage', triageId(place.organisationId, place.postId))
  return triage ? [`feed:${place.organisationId}`] : null
}

const sitsIn = (line: Line, rooms: readonly string[]) => rooms.some(room => line.rooms.has(room))

/** Each person once, from however many lines. */
const peopleAt = ({ lines }: Kept): Present[] => {
  const people = new Map<string, Present>()
  for (const [{ data: { userId } }, { isWriting }] of lines) people.set(userId, { userId, isWriting: isWriting || people.get(userId)?.isWriting === true })
  return [...people.values()]
}

export interface PresenceBook {
  /** Begins to heed where this line's person says to be, and tells it who is where. */
  welcome: (line: Line) => void
  /** A line of the trail about a ticket: whose it is from now on. */
  ticketMoved: (ticketId: string, organisationId: string, bodyId: string | null) => void
  /** The rooms of this line have changed: it leaves what it may not see any more, and is told again who is where. */
  reseated: (line: Line) => void
  close: () => void
}

export const keepPresence = (world: World, lines: Lines, beforeTelling: () => void): PresenceBook => {
  const places = new Map<string, Kept>()
  const placeOf = new Map<Line, string>()
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    timer = undefined
    beforeTelling()
    for (const place of changed) {
      const kept = places.get(place)
      if (!kept) continue
      lines.to([...kept.rooms]).emit('present', [{ place, people: peopleAt(kept) }])
      if (kept.lines.size === 0) places.delete(place)
    }
    changed.clear()
  }
  const changes = (place: string) => {
    changed.add(place)
    timer ??= setTimeout(flush, joinMs)
  }
  const leave = (line: Line) => {
    const place = placeOf.get(line)
    if (place === undefined) return
    placeOf.delete(line)
    places.get(place)?.lines.delete(line)
    changes(place)
  }
  const enter = (line: Line, place: string, rooms: readonly string[], isWriting: boolean) => {
    if (placeOf.get(line) !== place) leave(line)
    const kept = places.get(place) ?? { rooms, lines: new Map() }
    kept.lines.set(line, { isWriting })
    places.set(place, kept)
    placeOf.set(line, place)
    changes(place)
  }
  const settle = async (line: Line, wanted: Where) => {
    if (wanted === null) return leave(line)
    const key = placeKey(wanted.place)
    const rooms = placeOf.get(line) === key ? places.get(key)?.rooms : await roomsAt(world, wanted.place)
    if (!line.connected) return
    if (rooms && sitsIn(line, rooms)) enter(line, key, rooms, wanted.isWriting)
    else leave(line)
  }
  const tellAll = (line: Line) => {
    const presences: Presence[] = [...places].filter(([, { rooms }]) => sitsIn(line, rooms)).map(([place, kept]) => ({ place, people: peopleAt(kept) }))
    line.emit('present', presences)
  }

  return {
    welcome: (line) => {
      let newest: { where: Where } | null = null
      let settling = false
      // One look at the storage at a time for a line, however often its client speaks: of what came meanwhile only the last counts.
      const settleAll = async () => {
        settling = true
        while (newest) {
          const { where } = newest
          newest = null
          await settle(line, where).catch((error: unknown) => { if (!isAway(error)) world.log.error({ err: error }, 'it is not known who may see this place') })
        }
        settling = false
      }
      line.on('at', (said: unknown) => {
        const read = where.safeParse(said)
        if (!read.success) return
        newest = { where: read.data }
        if (!settling) void settleAll()
      })
      line.on('disconnect', () => {
        newest = null
        leave(line)
      })
      tellAll(line)
    },
    ticketMoved: (ticketId, organisationId, bodyId) => {
      const kept = places.get(ticketId)
      if (!kept) return
      const rooms = ticketRooms(organisationId, bodyId)
      for (const line of [...kept.lines.keys()]) if (!sitsIn(line, rooms)) leave(line)
      const left = kept.rooms.filter(room => !rooms.includes(room))
      // Whoever may not read the ticket any more must not think that somebody is still there.
      if (left.length) lines.to(left).except([...rooms]).emit('present', [{ place: ticketId, people: [] }])
      places.set(ticketId, { ...kept, rooms })
    },
    reseated: (line) => {
      const place = placeOf.get(line)
      const rooms = place === undefined ? undefined : places.get(place)?.rooms
      if (rooms && !sitsIn(line, rooms)) leave(line)
      tellAll(line)
    },
    close: () => clearTimeout(timer),
  }
}
