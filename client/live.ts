// Keeps the screens fresh: what happened comes over the socket, what it means is asked over HTTP; after a break everything shown is asked again.
import type { QueryCache } from '@pinia/colada'
import { readonly, ref } from 'vue'
import type { Socket } from 'socket.io-client'
import type { ClientToServer, Happening, ServerToClient } from '#domain/live.ts'
import { isTouched } from '#client/touches.ts'

type Ended = Parameters<ServerToClient['ended']>[0]
interface Listener { happened: (happenings: Happening[]) => void, caughtUp: () => void }

const offlineShownAfterMs = 3_000
/** Figures are heavier than the rest and are read, not watched by the second. */
const statisticsEveryMs = 3_000

const isOffline = ref(false)
const listeners = new Set<Listener>()
let socket: Socket<ServerToClient, ClientToServer> | null = null
let offlineTimer: ReturnType<typeof setTimeout> | undefined
let statisticsTimer: ReturnType<typeof setTimeout> | undefined
let lastSeq = 0

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
    void cache.invalidateQueries({ key: ['statistics'] })
  }, statisticsEveryMs)
}

const tell = (cache: QueryCache, happenings: Happening[]) => {
  lastSeq = Math.max(lastSeq, ...happenings.map(({ seq }) => seq))
  void cache.invalidateQueries({ predicate: ({ key: [name, input] }) => name !== 'statistics' && isTouched(happenings, String(name), input) })
  if (isTouched(happenings, 'statistics', {})) askStatisticsLater(cache)
  for (const listener of listeners) listener.happened(happenings)
}

const catchUp = (cache: QueryCache) => {
  void cache.invalidateQueries()
  for (const listener of listeners) listener.caughtUp()
}

interface Wiring { cache: QueryCache, onEnded: (reason: Ended) => void }

const listen = (opened: Socket<ServerToClient, ClientToServer>, { cache, onEnded }: Wiring) => {
  let wasConnected = false
  opened.on('connect', () => {
    settle()
    if (wasConnected) catchUp(cache)
    wasConnected = true
  })
  opened.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') wait()
    // Socket.IO does not come back by itself when the server closed the line, as it does to one that is too slow.
    if (reason === 'io server disconnect' && socket === opened) opened.connect()
  })
  opened.on('connect_error', wait)
  opened.on('happened', happenings => tell(cache, happenings))
  opened.on('tick', ({ seq }) => {
    // Lines this person may not see leave holes too; asking once too often is cheap, missing one is not.
    if (lastSeq !== 0 && seq > lastSeq) catchUp(cache)
    lastSeq = Math.max(lastSeq, seq)
  })
  opened.on('ended', onEnded)
}

/** Opens the socket of a signed-in person; again after signing in anew. */
export const openLive = async (wiring: Wiring): Promise<void> => {
  closeLive()
  const { io } = await import('socket.io-client')
  socket = io({ transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 })
  listen(socket, wiring)
}

export const closeLive = (): void => {
  socket?.disconnect()
  socket = null
  lastSeq = 0
  settle()
}

/** Hears what happened, and that a break is over. Returns how to stop. */
export const onLive = (listener: Listener): () => void => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** True after three seconds without the socket. */
export const useOffline = () => readonly(isOffline)
