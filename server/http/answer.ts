// How a request of an endpoint is answered: whose it is, what it says, the verb's answer as JSON or as bytes.
import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { contract } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { Refusal, type RefusalCode } from '#domain/refusal.ts'
import { grantsToday } from '../actions/show/viewer.ts'
import { isVerb } from '../actions/verbs.ts'
import { demandNothingOwed, whoIs } from '../actions/who-is.ts'
import type { World } from '../actions/world.ts'
import { inputOf } from './input.ts'
import { actHandler, fileHandlers, handlers, publicHandlers, tableHandlers, type Doorstep, type File, type FileEndpoint, type TableEndpoint, type Visit } from './routes.ts'
import { sendTable, type TableFile } from './send-table.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SharedAnswers } from './shared-answers.ts'

const keyOf = (request: Request): string | undefined => {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7E]{1,200}$/.test(key)) throw new Refusal('bad-input', 'the key is up to 200 plain characters', { field: 'Idempotency-Key', problem: 'not-a-key' })
  return key
}

const sessionIsOver: readonly RefusalCode[] = ['not-signed-in', 'session-expired', 'user-blocked']
/** What a person can do who owes a password or a second factor. */
const allowedOwing: readonly EndpointName[] = ['me', 'sign-out', 'change-password', 'begin-second-factor', 'confirm-second-factor']

const visitOf = async (step: Doorstep, name: EndpointName): Promise<Visit> => {
  const { world, request, response, cookie } = step
  try {
    const { user, session } = await whoIs(world, cookie.tokenOf(request))
    response.locals.userId = user.id
    if (!allowedOwing.includes(name)) await demandNothingOwed(world, user)
    return { ...step, user, session, caller: { by: user.id, key: keyOf(request) } }
  } catch (error) {
    // A full disk or a wrong key is no reason to sign anybody out.
    if (error instanceof Refusal && sessionIsOver.includes(error.code)) cookie.clear(response)
    throw error
  }
}

/** Is the answer the same for everybody of the same rights? Lists that many look at, and nothing that is somebody's own. */
const isShared = (name: EndpointName, input: unknown): boolean =>
  name === 'feed' || name === 'statistics' || (name === 'tickets' && typeof input === 'object' && input !== null && 'view' in input && input.view !== 'mine')

type Loose<V> = (visit: V, input: unknown) => Promise<unknown>

/** The version that the next command on the same thing names: of a draft it is the reply's. */
const versionIn = (answer: unknown): number | null => {
  const { version, replyVersion }: { version?: unknown, replyVersion?: unknown } = typeof answer === 'object' && answer !== null ? answer : {}
  const seen = replyVersion ?? version
  return typeof seen === 'number' ? seen : null
}

/** Our answers have no ETag of their bytes and are never stored: what Express looks up for each of its own is known here. */
const sendJson = (response: Response, text: string): void => {
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(text))
  response.end(text)
}

/** What all handlers of one desk share. */
export interface Desk { world: World, cookie: SessionCookie, sharedAnswers: SharedAnswers }

/** The table is typed name by name; a door goes through it by name at run time. */
const answering = ({ world, cookie, sharedAnswers }: Desk, name: EndpointName): RequestHandler => {
  const schema: z.ZodType | null = contract[name].input
  const atDoor: Loose<Doorstep> | undefined = name in publicHandlers ? (publicHandlers as Record<string, Loose<Doorstep>>)[name] : undefined
  const inside: Loose<Visit> | undefined = isVerb(name) ? actHandler(name) as Loose<Visit> : (handlers as Record<string, Loose<Visit>>)[name]
  return async (request, response) => {
    const step: Doorstep = { world, cookie, request, response }
    const visit = atDoor ? step : await visitOf(step, name)
    const input = inputOf(schema, request)
    if (!atDoor && isShared(name, input)) {
      const grants = await grantsToday(world, (visit as Visit).user)
      return sendJson(response, await sharedAnswers({ endpoint: name, input, grants }, async () => await inside?.(visit as Visit, input)))
    }
    const answer = atDoor ? await atDoor(visit, input) : await inside?.(visit as Visit, input)
    const version = versionIn(answer)
    if (version !== null) response.setHeader('ETag', `"${version}"`)
    sendJson(response, JSON.stringify(answer))
  }
}

/** Whatever the bytes are, opened by themselves they run nothing and load nothing. */
const fileHeaders = { 'Content-Security-Policy': 'default-src \'none\'; sandbox; frame-ancestors \'none\'', 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, max-age=3600' }

const sendingFile = ({ world, cookie }: Desk, name: FileEndpoint): RequestHandler => {
  const handler = fileHandlers[name] as (visit: Visit, input: unknown) => Promise<File>
  return async (request, response) => {
    const visit = await visitOf({ world, cookie, request, response }, name)
    const file = await handler(visit, inputOf(contract[name].input, request))
    // Only pictures of known kinds open in the browser; anything else is saved under our own name.
    const isPicture = /^image\/(jpeg|png|webp|gif|avif)$/.test(file.type)
    response.set(fileHeaders)
    response.setHeader('Content-Type', isPicture ? file.type : 'application/octet-stream')
    response.setHeader('Content-Disposition', `${isPicture ? 'inline' : 'attachment'}; filename="${file.name}"`)
    response.send(Buffer.from(file.bytes))
  }
}

const sendingTable = ({ world, cookie }: Desk, name: TableEndpoint): RequestHandler => {
  const handler = tableHandlers[name] as (visit: Visit, input: unknown) => Promise<TableFile>
  return async (request, response) => {
    const visit = await visitOf({ world, cookie, request, response }, name)
    const input = inputOf(contract[name].input, request)
    if (input) await sendTable(world, response, input.format, await handler(visit, input))
  }
}

const isFile = (name: EndpointName): name is FileEndpoint => name in fileHandlers
const isTable = (name: EndpointName): name is TableEndpoint => name in tableHandlers

/** The handler of an endpoint. */
export const answerOf = (desk: Desk, name: EndpointName): RequestHandler => {
  if (isTable(name)) return sendingTable(desk, name)
  return isFile(name) ? sendingFile(desk, name) : answering(desk, name)
}
