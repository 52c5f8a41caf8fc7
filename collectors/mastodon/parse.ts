// Saved answers of Mastodon for `qulaq parse`: one answer, or a list of recorded requests with their answers.
import type { Instant } from '#domain/time.ts'
import { readDate } from '../date.ts'
import type { FileReading } from '../file-reading.ts'
import { workedMs } from '../feed/xml.ts'
import { isRecord, readJson } from '../json-answer.ts'
import { secondsToReset } from '../rate-limit.ts'
import { exchangesIn, type Exchange } from '../recorded-exchanges.ts'
import { isStatus, readStatuses } from './status.ts'

/** Of this thread's own work, and statuses of one answer. */
const maxMs = 1000
const maxStatuses = 20_000

/** Statuses stand alone, in lists, in notifications and in other statuses: all of them, outer ones first. */
const statusesIn = (body: unknown, hasTime: () => boolean): Record<string, unknown>[] => {
  const found: Record<string, unknown>[] = []
  const waiting = [body]
  while (waiting.length > 0 && found.length < maxStatuses && hasTime()) {
    const value = waiting.pop()
    if (isStatus(value)) found.push(value)
    if (Array.isArray(value) || isRecord(value)) for (const inner of Object.values(value).reverse()) if (typeof inner === 'object' && inner !== null) waiting.push(inner)
  }
  return found
}

/** The number in `/api/v1/statuses/1`, when the call was about that status itself. */
const statusIn = (path: string): string | null => /^\/api\/v1\/statuses\/([^/]+)\/?$/.exec(path)?.[1] ?? null

const isGone = ({ method, path, status }: Exchange): boolean =>
  statusIn(path) !== null && ((method === 'DELETE' && status === 200) || (method === 'GET' && (status === 404 || status === 410)))

const closedStatuses = new Set([401, 403, 422])

const stateWithout = (exchanges: Exchange[]): Pick<FileReading, 'state' | 'problems' | 'waitSeconds'> => {
  const busy = exchanges.find(({ status }) => status === 429)
  if (busy) {
    const now: Instant | null = readDate(busy.headers['date'] ?? '', 'UTC')
    const waitSeconds = now === null ? null : secondsToReset(busy.headers, now)
    return { state: 'blocked', problems: ['Mastodon was asked too often'], ...waitSeconds === null ? {} : { waitSeconds } }
  }
  const closed = exchanges.find(({ method, status }) => method === 'GET' && closedStatuses.has(status))
  return closed ? { state: 'blocked', problems: [`The server shows this only after a login: status ${closed.status}`] } : { state: 'empty', problems: [] }
}

/** One saved file. Posts come from what was read (GET), each once as it stood last. Throws not-a-feed. */
export const readMastodonFile = (bytes: Uint8Array): FileReading => {
  const started = process.threadCpuUsage()
  const hasTime = () => workedMs(started) < maxMs
  const file = readJson(bytes, 'an answer of Mastodon')
  if (typeof file !== 'object' || file === null) return { state: 'empty', posts: [], deleted: [], edited: [], problems: [] }
  const exchanges = exchangesIn(file)
  const posts = new Map<string, FileReading['posts'][number]>()
  const keys = new Map<string, string>()
  const deleted = new Set<string>()
  const problems: string[] = []
  for (const exchange of exchanges) {
    if (!hasTime()) break
    const key = keys.get(statusIn(exchange.path) ?? '')
    if (key !== undefined && isGone(exchange)) deleted.add(key)
    if (exchange.status !== 200) continue
    const statuses = statusesIn(exchange.body, hasTime)
    if (statuses.length === maxStatuses) problems.push(`An answer holds more than ${maxStatuses} statuses; the rest was left`)
    for (const read of readStatuses(statuses, keys)) {
      if (exchange.method !== 'GET') continue
      if (read.kind === 'post') posts.set(read.post.key, read.post)
      if (read.kind === 'unread') problems.push(read.problem)
    }
  }
  if (!hasTime()) problems.push('The file took too long to be read; the rest was left')
  const all = [...posts.values()]
  const found = { posts: all, deleted: [...deleted], edited: all.filter(post => post.editedAt !== null).map(post => post.key) }
  if (all.length > 0 || deleted.size > 0) return { state: 'ok', ...found, problems }
  return problems.length > 0 ? { state: 'error', ...found, problems } : { ...found, ...stateWithout(exchanges) }
}
