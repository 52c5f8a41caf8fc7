// The socket door: tells rooms that the server chose what happened to whom, in order of the trail. It carries names, never data.
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { Refusal } from '#domain/refusal.ts'
import { scopeOf } from '#domain/rights.ts'
import type { ClientToServer, Happening, ServerToClient } from '#domain/live.ts'
import type { TrailEvent, TrailLine } from '#domain/trail.ts'
import { viewerOf } from './actions/show/viewer.ts'
import { tokenId } from './actions/open-session.ts'
import { demandNothingOwed, sessionBehind } from './actions/who-is.ts'
import type { World } from './actions/world.ts'
import type { SessionCookie } from './http/session-cookie.ts'

interface Kept { userId: string, token: string }
type Desk = Server<ClientToServer, ServerToClient, Record<never, never>, Kept>
type Listener = Socket<ClientToServer, ServerToClient, Record<never, never>, Kept>

const joinMs = 150
const tickMs = 20_000
/** A client that lets this many packets wait is dropped; it comes back and asks for what it shows. */
const waitingAtMost = 256
const readAtMost = 500
/** Until a trail that could not be read is read again. */
const againMs = 1000

/** Before the line is open: from its first moment on nothing that this person may hear is missed. */
const letIn = async (world: World, cookie: SessionCookie, listener: Listener): Promise<void> => {
  const token = cookie.tokenIn(listener.handshake.headers.cookie)
  const { user, session } = await sessionBehind(world, token)
  demandNothingOwed(session)
  listener.data = { userId: user.id, token: token ?? '' }
  const viewer = await viewerOf(world, user)
  const all = [...viewer.organisations.values()]
  const feed = scopeOf(viewer, 'read-feed', all).akimatIds.map(id => `feed:${id}`)
  const { akimatIds, bodyIds } = scopeOf(viewer, 'read-tickets', all)
  const sources = scopeOf(viewer, 'read-sources', all).akimatIds.length ? ['sources'] : []
  await listener.join([`user:${user.id}`, 'desk', ...feed, ...[...akimatIds, ...bodyIds].map(id => `tickets:${id}`), ...sources])
}

/** Who may hear of it. */
const roomsOf = (event: TrailEvent): string[] => {
  switch (event.type) {
    case 'posts-collected': return [...Object.keys(event.fresh).map(id => `feed:${id}`), 'sources']
    case 'source-health': case 'source-created': return ['sources']
    case 'request-erasure': case 'decide-erasure': case 'erasure-done': case 'erase-post': return [`feed:${event.organisationId}`]
    case 'danger': case 'dismiss': case 'triage-moved': case 'restore': return [`feed:${event.organisationId}`]
    case 'pass': return [`feed:${event.organisationId}`, `feed:${event.toId}`]
    case 'calendar-changed': return ['desk']
    case 'notify': return [`user:${event.userId}`]
    case 'user-blocked': case 'user-changed': case 'password-set': case 'signed-in': case 'signed-out': case 'second-factor': case 'invited': return [`user:${event.userId}`]
    case 'user-created': case 'organisation-created': case 'security-changed': case 'prefix-set': case 'retention': case 'retention-set': case 'terms-set': case 'journal-exported': return []
    case 'rule-set': case 'rule-offered': case 'rule-offer-decided': return [`feed:${event.organisationId}`]
    default: return [`tickets:${event.organisationId}`, ...event.bodyId ? [`tickets:${event.bodyId}`] : []]
  }
}

/** The body that had the ticket before this line, also when that was before this process began to tell. */
const bodyBefore = async (world: World, ticketId: string, seq: number): Promise<string | null> => {
  const last = (await world.store.read.eventsOf({ ticketId })).findLast(line => line.seq < seq && 'bodyId' in line.event)
  return last && 'bodyId' in last.event ? last.event.bodyId : null
}

/** A ticket that left a body is told to the body it left too: its list must let go of it. */
const leftBodies = async (world: World, { seq, event }: TrailLine, bodyOf: Map<string, string | null>): Promise<string[]> => {
  if (!('ticketId' in event) || event.ticketId === null || !('bodyId' in event) || event.type === 'register') return []
  const { ticketId } = event
  const before = bodyOf.has(ticketId) ? bodyOf.get(ticketId) : await bodyBefore(world, ticketId, seq)
  if (event.type === 'close' || event.type === 'annul') bodyOf.delete(ticketId)
  else bodyOf.set(ticketId, event.bodyId)
  return before && before !== event.bodyId ? [`tickets:${before}`] : []
}

const happeningOf = ({ seq, at, by, event }: TrailLine): Happening => ({
  seq, at, by, type: event.type, organisationId: 'organisationId' in event ? event.organisationId : null,
  ticketId: 'ticketId' in event ? event.ticketId : null, number: 'number' in event ? event.number : null, postId: 'postId' in event ? event.postId ?? null : null,
})

/** Reads the trail from where it stands and hands it out in bursts; the bell only says that there is something to read. */
const startTelling = (world: World, desk: Desk, recheck: (userId: string) => Promise<void>, from: number) => {
  let told = from
  let reading = false
  let rungAgain = false
  let timer: NodeJS.Timeout | undefined
  let again: NodeJS.Timeout | undefined
  const bodyOf = new Map<string, string | null>()
  const waiting = new Map<string, { rooms: string[], happenings: Happening[] }>()

  const flush = () => {
    timer = undefined
    for (const { rooms, happenings } of waiting.values()) desk.to(rooms).emit('happened', happenings)
    waiting.clear()
  }
  const hand = async (line: TrailLine) => {
    const rooms = [...roomsOf(line.event), ...await leftBodies(world, line, bodyOf)]
    if (rooms.length) {
      const key = rooms.join(' ')
      const burst = waiting.get(key) ?? { rooms, happenings: [] }
      burst.happenings.push(happeningOf(line))
      waiting.set(key, burst)
    }
    if (line.event.type === 'calendar-changed') await world.keptCalendar.refresh()
    if (line.event.type === 'user-blocked' || line.event.type === 'signed-out' || line.event.type === 'password-set' || line.event.type === 'user-changed') await recheck(line.event.userId)
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
    if (waiting.size) timer ??= setTimeout(flush, joinMs)
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

/** The storage does not answer now: nothing is known of a session, and what is to be told stays to be told. */
const isAway = (error: unknown): boolean => error instanceof Refusal && error.code === 'storage-unavailable'

/** Why the session is over; null while it lives. */
const endOf = async (world: World, token: string): Promise<'user-blocked' | 'signed-out' | 'session-expired' | null> => {
  try {
    await sessionBehind(world, token)
    return null
  } catch (error) {
    if (isAway(error)) throw error
    if (error instanceof Refusal && error.code === 'user-blocked') return 'user-blocked'
    const session = await world.store.read.get('session', tokenId(token))
    return session?.endedAt ? 'signed-out' : 'session-expired'
  }
}

/** A socket whose session is over is told so and closed; while the storage is away it stays, and the next tick asks again. */
const keepOrEnd = async (world: World, listener: { data: Kept, emit: Listener['emit'], disconnect: (close: boolean) => unknown }) => {
  try {
    const reason = await endOf(world, listener.data.token)
    if (reason === null) return
    listener.emit('ended', reason)
    listener.disconnect(true)
  } catch (error) {
    if (!isAway(error)) world.log.error({ err: error }, 'the session of a socket could not be read')
  }
}

export interface Live {
  /** Open connections. */
  count: () => number
  close: () => Promise<void>
}

export interface LiveParts {
  cookie: SessionCookie
  /** Is a page of this origin, asking at this host, one of another site? */
  isForeign: (origin: string | undefined, host: string | undefined) => boolean
}

export const startLive = async (world: World, server: HttpServer, { cookie, isForeign }: LiveParts): Promise<Live> => {
  const desk: Desk = new Server(server, {
    serveClient: false, perMessageDeflate: false, maxHttpBufferSize: 100_000,
    allowRequest: (request, answer) => {
      const { origin, host } = request.headers
      answer(null, !isForeign(origin, host))
    },
  })
  desk.use((listener, next) => {
    letIn(world, cookie, listener).then(() => next(), (error: unknown) => {
      if (!(error instanceof Refusal)) world.log.error({ err: error }, 'a socket found no rooms')
      next(new Error(isAway(error) ? 'storage-unavailable' : 'not-signed-in'))
    })
  })
  // The session may have ended while the person was being let in, when there was nobody to tell yet.
  desk.on('connection', listener => void keepOrEnd(world, listener))
  const recheck = async (userId: string) => {
    const listeners = await desk.in(`user:${userId}`).fetchSockets()
    await Promise.all(listeners.map(listener => keepOrEnd(world, listener)))
  }
  const stopTelling = startTelling(world, desk, recheck, (await world.store.read.head()).seq)
  const tick = setInterval(() => void (async () => {
    const { seq } = await world.store.read.head()
    for (const listener of desk.sockets.sockets.values()) {
      const { writeBuffer } = listener.conn as unknown as { writeBuffer: unknown[] }
      if (writeBuffer.length > waitingAtMost) listener.disconnect(true)
      else await keepOrEnd(world, listener)
    }
    desk.emit('tick', { seq, at: world.now() })
  })().catch((error: unknown) => world.log.error({ err: error }, 'the tick of the sockets failed')), tickMs)
  return {
    count: () => desk.sockets.sockets.size,
    close: async () => {
      clearInterval(tick)
      stopTelling()
      await desk.close()
    },
  }
}
