// Figures of the process for a monitoring system (Prometheus text): how fast it answers, and what stands where.
import type { Request, RequestHandler } from 'express'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { Refusal } from '#domain/refusal.ts'
import { healthStates } from '#domain/source.ts'
import { eachOf } from '../actions/each-of.ts'
import type { World } from '../actions/world.ts'

/** Seconds. The last are those of a request that waits for a storage that went away. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30]

const sourceStates = async (world: World): Promise<Map<string, number>> => {
  const counted = new Map<string, number>(healthStates.map(state => [state, 0]))
  for await (const { health } of eachOf(world.store.read, 'source', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    counted.set(health.state, (counted.get(health.state) ?? 0) + 1)
  }
  return counted
}

/** What collecting counts: the host or network it is about, and what came of it. */
const collecting = [
  { meter: 'http', name: 'qulaq_fetches_total', help: 'Answers of hosts by status', labelNames: ['host', 'status'] },
  { meter: 'waits', name: 'qulaq_fetch_wait_seconds_total', help: 'Seconds for which hosts asked to be left alone', labelNames: ['host'] },
  { meter: 'polls', name: 'qulaq_polls_total', help: 'Looks at sources by their end', labelNames: ['network', 'result'] },
  { meter: 'items', name: 'qulaq_items_total', help: 'Collected items by what became of them', labelNames: ['network', 'result'] },
  { meter: 'gaps', name: 'qulaq_gaps_total', help: 'Times that posts between two looks could not be had', labelNames: ['network'] },
] as const

const countCollecting = ({ meters }: World, registers: Registry[]) => {
  for (const { meter, ...plan } of collecting) {
    new Counter({
      ...plan, labelNames: [...plan.labelNames], registers,
      collect() {
        this.reset()
        for (const { labels, value } of meters.all(meter)) this.inc(labels, value)
      },
    })
  }
}

/**
 * Only the machine itself asks, by its own name: a monitoring agent beside the desk. A request through a proxy comes from outside, and so does a page of a
 * stranger whose name was made to lead to this machine (DNS rebinding).
 */
const isLocal = ({ socket, headers }: Request) =>
  /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') && /^(127(\.\d+){3}|\[::1\]|localhost)(:\d+)?$/i.test(headers.host ?? '')
  && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined

export interface Metrics {
  /** Times every request by the name of its endpoint. */
  time: (endpoint: string) => RequestHandler
  show: RequestHandler
}

export const makeMetrics = (world: World, sockets: () => number): Metrics => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const seconds = new Histogram({ name: 'qulaq_request_seconds', help: 'Time to answer a request', labelNames: ['endpoint', 'status'], buckets, registers })
  new Gauge({ name: 'qulaq_sockets', help: 'Open live connections', registers, collect() { this.set(sockets()) } })
  new Gauge({ name: 'qulaq_trail_lines', help: 'Lines of the trail', registers, async collect() { this.set((await world.store.read.head()).seq) } })
  new Gauge({
    name: 'qulaq_sources', help: 'Sources by state of health', labelNames: ['state'], registers,
    async collect() { for (const [state, count] of await sourceStates(world)) this.set({ state }, count) },
  })
  countCollecting(world, registers)
  return {
    time: (endpoint) => {
      const byStatus = new Map<number, ReturnType<typeof seconds.labels>>()
      const ofStatus = (status: number) => {
        const known = byStatus.get(status) ?? seconds.labels(endpoint, String(status))
        byStatus.set(status, known)
        return known
      }
      return (_request, response, next) => {
        const from = performance.now()
        response.once('finish', () => ofStatus(response.statusCode).observe((performance.now() - from) / 1000))
        next()
      }
    },
    show: async (request, response) => {
      if (!isLocal(request)) throw new Refusal('not-found', 'no such address', { what: 'address' })
      response.type(register.contentType).send(await register.metrics())
    },
  }
}
