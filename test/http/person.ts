// A person at a browser: keeps the cookie, asks by the names of the contract, and holds each answer to its schema.
import { isDeepStrictEqual } from 'node:util'
import type { OutgoingHttpHeaders } from 'node:http'
import { contract, paths, type CallOf, type ResultOf } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { exchange, problemIn, type Answer, type Asked } from './exchange.ts'

type InputArgs<N extends EndpointName> = undefined extends CallOf<N> ? [] : [CallOf<N>]

export interface Person {
  cookie: string
  /** What must be done: the answer, held to its schema; throws when it is refused. */
  ask: <N extends EndpointName>(name: N, ...input: InputArgs<N>) => Promise<ResultOf<N>>
  /** Any attempt, with whatever is given. */
  send: (name: EndpointName, input?: object, headers?: OutgoingHttpHeaders) => Promise<Answer>
  /** The code of the refusal, or `done`. */
  codeOf: (name: EndpointName, input?: object, headers?: OutgoingHttpHeaders) => Promise<string>
  raw: (asked: Asked) => Promise<Answer>
}

/** Endpoints of which an answer was held to its schema. */
export const held = new Set<EndpointName>()

/** Fits its schema, and holds nothing that the schema does not name. */
const demandFit = <N extends EndpointName>(name: N, body: unknown): ResultOf<N> => {
  const read = contract[name].result.safeParse(body)
  if (!read.success) throw new Error(`the answer of ${name} is not what the contract says: ${read.error.message}`)
  if (!isDeepStrictEqual(read.data, body)) throw new Error(`the answer of ${name} holds what the contract does not name: ${JSON.stringify(body).slice(0, 1000)}`)
  held.add(name)
  return read.data as ResultOf<N>
}

/** The request of an endpoint: path, query or body, `If-Match`. */
export const asked = (name: EndpointName, input: object = {}): Asked => {
  const [method, pattern] = paths[name]
  const rest = new Map<string, unknown>(Object.entries(input))
  const take = (field: string) => {
    const value = rest.get(field)
    rest.delete(field)
    return value
  }
  const path = pattern.replace(/:(\w+)/g, (_, param: string) => encodeURIComponent(String(take(param))))
  const version = take('version')
  const headers: OutgoingHttpHeaders = version === undefined ? {} : { 'if-match': `"${String(version)}"` }
  if (method === 'GET') {
    const query = new URLSearchParams()
    for (const [field, value] of rest) if (value !== undefined) query.append(field, String(value))
    return { method, path: query.size ? `${path}?${query}` : path, headers }
  }
  if (method === 'DELETE') return { method, path, headers }
  return { method, path, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(rest)) }
}

/** A browser with this cookie; an empty one is nobody's. */
export const personWith = (url: string, cookie: string): Person => {
  const raw = (one: Asked) => exchange(url, { ...one, headers: { ...cookie && { cookie }, ...one.headers } })
  const send: Person['send'] = (name, input, headers) => {
    const one = asked(name, input)
    return raw({ ...one, headers: { ...one.headers, ...headers } })
  }
  return {
    cookie, raw, send,
    ask: async (name, ...[input]) => {
      const answer = await send(name, input)
      if (answer.status !== 200) throw new Error(`${name} was refused: ${answer.text}`)
      return demandFit(name, answer.body)
    },
    codeOf: async (name, input, headers) => {
      const answer = await send(name, input, headers)
      return answer.status === 200 ? 'done' : problemIn(answer).code
    },
  }
}

/** Opens a session and keeps its cookie. */
export const signInAs = async (url: string, login: string, password: string): Promise<Person> => {
  const answer = await personWith(url, '').send('sign-in', { login, password })
  if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.text}`)
  demandFit('sign-in', answer.body)
  const [cookie = ''] = (answer.headers['set-cookie'] ?? []).map(line => line.split(';')[0] ?? '')
  return personWith(url, cookie)
}
