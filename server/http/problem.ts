// Turns what went wrong into RFC 9457 problem+json in the reader's language. Only this floor knows status codes.
import type { ErrorRequestHandler, Request, Response } from 'express'
import { Refusal, type RefusalCode, type RefusalDetails } from '#domain/refusal.ts'
import { withValues } from '#domain/shared-words.ts'
import { interfaceLanguages, type InterfaceLanguage } from '#domain/user.ts'
import type { Log } from '../actions/world.ts'
import { problemTexts } from './problem-texts.ts'
import { shownValues } from './problem-values.ts'

const statuses: Record<RefusalCode, number> = {
  'bad-input': 400, 'bad-json': 400, 'too-large': 413, 'not-found': 404, 'not-signed-in': 401, 'wrong-password': 401, 'session-expired': 401, 'user-blocked': 401,
  'code-needed': 401, 'wrong-code': 401, 'password-change-needed': 403, 'second-factor-needed': 403, 'weak-password': 400, 'invitation-over': 410,
  'no-right': 403, 'not-in-this-state': 409, 'stale-version': 409, 'duplicate': 409, 'key-reused': 422, 'self-approval': 403, 'wrong-body': 400, 'external-body': 400,
  'binding-assignment': 409, 'undo-too-late': 409, 'erased': 410, 'closed-too-long': 409, 'reason-needed': 400, 'foreign-origin': 403, 'wrong-method': 405, 'too-many-requests': 429,
  'storage-full': 507, 'storage-unavailable': 503, 'desk-closing': 503, 'desk-gone': 503, 'stopped': 503, 'search-not-ready': 503, 'lease-lost': 409, 'desk-is-running': 409, 'last-admin': 409, 'address-refused': 400, 'fetch-failed': 502, 'not-a-feed': 400, 'not-a-picture': 502,
}

const isLanguage = (text: string): text is InterfaceLanguage => (interfaceLanguages as readonly string[]).includes(text)

/** The language of the request with the greatest weight that the desk speaks; Kazakh when it names none. */
export const languageOf = (request: Request): InterfaceLanguage =>
  (request.headers['accept-language'] ?? '').split(',').map((part) => {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';')
    const weight = parameters.map(parameter => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
    return { language: name.slice(0, 2), weight: parameters.length === 0 ? 1 : Number(weight ?? 0) }
  }).filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight).map(({ language }) => language).find(isLanguage) ?? 'kk'

/** Name of a person by id; null when nobody has it. */
export type NameOf = (id: string) => Promise<string | null>

export interface Problem { type: string, code: string, status: number, title: string, detail: string, details: RefusalDetails, requestId: string }

export const problemOf = async (refusal: Refusal, language: InterfaceLanguage, requestId: string, nameOf: NameOf): Promise<Problem> => ({
  type: `urn:qulaq:${refusal.code}`, code: refusal.code, status: statuses[refusal.code],
  title: withValues(problemTexts[refusal.code][language], await shownValues(refusal, language, nameOf)), detail: refusal.message, details: refusal.details, requestId,
})

/** What express and its file server blame on the request: a missing file, a broken compression, a wrong range. */
const ofStatus = (status: number): Refusal | null => {
  if (status === 404) return new Refusal('not-found', 'no such address', { what: 'address' })
  return status >= 400 && status < 500 ? new Refusal('bad-input', 'the request cannot be read', { field: 'request', problem: 'unreadable' }) : null
}

/** In bytes; the reader of bodies says which one was passed. */
const limitIn = (error: unknown): number | null => typeof error === 'object' && error !== null && 'limit' in error && typeof error.limit === 'number' ? error.limit : null

/** What express itself throws, as refusals of ours. */
const asRefusal = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null
  if (type === 'entity.too.large') return new Refusal('too-large', 'the body is too large', { limit: limitIn(error) })
  if (type === 'entity.parse.failed') return new Refusal('bad-json', 'the body is not JSON')
  if (type === 'encoding.unsupported' || type === 'charset.unsupported' || type === 'request.size.invalid') return new Refusal('bad-input', 'the body cannot be read', { field: 'body', problem: String(type) })
  if (error instanceof URIError) return new Refusal('bad-input', 'the address cannot be read', { field: 'path', problem: 'encoding' })
  return ofStatus(typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0)
}

export const sendProblem = (request: Request, response: Response, problem: Problem): void => {
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Session')
  response.status(problem.status).type('application/problem+json').setHeader('Content-Language', languageOf(request)).send(JSON.stringify(problem))
}

const bugTitles: Record<InterfaceLanguage, string> = {
  kk: 'Жүйеде қате шықты. Әрекет орындалмады; қайталап көріңіз.', ru: 'В системе произошла ошибка. Действие не выполнено; попробуйте ещё раз.', en: 'Something broke on our side. Nothing was done; please try again.',
}

/** Somebody tries a lock, or asks for what no screen of theirs offers: whoever looks after the machine wants to see it (ASVS 16.3). */
const worthALook: readonly RefusalCode[] = ['wrong-password', 'wrong-code', 'too-many-requests', 'invitation-over', 'no-right', 'foreign-origin', 'address-refused']

/** Without what was typed: people type a password where the login belongs. */
const tell = (log: Log, request: Request, response: Response, code: RefusalCode): void => {
  const { userId }: { userId?: unknown } = response.locals
  log.warn({ requestId: response.getHeader('X-Request-Id'), code, method: request.method, path: request.path, address: request.ip, by: userId ?? null }, 'a request was refused')
}

/** The expected becomes its sentence; the rest is a bug: logged with a request id, and nothing leaks. */
export const onError = (log: Log, nameOf: NameOf): ErrorRequestHandler => async (error: unknown, request, response, next) => {
  if (response.headersSent) return next(error)
  const requestId = String(response.getHeader('X-Request-Id') ?? '')
  const language = languageOf(request)
  const refusal = asRefusal(error)
  if (refusal && worthALook.includes(refusal.code)) tell(log, request, response, refusal.code)
  if (refusal) return sendProblem(request, response, await problemOf(refusal, language, requestId, nameOf))
  log.error({ requestId, method: request.method, path: request.path, err: error }, 'a request met a bug')
  sendProblem(request, response, { type: 'urn:qulaq:bug', code: 'bug', status: 500, title: bugTitles[language], detail: 'internal error', details: {}, requestId })
}
