// The HTTP door: express over the endpoint table, the built client, health, and problem+json for whatever goes wrong.
import { existsSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { join } from 'node:path'
import express, { Router, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { paths } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { Refusal } from '#domain/refusal.ts'
import { tableBytesAtMost } from '#domain/table-file.ts'
import type { World } from '../actions/world.ts'
import { answerOf } from './answer.ts'
import { makeDocs } from './docs.ts'
import { demandSession, giveId, neverStored, refuseClosing, refuseForeign, tellTime } from './guards.ts'
import { makeMetrics } from './metrics.ts'
import { openApi } from './openapi.ts'
import { onError } from './problem.ts'
import type { SessionCookie } from './session-cookie.ts'
import { makeSharedAnswers } from './shared-answers.ts'

const bodyAtMost = 256 * 1024
/** Whole files come in as tables; quotes and ends of lines take two signs in JSON. */
const tableAtMost = 1.5 * tableBytesAtMost
const yearInSeconds = 365 * 24 * 60 * 60

/** Strict: own files only, no inline script or style, nobody frames the desk. */
const headersOf = (isSecure: boolean) => helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ['\'self\''], scriptSrc: ['\'self\''], styleSrc: ['\'self\''], imgSrc: ['\'self\'', 'data:'], fontSrc: ['\'self\''], connectSrc: ['\'self\''],
      objectSrc: ['\'none\''], baseUri: ['\'none\''], formAction: ['\'self\''], frameAncestors: ['\'none\''],
    },
  },
  strictTransportSecurity: isSecure && { maxAge: yearInSeconds, includeSubDomains: true },
  referrerPolicy: { policy: 'no-referrer' },
})

/** The same for every answer, so they are asked for once. */
const askedOnce = (headers: ReturnType<typeof helmet>): RequestHandler => {
  const sample = new ServerResponse(new IncomingMessage(new Socket()))
  headers(sample.req, sample, () => {})
  const values = new Map(Object.entries(sample.getHeaders()).map(([name, value]) => [name, String(value)]))
  return (_request, response, next) => {
    response.setHeaders(values)
    next()
  }
}

export interface Doors {
  /** Folder of the built client; absent in dev, where Vite serves it. */
  clientDir?: string
  /** Vite's middleware in dev. */
  client?: RequestHandler
  /** Where people reach the desk, when that is not the address it listens at: a proxy with TLS stands before it. */
  publicUrl?: URL
  cookie: SessionCookie
  /** True when requests can be served: the store answers, and the desk is not closing. */
  ready: () => Promise<boolean>
  isClosing: () => boolean
  /** Open live connections. */
  sockets: () => number
}

const noSuchAddress: RequestHandler = () => { throw new Refusal('not-found', 'no such address', { what: 'address' }) }

const serveClient = (app: Express, clientDir: string) => {
  app.use('/assets', express.static(join(clientDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false, redirect: false }))
  app.use(express.static(clientDir, { index: false, redirect: false }))
  app.get(/^\/(?!api\/|socket\.io\/)/, (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: clientDir })
  })
}

/**
 * Every address of the table with its methods; another method on it is refused with those that it knows. Addresses that begin alike stand in a router of
 * their own: a request is not held against all of them.
 */
const serveTable = (app: Express, world: World, cookie: SessionCookie, time: (endpoint: string) => RequestHandler) => {
  const desk = { world, cookie, sharedAnswers: makeSharedAnswers(world) }
  const table = Object.entries(paths) as [EndpointName, readonly [method: string, path: string]][]
  for (const [beginning, rows] of Map.groupBy(table, ([, [, path]]) => path.split('/', 4).join('/'))) {
    const router = Router()
    for (const [path, known] of Map.groupBy(rows, ([, [, path]]) => path)) {
      const route = router.route(path.slice(beginning.length) || '/')
      for (const [name, [method]] of known) route[method.toLowerCase() as 'get' | 'post' | 'delete'](time(name), answerOf(desk, name))
      const methods = known.map(([, [method]]) => method)
      route.all((_request, response) => {
        response.setHeader('Allow', methods.join(', '))
        throw new Refusal('wrong-method', 'this address knows other methods', { methods })
      })
    }
    app.use(beginning, router)
  }
}

export const makeApp = (world: World, { publicUrl, cookie, ready, isClosing, sockets, client, clientDir }: Doors): Express => {
  const app = express()
  const metrics = makeMetrics(world, sockets)
  // A proxy on this machine says who asks; anybody else's word for it is not taken.
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', publicUrl ? 'loopback' : false)
  app.use(giveId)
  app.get('/healthz', (_request, response) => { response.json({ alive: true }) })
  app.get('/readyz', async (_request, response) => {
    const isReady = await ready().catch(() => false)
    response.status(isReady ? 200 : 503).json({ ready: isReady })
  })
  app.get('/metrics', metrics.show)
  // Vite's own page in dev needs what the policy forbids.
  app.use(client ? '/api' : '/', askedOnce(headersOf(publicUrl?.protocol === 'https:')))
  app.use('/docs', makeDocs())
  app.use('/api', neverStored, tellTime(world.now), refuseClosing(isClosing), refuseForeign(publicUrl))
  app.use('/api/v1/imports', demandSession(world, cookie), express.json({ limit: tableAtMost, strict: true }))
  app.use('/api', express.json({ limit: bodyAtMost, strict: true }))
  app.get('/api/openapi.json', (_request, response) => { response.json(openApi()) })
  serveTable(app, world, cookie, metrics.time)
  app.use('/api', noSuchAddress)
  if (client) app.use(client)
  if (clientDir && existsSync(clientDir)) serveClient(app, clientDir)
  app.use(noSuchAddress)
  app.use(onError(world.log, async id => (await world.store.read.get('user', id))?.name ?? null))
  return app
}
