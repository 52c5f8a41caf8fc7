// Puts together what a request says (path, query, body, If-Match) and holds it to the endpoint's schema.
import type { Request } from 'express'
import type { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import { problemWord } from './problem-values.ts'

const deepest = 32

/** Nesting beyond any real command breaks loggers and serialisers, and `__proto__` is a field to some readers and none to others: refused before anything walks it. */
const demandPlain = (value: unknown, depth = 0): void => {
  if (depth > deepest) throw new Refusal('bad-input', 'nested too deeply', { field: 'body', problem: 'too-deep' })
  if (typeof value !== 'object' || value === null) return
  if (Object.hasOwn(value, '__proto__')) throw new Refusal('bad-input', 'this field is not known', { field: '__proto__', problem: 'unrecognized_keys' })
  for (const inner of Object.values(value)) demandPlain(inner, depth + 1)
}

const versionIn = (request: Request): { version?: number } => {
  const header = request.headers['if-match']
  if (header === undefined) return {}
  const [, digits] = /^(?:W\/)?"(\d{1,15})"$/.exec(header) ?? []
  if (digits === undefined) throw new Refusal('bad-input', 'If-Match holds a version in quotes', { field: 'If-Match', problem: 'not-a-version' })
  return { version: Number(digits) }
}

const bodyOf = (request: Request): Record<string, unknown> => {
  const body: unknown = request.body ?? {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal('bad-input', 'the body is an object', { field: 'body', problem: 'not-an-object' })
  demandPlain(body)
  return { ...body }
}

const isThere = (given: unknown, path: readonly PropertyKey[]): boolean =>
  path.reduce<unknown>((inner, name) => typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined, given) !== undefined

/** A check of ours says itself what is wrong; what was left out is told as that, whatever was expected; of others the code has words. */
const problemIn = ({ message, code, path }: z.core.$ZodIssue, given: unknown): string => {
  if (problemWord(message, 'en') !== undefined) return message
  return isThere(given, path) ? code : 'missing'
}

/** The first thing that is wrong with an input, as a refusal. */
export const checkInput = <S extends z.ZodType>(schema: S, given: unknown): z.output<S> => {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const field = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.') ?? ''
  const problem = issue ? problemIn(issue, given) : 'wrong'
  throw new Refusal('bad-input', `${field}: ${problemWord(problem, 'en') ?? issue?.message ?? problem}`, { field, problem })
}

export const inputOf = <S extends z.ZodType>(schema: S | null, request: Request): z.output<S> | undefined => {
  if (schema === null) return undefined
  const given = request.method === 'GET' || request.method === 'HEAD' ? { ...request.query } : bodyOf(request)
  return checkInput(schema, { ...given, ...request.params, ...versionIn(request) })
}
