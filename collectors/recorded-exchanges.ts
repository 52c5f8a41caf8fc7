// Recorded calls of an API: a saved file holds one bare answer, or a list of requests with their answers.
import { isRecord } from './json-answer.ts'

export interface Exchange {
  method: string
  /** Path of the call, '' for a bare answer. */
  path: string
  status: number
  /** Names in small letters. */
  headers: Record<string, string>
  /** JSON of the answer; null when it was none. */
  body: unknown
}

const textBody = (body: unknown): unknown => {
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** An object of a file may say what its `toString` is: only real texts are read. */
const textOf = (value: unknown): string => typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : ''

const exchangeOf = (request: Record<string, unknown>, response: Record<string, unknown>): Exchange => {
  const url = textOf(request['uri'] ?? request['url'])
  const headers = isRecord(response['headers']) ? response['headers'] : {}
  return {
    method: textOf(request['method']) || 'GET', path: URL.canParse(url) ? new URL(url).pathname : url, status: typeof response['status'] === 'number' ? response['status'] : 200, body: textBody(response['body']),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), textOf(value)])),
  }
}

/** A bare answer is taken for that of a successful call. Never throws. */
export const exchangesIn = (file: unknown): Exchange[] => {
  const list = Array.isArray(file) ? file : [file]
  const pairs = list.flatMap(item => isRecord(item) && isRecord(item['request']) && isRecord(item['response']) ? [exchangeOf(item['request'], item['response'])] : [])
  return pairs.length > 0 ? pairs : [{ method: 'GET', path: '', status: 200, headers: {}, body: file }]
}
