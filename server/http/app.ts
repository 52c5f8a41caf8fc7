// The HTTP door: express over the endpoint table, the built client, health, and problem+json for whatever goes wrong.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import type { z } from 'zod'
import { contract, paths } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { Refusal, type RefusalCode } from '#domain/refusal.ts'
import { showBlob } from '../actions/show/blob.ts'
import { viewerOf } from '../actions/show/viewer.ts'
import { isVerb } from '../actions/verbs.ts'
import { whoIs } from '../actions/who-is.ts'
import type { World } from '../actions/world.ts'
import { giveId, neverStored, refuseForeign } from './guards.ts'
import { inputOf } from './input.ts'
import { openApi } from './openapi.ts'
import { onError } from './problem.ts'
import { actHandler, handlers, publicHandlers, type Doorstep, type Visit } from './routes.ts'
import { clearToken, tokenOf } from './session-cookie.ts'

const bodyAtMost = 256 * 1024

/** Strict: own files only, no inline script or style, nobody frames the desk. */
const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ['\'self\''], scriptSrc: ['\'self\''], styleSrc: ['\'self\''], imgSrc: ['\'self\'', 'data:'], fontSrc: ['\'self\''], connectSrc: ['\'self\''],
      objectSrc: ['\'none\''], baseUri: ['\'none\''], formAction: ['\'self\''], frameAncestors: ['\'none\''],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
})

const keyOf = (request: Request): string | undefined => {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7E]{1,200}$/.test(key)) throw new Refusal('bad-input', 'the key is up to 200 plain characters', { field: 'Idempotency-Key', problem: 'not-a-key' })
  return key
}

const sessionIsOver: readonly RefusalCode[] = ['not-signed-in', 'session-expired', 'user-blocked']

const visitOf = async (world: World, request: Request, response: Response): Promise<Visit> => {
  try {
    const { user, session } = await whoIs(world, tokenOf(request))
    return { world, request, response, user, session, caller: { by: user.id, key: keyOf(request) } }
  } catch (error) {
    // A full disk or a wrong key is no reason to sign anybody out.
    if (error instanceof Refusal && sessionIsOver.includes(error.code)) clearToken(response)
    throw error
  }
}

type Loose<V> = (visit: V, input: unknown) => Promise<unknown>

/** The version that the next command on the same thing names: of a draft it is the reply's. */
const versionIn = (answer: unknown): number | null => {
  const { version, replyVersion }: { version?: unknown, replyVersion?: unknown } = typeof answer === 'object' && answer !== null ? answer : {}
  const seen = replyVersion ?? version
  return typeof seen === 'number' ? seen : null
}

/** The table is typed name by name; a door goes through it by name at run time. */
const answering = (world: World, name: EndpointName): RequestHandler => {
  const schema: z.ZodType | null = contract[name].input
  const atDoor: Loose<Doorstep> | undefined = name in publicHandlers ? (publicHandlers as Record<string, Loose<Doorstep>>)[name] : undefined
  const inside: Loose<Visit> | undefined = isVerb(name) ? actHandler(name) as Loose<Visit> : (handlers as Record<string, Loose<Visit>>)[name]
  return async (request, response) => {
    const visit = atDoor ? { world, request, response } : await visitOf(world, request, response)
    const input = inputOf(schema, request)
    const answer = atDoor ? await atDoor(visit, input) : await inside?.(visit as Visit, input)
    const version = versionIn(answer)
    if (version !== null) response.setHeader('ETag', `"${version}"`)
    response.json(answer)
  }
}

const sendBlob = (world: World): RequestHandler => async (request, response) => {
  const visit = await visitOf(world, request, response)
  const { evidenceId, hash } = inputOf(contract.blob.input, request) ?? { evidenceId: '', hash: '' }
  const { bytes, type } = await showBlob(world, await viewerOf(world, visit.user), evidenceId, hash)
  // Only pictures of known kinds open in the browser; anything else is saved under our own name.
  const isPicture = /^image\/(jpeg|png|webp|gif)$/.test(type)
  response.setHeader('Content-Type', isPicture ? type : 'application/octet-stream')
  response.setHeader('Content-Disposition', `${isPicture ? 'inline' : 'attachment'}; filename="${hash.slice(0, 16)}"`)
  response.setHeader('Cache-Control', 'private, max-age=3600')
  response.send(Buffer.from(bytes))
}

export interface Doors {
  /** Folder of the built client; absent in dev, where Vite serves it. */
  clientDir?: string
  /** Vite's middleware in dev. */
  client?: RequestHandler
  /** True when requests can be served: the store answers. */
  ready: () => Promise<boolean>
}

const noSuchAddress: RequestHandler = () => { throw new Refusal('not-found', 'no such address', { what: 'address' }) }

const serveClient = (app: Express, clientDir: string) => {
  app.use('/assets', express.static(join(clientDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  app.use(express.static(clientDir, { index: false }))
  app.get(/^\/(?!api\/|socket\.io\/)/, (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: clientDir })
  })
}

export const makeApp = (world: World, doors: Doors): Express => {
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple')
  app.use(giveId)
  app.get('/healthz', (_request, response) => { response.json({ alive: true }) })
  app.get('/readyz', async (_request, response) => {
    const ready = await doors.ready().catch(() => false)
    response.status(ready ? 200 : 503).json({ ready })
  })
  // Vite's own page in dev needs what the policy forbids.
  app.use(doors.client ? '/api' : '/', headers)
  app.use('/api', neverStored, refuseForeign, express.json({ limit: bodyAtMost, strict: true }))
  app.get('/api/openapi.json', (_request, response) => { response.json(openApi()) })
  for (const [name, [method, path]] of Object.entries(paths) as [EndpointName, readonly [string, string]][]) {
    const handler = name === 'blob' ? sendBlob(world) : answering(world, name)
    app[method.toLowerCase() as 'get' | 'post' | 'delete'](path, handler)
  }
  app.use('/api', noSuchAddress)
  if (doors.client) app.use(doors.client)
  if (doors.clientDir && existsSync(doors.clientDir)) serveClient(app, doors.clientDir)
  app.use(noSuchAddress)
  app.use(onError(world.log, async id => (await world.store.read.get('user', id))?.name ?? null))
  return app
}
