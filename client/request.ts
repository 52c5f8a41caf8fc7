// How a call of an endpoint becomes an HTTP request. Pure, so that it can be tried without a browser.
import { paths, type EndpointName } from '#domain/paths.ts'
import type { InterfaceLanguage } from '#domain/user.ts'

export interface CallOptions {
  /** Version of the noun that the person saw: a newer one refuses the call with `stale-version`. */
  version?: number
  /** One per press of a button: a repeated call with it is answered, not done again. */
  key?: string
}

/** An input of the contract, as far as a request is concerned. */
export type Plain = Record<string, string | number | boolean | null | undefined | readonly string[] | object>

const filled = (path: string, input: Plain): { url: string, rest: Plain } => {
  const named = new Set<string>()
  const url = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    named.add(name)
    return encodeURIComponent(String(input[name] ?? ''))
  })
  return { url, rest: Object.fromEntries(Object.entries(input).filter(([name]) => !named.has(name))) }
}

const queryOf = (input: Plain): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) if (value !== undefined && value !== null) query.set(name, String(value))
  return query.size === 0 ? '' : `?${query}`
}

/** Names in the path are taken out of the input; the rest is the query of a GET, the body of a POST. */
export const requestOf = (name: EndpointName, input: Plain | undefined, language: InterfaceLanguage, { version, key }: CallOptions = {}): { url: string, init: RequestInit } => {
  const [method, path] = paths[name]
  const { url, rest } = filled(path, input ?? {})
  const headers: Record<string, string> = { 'Accept': 'application/json', 'Accept-Language': language }
  if (version !== undefined) headers['If-Match'] = `"${version}"`
  if (key !== undefined) headers['Idempotency-Key'] = key
  if (method !== 'POST') return { url: url + queryOf(rest), init: { method, headers } }
  return { url, init: { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(rest) } }
}
