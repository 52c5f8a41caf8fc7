// A real socket client that remembers all it hears, so that tests wait for what must come and never for time.
import { EventEmitter, once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import { placeKey, type ClientToServer, type Happening, type Place, type Present, type ServerToClient } from '#domain/live.ts'

export interface Listener {
  happened: Happening[]
  /** Every packet's text, as it came over the line. */
  packets: string[]
  /** Resolves when such a thing was or is told. */
  hears: (isIt: (happening: Happening) => boolean) => Promise<Happening>
  /** Says where the person is. */
  at: (where: { place: Place, isWriting: boolean } | null) => void
  /** Who is at a place, as told last; undefined when nothing was told of it. */
  peopleAt: (place: Place) => Present[] | undefined
  /** Resolves when that is told of the place, or was told last. */
  sees: (place: Place, isIt: (people: Present[]) => boolean) => Promise<void>
  /** Resolves when the desk next says that this person hears something else from now on. */
  seated: () => Promise<void>
  /** Stops reading from the line, as a machine that sleeps does; gives how to read on. */
  stopReading: () => () => void
  /** Why the desk cut a line that did not read. */
  cut: Promise<string>
  /** The reason that the desk gave before it hung up. */
  ended: Promise<string>
  closed: Promise<void>
  /** How often the line was opened. */
  connections: () => number
  isOpen: () => boolean
  close: () => void
}

export interface Handshake { cookie?: string, origin?: string, comesBack?: boolean }

type Line = Socket<ServerToClient, ClientToServer>

const hearing = (line: Line): Listener => {
  const news = new EventEmitter().setMaxListeners(0)
  const happened: Happening[] = []
  const packets: string[] = []
  const present = new Map<string, Present[]>()
  let connections = 0
  line.on('present', (presences) => {
    for (const { place, people } of presences) present.set(place, people)
    news.emit('more')
  })
  line.on('happened', (happenings) => {
    happened.push(...happenings)
    news.emit('more')
  })
  line.on('connect', () => {
    connections += 1
    line.io.engine.on('packet', ({ data }: { data?: unknown }) => packets.push(String(data)))
  })
  return {
    happened, packets, connections: () => connections, isOpen: () => line.connected, close: () => void line.disconnect(),
    hears: async (isIt) => {
      for (;;) {
        const one = happened.find(isIt)
        if (one) return one
        await once(news, 'more')
      }
    },
    at: where => void line.emit('at', where),
    peopleAt: place => present.get(placeKey(place)),
    sees: async (place, isIt) => {
      while (!isIt(present.get(placeKey(place)) ?? [])) await once(news, 'more')
    },
    seated: () => new Promise(resolve => line.once('seated', resolve)),
    stopReading: () => {
      const { ws } = line.io.engine.transport as unknown as { ws: { pause: () => void, resume: () => void } }
      ws.pause()
      return () => ws.resume()
    },
    cut: new Promise(resolve => line.on('cut', resolve)),
    ended: new Promise(resolve => line.on('ended', resolve)),
    closed: new Promise(resolve => line.on('disconnect', () => resolve())),
  }
}

/** Opens the line; rejects with the desk's words when it is refused. */
export const listen = async (url: string, { cookie, origin, comesBack = false }: Handshake): Promise<Listener> => {
  const line: Line = io(url, {
    transports: ['websocket'], forceNew: true, reconnection: comesBack, reconnectionDelay: 50, reconnectionDelayMax: 200,
    extraHeaders: { ...cookie && { cookie }, ...origin && { origin } },
  })
  const listener = hearing(line)
  await new Promise<void>((resolve, reject) => {
    line.once('connect', resolve).once('connect_error', (error) => {
      if (comesBack) return
      line.disconnect()
      reject(error)
    })
  })
  return listener
}
