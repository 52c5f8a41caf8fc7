// The other door outward: a WebSocket to a checked address, its messages in batches, bounded in memory and in silence.
import { Refusal } from '#domain/refusal.ts'
import { addressesOf, resolveBySystem, type Resolve } from './address-guard.ts'
import type { Meters } from './meters.ts'

export interface ListenOptions {
  signal: AbortSignal
  /** Between two batches. */
  everyMs: number
  /** A stream that says nothing for so long is dead. */
  idleMs: number
}

/** Letters of one message; a longer one is cut there. */
export const longestMessage = 1024 * 1024

/**
 * What came since the last batch, from the opening on, an empty one when nothing did; ends when it is stopped.
 * Throws address-refused, and fetch-failed `{reason: network-down | timeout | slow-down, host}` when the stream ends, falls silent, or is faster than we are.
 */
export type Listen = (url: string, options: ListenOptions) => AsyncIterable<string[]>

export interface ListenSettings {
  userAgent: string
  /** FETCH_ALLOW: exact `host:port` pairs that may be private, on any port and without TLS. */
  allow: readonly string[]
  resolve?: Resolve
  meters?: Pick<Meters, 'add'>
}

/** Letters that wait to be taken; the network plays the rest again. */
const mostWaiting = 32 * 1024 * 1024

/** The same checks as for a call. The name is looked up again by the connection: TLS proves that who answers owns it, which no private host can. */
const demandPublic = async (url: URL, allow: readonly string[], resolve: Resolve): Promise<void> => {
  const { protocol } = url
  if (protocol !== 'wss:' && protocol !== 'ws:') throw new Refusal('address-refused', 'This is no address of a stream', { host: url.host, why: 'scheme' })
  const asWeb = new URL(url.href.replace(/^ws/, 'http'))
  if (protocol === 'ws:' && !allow.includes(asWeb.host)) throw new Refusal('address-refused', `The stream of ${url.host} is not encrypted`, { host: url.host, why: 'not-encrypted' })
  await addressesOf(asWeb, allow, resolve)
}

const failed = (host: string, reason: 'network-down' | 'timeout' | 'slow-down', message: string) => new Refusal('fetch-failed', message, { host, reason })

/** `closed` is settled once: by the other side, or by what we refuse. */
interface Ear { socket: WebSocket, waiting: string[], isOpen: boolean, heardAt: number, closed: Promise<Refusal> }

const hearing = (url: URL, userAgent: string): Ear => {
  const { host } = url
  const { promise: closed, resolve: close } = Promise.withResolvers<Refusal>()
  const socket = new WebSocket(url, { headers: { 'user-agent': userAgent } })
  const ear: Ear = { socket, waiting: [], isOpen: false, heardAt: performance.now(), closed }
  socket.addEventListener('open', () => { ear.isOpen = true })
  let letters = 0
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return
    ear.heardAt = performance.now()
    const message = data.slice(0, longestMessage)
    letters = ear.waiting.length === 0 ? message.length : letters + message.length
    if (letters > mostWaiting) close(failed(host, 'slow-down', `${host} sends more than is taken`))
    else ear.waiting.push(message)
  })
  socket.addEventListener('error', () => close(failed(host, 'network-down', `The stream of ${host} cannot be heard`)))
  socket.addEventListener('close', () => close(failed(host, 'network-down', `The stream of ${host} ended`)))
  return ear
}

/** Nothing for `ms`, or why there will be nothing more. */
const pauseOr = async (ms: number, closed: Promise<Refusal>, signal: AbortSignal): Promise<Refusal | null> => {
  const { promise, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, ms, null)
  const stop = () => resolve(null)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([closed, promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/** The house's ear; one per process. */
export const makePoliteListen = ({ userAgent, allow, resolve = resolveBySystem, meters }: ListenSettings): Listen => async function* (address, { signal, everyMs, idleMs }) {
  const url = new URL(address)
  await demandPublic(url, allow, resolve)
  if (signal.aborted) return
  meters?.add('http', { host: url.host, status: 'stream' })
  const ear = hearing(url, userAgent)
  try {
    for (;;) {
      const end = await pauseOr(everyMs, ear.closed, signal)
      if (signal.aborted) return
      if (ear.isOpen) yield ear.waiting.splice(0)
      if (end !== null) throw end
      if (performance.now() - ear.heardAt > idleMs) throw failed(url.host, 'timeout', `The stream of ${url.host} has fallen silent`)
    }
  } finally {
    ear.socket.close()
  }
}
