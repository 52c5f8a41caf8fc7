// One running desk: the store, the three doors, and the way to close them in order. `main.ts` and tests start it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RequestHandler } from 'express'
import type { Instant } from '#domain/time.ts'
import { moveSource } from './actions/move-source.ts'
import type { InstallationFacts } from './actions/open-installation.ts'
import { eachOf } from './actions/each-of.ts'
import type { Log, World } from './actions/world.ts'
import type { Config } from './config.ts'
import { demoFeeds } from './demo/posts.ts'
import { startDemoFeeds, type DemoServer } from './demo/feed-server.ts'
import { makeApp } from './http/app.ts'
import { isForeignOrigin } from './http/guards.ts'
import { makeSessionCookie } from './http/session-cookie.ts'
import { startJobs } from './jobs.ts'
import type { LinesAtMost } from './live/line.ts'
import { startLive } from './live.ts'
import { makeWorld } from './make-world.ts'
import type { Store } from './store/store.ts'

const hangUpMs = 3000
/** A proxy keeps its connections for a minute: whoever lets go first cuts off a request that is on its way. */
const keepAliveTimeout = 65_000
/** Whoever sends a request drop by drop is let go of: until then its head, and the whole of it, must be here. */
const usualPatience = { headMs: 15_000, wholeMs: 120_000 }
/** Twenty windows of one person, and five times what was measured of sockets in one desk (`docs/exams.md`). */
const usualLines: LinesAtMost = { person: 20, all: 5000 }
/** With requests beside the live lines; what is beyond is hung up on before a byte of it is read, so that those who are in can work. */
const usualConnections = 10_000
const sweepPicturesMs = 60 * 60 * 1000

export interface Desk { url: string, world: World, installation: InstallationFacts | null, close: () => Promise<void> }

export interface DeskParts {
  store: Store
  config: Pick<Config, 'host' | 'port' | 'fetchAllow' | 'contact' | 'bluesky' | 'publicUrl'>
  log: Log
  now?: () => Instant
  clientDir?: string
  client?: RequestHandler
  /** Tests drive the jobs by hand. */
  withJobs?: boolean
  fetchGapMs?: number
  pictureDir?: string
  /** How long a request may take to arrive. */
  patience?: { headMs: number, wholeMs: number }
  linesAtMost?: LinesAtMost
  connectionsAtMost?: number
}

/** The demo's feeds have a new port at each start: its sources follow. */
const pointAtDemo = async (world: World, feeds: DemoServer) => {
  for await (const source of eachOf(world.store.read, 'source', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    const slug = demoFeeds.find(feed => new URL(source.url).pathname === `/${feed.slug}.xml`)?.slug
    if (slug) await moveSource(world, source.id, feeds.url(slug))
  }
}

const installationIn = async (store: Store): Promise<InstallationFacts | null> =>
  (await store.read.get('setting', 'installation'))?.value as InstallationFacts | undefined ?? null

export const startDesk = async ({
  store, config, log, now, clientDir, client, withJobs = true, fetchGapMs, pictureDir, patience = usualPatience, linesAtMost = usualLines,
  connectionsAtMost = usualConnections,
}: DeskParts): Promise<Desk> => {
  const installation = await installationIn(store)
  const clock = now ?? (() => new Date().toISOString())
  const feeds = installation?.demo ? await startDemoFeeds(installation.openedAt, clock) : null
  const world = makeWorld({ store, config: { ...config, fetchAllow: [...config.fetchAllow, ...feeds ? [feeds.host] : []] }, log, now: clock, fetchGapMs, pictureDir })
  await world.keptCalendar.refresh()
  if (feeds) await pointAtDemo(world, feeds)
  const { publicUrl } = config
  const cookie = makeSessionCookie(publicUrl?.protocol === 'https:')
  let isClosing = false
  const ready = async () => !isClosing && (await store.read.head()).seq >= 0
  const { headMs: headersTimeout, wholeMs: requestTimeout } = patience
  const app = makeApp(world, { clientDir, client, publicUrl, cookie, ready, isClosing: () => isClosing, sockets: () => live.count() })
  const server = createServer({ keepAliveTimeout, headersTimeout, requestTimeout, connectionsCheckingInterval: headersTimeout / 3 }, app)
  server.maxConnections = connectionsAtMost
  const live = await startLive(world, server, { cookie, linesAtMost, isForeign: (origin, host) => isForeignOrigin(origin, host, publicUrl) })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(config.port, config.host, resolve))
  const stopWarming = world.board.keepWarm(world, error => log.error({ err: error }, 'the figures could not be read'))
  void world.crowds.start().catch((error: unknown) => {
    // Whoever closes the desk takes the store away from it.
    if (!isClosing) log.error({ err: error }, 'posts that say the same could not be read')
  })
  const sweeping = setInterval(() => void world.pictures.sweep().catch((error: unknown) => log.error({ err: error }, 'old pictures could not be removed')), sweepPicturesMs).unref()
  const jobs = withJobs ? startJobs(world) : null
  const { port } = server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return {
    url: `http://${host}:${port}`, world, installation,
    close: async () => {
      isClosing = true
      stopWarming()
      clearInterval(sweeping)
      await jobs?.close()
      // The sockets close the server with them; whoever never finishes asking does not hold up the closing.
      const hangUp = setTimeout(() => server.closeAllConnections(), hangUpMs)
      await live.close()
      clearTimeout(hangUp)
      await feeds?.close()
      await store.close()
    },
  }
}
