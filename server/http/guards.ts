// What every request passes before it is looked at: an id, our own origin, JSON bodies only.
import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { Refusal } from '#domain/refusal.ts'
import { whoIs } from '../actions/who-is.ts'
import type { World } from '../actions/world.ts'
import type { SessionCookie } from './session-cookie.ts'

export const giveId: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Request-Id', randomUUID())
  next()
}

/** While the desk closes, what has come is finished and nothing new is begun. */
export const refuseClosing = (isClosing: () => boolean): RequestHandler => (_request, response, next) => {
  if (!isClosing()) return next()
  response.setHeader('Connection', 'close').setHeader('Retry-After', '5')
  throw new Refusal('desk-closing', 'the desk is closing')
}

/** What is shown depends on who asks and when: no cache keeps it, refusals too. */
export const neverStored: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

/** The office's time, by which a screen counts terms: the clock of the computer before which somebody sits may be wrong. */
export const tellTime = (now: World['now']): RequestHandler => (_request, response, next) => {
  response.setHeader('Date', new Date(now()).toUTCString())
  next()
}

/** Is this page's origin another than ours? Behind a proxy ours is the public one; else it is the host that was asked. */
export const isForeignOrigin = (origin: string | undefined, host: string | undefined, publicUrl: URL | undefined): boolean =>
  origin !== undefined && (!URL.canParse(origin) || (publicUrl ? new URL(origin).origin !== publicUrl.origin : new URL(origin).host !== host))

/**
 * A browser says where a request comes from; a write from a foreign page is refused, and so is a form's body. A look from there is refused too: a link
 * on another site takes the cookie with it, and some looks are told in the trail.
 */
export const refuseForeign = (publicUrl: URL | undefined): RequestHandler => (request, _response, next) => {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (site === 'cross-site' || site === 'same-site') throw new Refusal('foreign-origin', 'this request comes from another site')
    return next()
  }
  const isForeign = isForeignOrigin(origin, host, publicUrl) || (site !== undefined && site !== 'same-origin' && site !== 'none')
  if (isForeign) throw new Refusal('foreign-origin', 'this request comes from another site')
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  if (hasBody && request.headers['content-length'] !== '0' && !request.is('application/json')) throw new Refusal('bad-input', 'bodies are JSON', { field: 'Content-Type', problem: 'not-json' })
  next()
}

/** Long bodies are read only from those whom the desk knows. */
export const demandSession = (world: World, cookie: SessionCookie): RequestHandler => async (request, _response, next) => {
  await whoIs(world, cookie.tokenOf(request))
  next()
}
