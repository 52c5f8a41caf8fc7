// The part of Mastodon's API that needs no login, on loopback and with invented statuses; a request that its documentation does not allow is noted as a fault.
import { createServer, type ServerResponse } from 'node:http'
import { openOnLoopback } from '../loopback.ts'

export interface Status {
  id: string
  content: string
  visibility?: 'public' | 'unlisted' | 'private' | 'direct'
  editedAt?: string
  replyToId?: string
  warning?: string
  isBoost?: boolean
  tag?: string
  more?: Record<string, unknown>
}

export interface MastodonServer {
  origin: string
  /** All statuses of the server's one account, oldest first; change them between looks. */
  statuses: Status[]
  /** Paths and queries of all requests, oldest first. */
  asked: string[]
  faults: string[]
  /** Calls left before 429; the limit is lifted at `resetAt`. */
  limit: { left: number, resetAt: string }
  /** Timelines only after a login, as some servers have it. */
  needsLogin: boolean
  /** What is answered to the next calls in place of JSON. */
  instead: string[]
  close: () => Promise<void>
}

const accountId = '109'
const host = 'qogam.example'

/** A status as the API writes it. */
export const statusJson = ({ id, content, visibility = 'public', editedAt, replyToId, warning = '', isBoost = false, more = {} }: Status): Record<string, unknown> => ({
  id, created_at: `2026-11-21T04:00:${id.slice(-2)}.000Z`, in_reply_to_id: replyToId ?? null, in_reply_to_account_id: null, sensitive: false, spoiler_text: warning, visibility, language: 'kk',
  uri: `https://${host}/users/turgyn/statuses/${id}`, url: `https://${host}/@turgyn/${id}`, replies_count: 1, reblogs_count: 2, favourites_count: 3, edited_at: editedAt ?? null, content,
  reblog: isBoost ? statusJson({ id: `${id}9`, content: '<p>Басқаның сөзі</p>' }) : null,
  account: { id: accountId, username: 'turgyn', acct: 'turgyn', display_name: 'Тұрғын', url: `https://${host}/@turgyn`, uri: `https://${host}/users/turgyn`, note: '' },
  media_attachments: [], mentions: [], tags: [], emojis: [], poll: null, ...more,
})

export const keyOf = (id: string): string => `https://${host}/users/turgyn/statuses/${id}`

/** Invented statuses with the numbers first … last. */
export const someStatuses = (first: number, last: number): Status[] =>
  Array.from({ length: last - first + 1 }, (_, i) => ({ id: String(117_000_000_000 + first + i), content: `<p>${first + i}-үйде жарық жоқ.<br>Света нет.</p>`, tag: 'жарық' }))

/** Parameters of docs.joinmastodon.org/methods/timelines and /accounts; since_id is documented and skips the middle, so it counts as a fault. */
const allowed: [RegExp, string[]][] = [
  [/^\/api\/v1\/accounts\/lookup$/, ['acct']], [/^\/api\/v1\/accounts\/109\/statuses$/, ['limit', 'min_id', 'max_id', 'exclude_reblogs']],
  [/^\/api\/v1\/timelines\/tag\/[^/]+$/, ['limit', 'min_id', 'max_id']], [/^\/api\/v1\/timelines\/public$/, ['limit', 'min_id', 'max_id', 'local', 'remote']], [/^\/api\/v1\/statuses\/\d+(?:\/context)?$/, []],
]

const isAllowed = (url: URL) => {
  const [, parameters] = allowed.find(([path]) => path.test(url.pathname)) ?? []
  const limit = Number(url.searchParams.get('limit') ?? 20)
  return parameters !== undefined && [...url.searchParams.keys()].every(name => parameters.includes(name)) && limit >= 1 && limit <= 40
}

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))
}

/** Newest first; after `min_id` the ones right after it, still newest first. */
const pageOf = (statuses: Status[], query: URLSearchParams): Status[] => {
  const limit = Number(query.get('limit') ?? 20)
  const [minId, maxId] = [query.get('min_id'), query.get('max_id')]
  const before = statuses.filter(({ id }) => maxId === null || Number(id) < Number(maxId))
  return (minId === null ? before.slice(-limit) : before.filter(({ id }) => Number(id) > Number(minId)).slice(0, limit)).toReversed()
}

const sendPage = (response: ServerResponse, page: Status[], url: URL, headers: Record<string, string>) => {
  const link: Record<string, string> = page.length > 0 ? { link: `<${url.origin}${url.pathname}?max_id=${page.at(-1)?.id}>; rel="next", <${url.origin}${url.pathname}?min_id=${page[0]?.id}>; rel="prev"` } : {}
  send(response, 200, page.map(statusJson), { ...headers, ...link })
}

const descendantsOf = (statuses: Status[], id: string): Status[] => statuses.filter(({ replyToId }) => replyToId === id).flatMap(reply => [reply, ...descendantsOf(statuses, reply.id)])

type Data = Pick<MastodonServer, 'statuses' | 'needsLogin'>

const answer = ({ statuses, needsLogin }: Data, url: URL, response: ServerResponse, headers: Record<string, string>) => {
  const [, , , what, name = ''] = url.pathname.split('/')
  const forAll = statuses.filter(({ visibility = 'public' }) => visibility === 'public' || visibility === 'unlisted')
  if (what === 'accounts' && name === 'lookup') return url.searchParams.get('acct') === 'turgyn' ? send(response, 200, { id: accountId, acct: 'turgyn' }, headers) : send(response, 404, { error: 'Record not found' }, headers)
  if (what === 'statuses') {
    const found = forAll.find(({ id }) => id === name)
    if (found && url.pathname.endsWith('/context')) return send(response, 200, { ancestors: [], descendants: descendantsOf(forAll, name).map(statusJson) }, headers)
    return found ? send(response, 200, statusJson(found), headers) : send(response, 404, { error: 'Record not found' }, headers)
  }
  if (needsLogin) return send(response, 401, { error: 'The access token is invalid' }, headers)
  const tag = decodeURIComponent(url.pathname.split('/')[5] ?? '')
  if (name === 'tag' && !statuses.some(status => status.tag === tag)) return send(response, 404, { error: 'Record not found' }, headers)
  // A careless server, or one that took us for the owner, would show all: nothing but the collector keeps the private ones out.
  const shown = statuses.filter(status => (name !== 'tag' || status.tag === tag) && !(what === 'accounts' && status.isBoost))
  return sendPage(response, pageOf(shown, url.searchParams), url, headers)
}

export const startMastodonServer = async (): Promise<MastodonServer> => {
  const state: Omit<MastodonServer, 'origin' | 'close'> = { statuses: [], asked: [], faults: [], limit: { left: 300, resetAt: '' }, needsLogin: false, instead: [] }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    state.asked.push(`${url.pathname}${url.search}`)
    if (request.method !== 'GET' || !isAllowed(url)) state.faults.push(`${request.method} ${request.url}`)
    const headers = { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': String(Math.max(state.limit.left - 1, 0)), 'x-ratelimit-reset': state.limit.resetAt }
    if (state.limit.left === 0) return send(response, 429, { error: 'Too many requests' }, headers)
    state.limit.left -= 1
    const instead = state.instead.shift()
    if (instead !== undefined) return response.end(instead)
    return answer(state, url, response, headers)
  })
  return Object.assign(state, await openOnLoopback(server))
}
