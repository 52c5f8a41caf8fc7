// Keeps the screens fresh: what happened comes over the socket, what it means is asked over HTTP; after a break everything shown is asked again.
import type { QueryCache } from '@pinia/colada'
import { readonly, ref } from 'vue'
import type { Socket } from 'socket.io-client'
import type { ClientToServer, Happening, Presence, ServerToClient } from '#domain/live.ts'
import { askAgain, askAnew } from '#client/ask.ts'
import { joinBursts } from '#client/bursts.ts'
import { isTouched } from '#client/touches.ts'

type Ended = Parameters<ServerToClient['ended']>[0]
export type Where = Parameters<ClientToServer['at']>[0]
interface Listener {
  /** What happened in a moment, in the order of the trail. */
  happened: (happenings: Happening[]) => void
  /** Everything shown is to be asked again; a promise settles when it was. */
  caughtUp: () => unknown
  /** What this person may hear or do has changed; `caughtUp` follows. */
  seated: () => void
  /** Null = nothing is known any more. */
  present: (presences: readonly Presence[] | null) => void
}
type Line = Socket<ServerToClient, ClientToServer>

const offlineShownAfterMs = 3_000
/** After a refusal that has to do with the server, not with the person. */
const comeBackAfterMs = 3_000
/** Figures are heavier than the rest and are read, not watched by the second. */
const statisticsEveryMs = 3_000

const isOffline = ref(false)
const listeners = new Set<Partial<Listener>>()
let socket: Line | null = null
let offlineTimer: ReturnType<typeof setTimeout> | undefined
let statisticsTimer: ReturnType<typeof setTimeout> | undefined
let lastSeq = 0
let where: Where = null

const wait = () => {
  offlineTimer ??= setTimeout(() => { isOffline.value = true }, offlineShownAfterMs)
}
const settle = () => {
  clearTimeout(offlineTimer)
  offlineTimer = undefined
  isOffline.value = false
}

const askStatisticsLater = (cache: QueryCache) => {
  statisticsTimer ??= setTimeout(() => {
    statisticsTimer = undefined
    void askAgain(cache, { key: ['statistics'] })
  }, statisticsEveryMs)
}

const tell = (cache: QueryCache, happenings: Happening[]) => {
  void askAgain(cache, { predicate: ({ key: [name, input] }) => name !== 'statistics' && isTouched(happenings, String(name), input) })
  if (isTouched(happenings, 'statistics', {})) askStatisticsLater(cache)
  for (const listener of listeners) listener.happened?.(happenings)
}

/** True when everything shown is fresh. */
const catchUp = async (cache: QueryCache): Promise<boolean> => {
  const [isFresh] = await Promise.all([askAnew(cache), ...[...listeners].map(listener => listener.caughtUp?.())])
  return isFresh
}
const forget = () => { for (const listener of listeners) listener.present?.(null) }

interface Wiring {
  cache: QueryCache
  onEnded: (reason: Ended) => void
  /** After a break that the person could see everything shown is fresh again. */
  onWhole: () => void
}

const listenToNews = (opened: Line, cache: QueryCache) => {
  const bursts = joinBursts(happenings => tell(cache, happenings))
  opened.on('happened', (happenings) => {
    lastSeq = Math.max(lastSeq, ...happenings.map(({ seq }) => seq))
    bursts.add(happenings)
  })
  opened.on('tick', ({ seq }) => {
    // Lines this person may not see leave holes too; asking once too often is cheap, missing one is not.
    if (lastSeq !== 0 && seq > lastSeq) void catchUp(cache)
    lastSeq = Math.max(lastSeq, seq)
  })
  opened.on('present', (presences) => { for (const listener of listeners) listener.present?.(presences) })
  opened.on('seated', () => {
    forget()
    for (const listener of listeners) listener.seated?.()
    void catchUp(cache)
  })
}

const listenToLine = (opened: Line, { cache, onEnded, onWhole }: Wiring) => {
  let wasConnected = false
  let wasCut = false
  const comeBack = () => { if (socket === opened) opened.connect() }
  opened.on('connect', () => {
    const isSeen = isOffline.value || wasCut
    settle()
    wasCut = false
    opened.emit('at', where)
    if (wasConnected) void catchUp(cache).then((isFresh) => { if (isFresh && isSeen && opened.connected) onWhole() })
    wasConnected = true
  })
  opened.on('cut', () => { wasCut = true })
  opened.on('disconnect', (reason) => {
    forget()
    if (reason !== 'io client disconnect') wait()
    // Socket.IO does not come back by itself when the server closed the line, as it does to one that is too slow.
    if (reason === 'io server disconnect') comeBack()
  })
  opened.on('connect_error', ({ message }) => {
    if (message === 'not-signed-in') return onEnded('session-expired')
    wait()
    // Nor when the server answered with a refusal, as it does while the storage is away.
    if (!opened.active) setTimeout(comeBack, comeBackAfterMs)
  })
  opened.on('ended', onEnded)
}

/** Opens the socket of a signed-in person; again after signing in anew. */
export const openLive = async (wiring: Wiring): Promise<void> => {
  closeLive()
  const { io } = await import('socket.io-client')
  socket = io({ transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 })
  listenToNews(socket, wiring.cache)
  listenToLine(socket, wiring)
}

export const closeLive = (): void => {
  socket?.disconnect()
  socket = null
  lastSeq = 0
  settle()
}

/** Says where the person is, now and after each break of the line. */
export const sayWhere = (now: Where): void => {
  where = now
  if (socket?.connected) socket.emit('at', where)
}

/** Hears what is told. Returns how to stop. */
export const onLive = (listener: Partial<Listener>): () => void => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** True after three seconds without the socket. */
export const useOffline = () => readonly(isOffline)
