// The one road to the server: every endpoint by its name, refusals as `Problem`.
import type { CallOf, ResultOf } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import type { RefusalCode, RefusalDetails } from '#domain/refusal.ts'
import { language } from '#client/language.ts'
import { requestOf, type CallOptions, type Plain } from '#client/request.ts'

/** `offline`: no answer came · `failed`: an answer that is not ours, as from a proxy · `bug`: it broke there · the rest are refusals. */
export type ProblemCode = RefusalCode | 'offline' | 'failed' | 'bug'

/** RFC 9457. `title` is a sentence in the language of the interface, `detail` is for developers; both are empty for the codes made here. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly details: RefusalDetails

  constructor(code: ProblemCode, status: number, title = '', detail = '', details: RefusalDetails = {}) {
    super(title || code)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.title = title
    this.detail = detail
    this.details = details
  }
}

export type { CallOptions }

const timeoutMs = 20_000
let onSignedOut: () => void = () => {}
/** What happens when the server no longer knows the session. */
export const whenSignedOut = (then: () => void): void => { onSignedOut = then }
let onAnswered: (date: string | null) => void = () => {}
/** What happens with each answer, and the time that its header tells. */
export const whenAnswered = (then: (date: string | null) => void): void => { onAnswered = then }
let onOwed: () => void = () => {}
/** What happens when the server demands something of the person before the rest. */
export const whenOwed = (then: () => void): void => { onOwed = then }

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const text = (value: unknown): string => typeof value === 'string' ? value : ''

const problemOf = (status: number, body: unknown): Problem => {
  if (!isObject(body) || typeof body.code !== 'string') return new Problem('failed', status)
  return new Problem(body.code as ProblemCode, status, text(body.title), text(body.detail), isObject(body.details) ? body.details as RefusalDetails : {})
}

/** A wrong password or code of a person at work ends nothing. */
const sessionIsOver = new Set<ProblemCode>(['not-signed-in', 'session-expired', 'user-blocked'])

const isOwed = new Set<ProblemCode>(['password-change-needed', 'second-factor-needed'])

/** A refusal as it is thrown; when the session is over, or owes something first, it also leads there. */
const refusalOf = (name: EndpointName, status: number, body: unknown): Problem => {
  const problem = problemOf(status, body)
  if (sessionIsOver.has(problem.code) && name !== 'me') onSignedOut()
  // Who may not go without a second factor is told so, and stays.
  if (isOwed.has(problem.code) && name !== 'drop-second-factor') onOwed()
  return problem
}

/** Asks or does. Throws `Problem`; when the session is over it also leads to sign-in. */
export const call = async <N extends EndpointName>(name: N, ...[input, options = {}]: [input?: CallOf<N>, options?: CallOptions]): Promise<ResultOf<N>> => {
  const { url, init } = requestOf(name, input as Plain | undefined, language.value, options)
  const answer = await fetch(url, { ...init, credentials: 'same-origin', signal: AbortSignal.timeout(timeoutMs) })
    .catch(() => { throw new Problem('offline', 0) })
  onAnswered(answer.headers.get('date'))
  const body: unknown = await answer.json().catch(() => null)
  if (answer.ok && body !== null) return body as ResultOf<N>
  throw refusalOf(name, answer.status, body)
}

/** A long file may take its time. */
const fileTimeoutMs = 600_000

/** A file that an endpoint answers with, and the name it gives it. Throws `Problem`. */
export const callFile = async <N extends EndpointName>(name: N, input: CallOf<N>): Promise<{ file: Blob, fileName: string }> => {
  const { url, init } = requestOf(name, input as Plain | undefined, language.value)
  const broken = () => { throw new Problem('offline', 0) }
  const answer = await fetch(url, { ...init, credentials: 'same-origin', signal: AbortSignal.timeout(fileTimeoutMs) }).catch(broken)
  if (!answer.ok) throw refusalOf(name, answer.status, await answer.json().catch(() => null))
  const [, fileName = name] = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '') ?? []
  return { file: await answer.blob().catch(broken), fileName }
}
