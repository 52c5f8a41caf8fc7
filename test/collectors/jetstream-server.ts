// A Jetstream on loopback that speaks the WebSocket protocol (RFC 6455) and plays invented events; a request that its documentation does not allow is noted as a fault.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { openOnLoopback } from '../loopback.ts'
import { did, uriOf, viewOf } from './bluesky-server.ts'

export interface JetstreamServer {
  /** `ws://127.0.0.1:port/subscribe` */
  url: string
  hostPort: string
  /** Cursors that were asked for, null for none; in order. */
  cursors: (string | null)[]
  faults: string[]
  /** Sends a line to all who listen, and keeps it for whoever comes with a cursor. */
  tell: (event: object | string) => void
  /** What was sent before is forgotten. */
  forget: () => void
  /** Breaks all connections. */
  drop: () => void
  /** How many listen now. */
  listening: () => number
  /** Keys of posts that the AppView shows with their author's name. */
  shown: Set<string>
  close: () => Promise<void>
}

/** 2026-11-23T05:00:00Z in microseconds, and so many seconds later. */
export const secondsUs = (seconds: number): number => (Date.UTC(2026, 10, 23, 5) + seconds * 1000) * 1000

const commit = (second: number, operation: string, rkey: string, record?: object) =>
  ({ did, time_us: secondsUs(second), kind: 'commit', commit: { rev: `r${second}`, operation, collection: 'app.bsky.feed.post', rkey, ...record && { record, cid: `bafy${rkey}` } } })
const recordOf = (text: string, replyTo?: string) =>
  ({ $type: 'app.bsky.feed.post', text, createdAt: '2026-11-23T05:00:00.000Z', ...replyTo ? { reply: { root: { uri: replyTo, cid: 'b' }, parent: { uri: replyTo, cid: 'b' } } } : {} })

/** Events as Jetstream writes them, `second` seconds after the beginning. */
export const written = (second: number, rkey: string, text: string, replyTo?: string): object => commit(second, 'create', rkey, recordOf(text, replyTo))
export const rewritten = (second: number, rkey: string, text: string, replyTo?: string): object => commit(second, 'update', rkey, recordOf(text, replyTo))
export const removed = (second: number, rkey: string): object => commit(second, 'delete', rkey)
export const renamed = (second: number): object => ({ did, time_us: secondsUs(second), kind: 'identity', identity: { did, handle: 'jana.qala.example', seq: second, time: '2026-11-23T05:00:00.000Z' } })

const frame = (text: string): Buffer => {
  const body = Buffer.from(text)
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body])
  if (body.length < 65_536) return Buffer.concat([Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff]), body])
  const head = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 0])
  head.writeUInt32BE(body.length, 6)
  return Buffer.concat([head, body])
}

const isClosing = (chunk: Buffer) => ((chunk[0] ?? 0) & 0x0f) === 8
const parameters = new Set(['wantedCollections', 'wantedDids', 'maxMessageSizeBytes', 'cursor', 'compress', 'requireHello'])

export const startJetstream = async (): Promise<JetstreamServer> => {
  const kept: { timeUs: number, line: string }[] = []
  const sockets = new Set<Duplex>()
  const state: Pick<JetstreamServer, 'cursors' | 'faults' | 'shown'> = { cursors: [], faults: [], shown: new Set() }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname !== '/xrpc/app.bsky.feed.getPosts' || url.searchParams.getAll('uris').length > 25) state.faults.push(`${request.method} ${request.url}`)
    const uris = url.searchParams.getAll('uris').filter(uri => state.shown.has(uri))
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ posts: uris.map(uri => viewOf({ rkey: uri.slice(uriOf('').length), text: 'AppView' })) }))
  })
  server.on('upgrade', (request, socket) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const cursor = url.searchParams.get('cursor')
    const isKnown = url.pathname === '/subscribe' && [...url.searchParams.keys()].every(name => parameters.has(name)) && /^\d*$/.test(cursor ?? '')
    if (!isKnown || request.headers['sec-websocket-version'] !== '13') state.faults.push(`${request.method} ${request.url}`)
    state.cursors.push(cursor)
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => { if (isClosing(chunk)) socket.end(Buffer.from([0x88, 0])) })
    if (cursor !== null) for (const { timeUs, line } of kept) if (timeUs >= Number(cursor)) socket.write(frame(line))
  })
  const { hostPort, close } = await openOnLoopback(server)
  const drop = () => sockets.forEach(socket => socket.destroy())
  return Object.assign(state, {
    url: `ws://${hostPort}/subscribe`, hostPort, drop,
    listening: () => sockets.size,
    forget: () => { kept.length = 0 },
    tell: (event: object | string) => {
      const line = typeof event === 'string' ? event : JSON.stringify(event)
      kept.push({ timeUs: typeof event === 'string' || !('time_us' in event) ? 0 : Number(event.time_us), line })
      for (const socket of sockets) socket.write(frame(line))
    },
    close: async () => {
      drop()
      await close()
    },
  })
}
