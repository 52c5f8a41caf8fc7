// Requests at full speed over connections that stay open, and how long each took.
import { Agent, request, type RequestOptions } from 'node:http'

export interface Call { method: string, path: string, headers?: Record<string, string>, body?: string }
export interface Pace { perSecond: number, p50: number, p99: number }

/** One exchange; resolves to its text, throws when it is not answered with 200. */
export const exchange = (url: string, agent: Agent, { method, path, headers, body }: Call): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const { hostname, port } = new URL(url)
  const options: RequestOptions = { agent, hostname, port, method, path, headers: { ...headers, ...body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } } }
  const sent = request(options, (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (part: string) => { text += part }).on('error', reject)
    response.on('end', () => response.statusCode === 200 ? resolve(text) : reject(new Error(`${method} ${path} → ${response.statusCode}: ${text.slice(0, 300)}`)))
  })
  sent.on('error', reject).end(body)
  return promise
}

/** At this place of a sorted list. */
export const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** For some seconds, after one of warming up: each connection asks again as soon as it is answered. */
export const hammer = async (url: string, connections: number, callOf: (n: number) => Call, seconds = 4): Promise<Pace> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const began = performance.now() + 1000
  const end = began + seconds * 1000
  const times: number[] = []
  let n = 0
  const ask = async () => {
    for (let from = performance.now(); from < end; from = performance.now()) {
      await exchange(url, agent, callOf(n++))
      if (from >= began) times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  agent.destroy()
  times.sort((a, b) => a - b)
  return { perSecond: times.length / seconds, p50: at(times, 0.5), p99: at(times, 0.99) }
}
