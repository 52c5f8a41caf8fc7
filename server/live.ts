// The socket door: tells rooms that the server chose what happened to whom, in order of the trail. It carries names, never data.
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { Refusal } from '#domain/refusal.ts'
import { dayOf } from '#domain/time.ts'
import type { TrailEvent, TrailLine } from '#domain/trail.ts'
import type { World } from './actions/world.ts'
import type { SessionCookie } from './http/session-cookie.ts'
import { isAway, keepOrEnd } from './live/ending.ts'
import { letIn, seatAnew, type Kept, type Lines, type LinesAtMost } from './live/line.ts'
import { keepPresence } from './live/presence.ts'
import { cutSlow } from './live/slow.ts'
import { startTelling } from './live/telling.ts'

const tickMs = 20_000

export interface Live {
  /** Open connections. */
  count: () => number
  close: () => Promise<void>
}

export interface LiveParts {
  cookie: SessionCookie
  /** Is a page of this origin, asking at this host, one of another site? */
  isForeign: (origin: string | undefined, host: string | undefined) => boolean
  linesAtMost: LinesAtMost
}

/** What a client hears instead of being let in. */
const whyNot = (error: unknown): 'storage-unavailable' | 'too-many-lines' | 'not-signed-in' => {
  if (isAway(error)) return 'storage-unavailable'
  return error instanceof Refusal && error.code === 'too-many-requests' ? 'too-many-lines' : 'not-signed-in'
}

const openLines = (world: World, server: HttpServer, { cookie, isForeign, linesAtMost }: LiveParts): Lines => {
  const lines: Lines = new Server(server, {
    serveClient: false, perMessageDeflate: false, maxHttpBufferSize: 100_000,
    allowRequest: (request, answer) => {
      const { origin, host } = request.headers
      answer(null, !isForeign(origin, host))
    },
  })
  lines.use((line, next) => {
    letIn(world, cookie.tokenIn(line.handshake.headers.cookie), line, linesAtMost).then(() => next(), (error: unknown) => {
      if (!(error instanceof Refusal)) world.log.error({ err: error }, 'a socket found no rooms')
      next(new Error(whyNot(error)))
    })
  })
  return lines
}

/** Whose sessions may be over with this line of the trail, or owe something before the rest; null = nobody's. */
const endsOf = (event: TrailEvent): ((kept: Kept) => boolean) | null => {
  if (event.type === 'security-changed') return () => true
  if (event.type !== 'user-blocked' && event.type !== 'signed-out' && event.type !== 'password-set' && event.type !== 'user-changed') return null
  return ({ userId }) => userId === event.userId
}

/** Who may hear something else from this line of the trail on; null = nobody. */
const newSeatsOf = (event: TrailEvent): ((kept: Kept) => boolean) | null => {
  if (event.type === 'organisation-created') return () => true
  if (event.type !== 'user-changed' && event.type !== 'user-blocked' && event.type !== 'user-unblocked') return null
  const deputyId = event.type === 'user-changed' ? event.deputyId : null
  return ({ userId, principalIds }) => userId === event.userId || userId === deputyId || principalIds.includes(event.userId)
}

export const startLive = async (world: World, server: HttpServer, parts: LiveParts): Promise<Live> => {
  const lines = openLines(world, server, parts)
  const presence = keepPresence(world, lines, () => cutSlow(world, lines))
  let seatedOn = dayOf(world.now())

  const endOrKeepAll = async (isMeant: (kept: Kept) => boolean) => {
    await Promise.all([...lines.sockets.sockets.values()].filter(line => isMeant(line.data)).map(line => keepOrEnd(world, line)))
  }
  const seat = async (isMeant: (kept: Kept) => boolean) => {
    for (const line of await seatAnew(world, lines, isMeant)) {
      presence.reseated(line)
      line.emit('seated')
    }
  }
  /** A leave begins and ends with the day, and with it what a deputy hears. */
  const seatForToday = async () => {
    const today = dayOf(world.now())
    if (today === seatedOn) return
    await seat(({ principalIds }) => principalIds.length > 0)
    seatedOn = today
  }
  const heed = async ({ event }: TrailLine) => {
    if (event.type === 'calendar-changed') await world.keptCalendar.refresh()
    if ('ticketId' in event && event.ticketId !== null && 'bodyId' in event) presence.ticketMoved(event.ticketId, event.organisationId, event.bodyId)
    const mayEnd = endsOf(event)
    if (mayEnd) await endOrKeepAll(mayEnd)
    const isMoved = newSeatsOf(event)
    if (isMoved) await seat(isMoved)
    await seatForToday()
  }
  const tick = async () => {
    const { seq } = await world.store.read.head()
    cutSlow(world, lines)
    await endOrKeepAll(() => true)
    await seatForToday()
    lines.emit('tick', { seq, at: world.now() })
  }

  lines.on('connection', (line) => {
    presence.welcome(line)
    // The session may have ended while the person was being let in, when there was nobody to tell yet.
    void keepOrEnd(world, line)
  })
  const stopTelling = startTelling(world, {
    heed,
    tell: (rooms, happenings) => {
      cutSlow(world, lines)
      lines.to(rooms).emit('happened', happenings)
    },
  }, (await world.store.read.head()).seq)
  const ticking = setInterval(() => void tick().catch((error: unknown) => world.log.error({ err: error }, 'the tick of the sockets failed')), tickMs)
  return {
    count: () => lines.sockets.sockets.size,
    close: async () => {
      clearInterval(ticking)
      stopTelling()
      presence.close()
      for (const line of lines.sockets.sockets.values()) {
        line.emit('cut', 'closing')
        line.disconnect(true)
      }
      await lines.close()
    },
  }
}
