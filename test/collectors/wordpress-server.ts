// WordPress' interface on loopback, with invented posts and comments; a request that its reference does not allow is noted as a fault.
import { createServer, type ServerResponse } from 'node:http'
import { openOnLoopback } from '../loopback.ts'

/** Times are UTC to the second, as WordPress writes them. */
export interface WpPost { id: number, text: string, at: string, modifiedAt?: string, status?: string }
export interface WpComment { id: number, post: number, parent?: number, text: string, at: string, author?: string, status?: string }

export interface WordPressServer {
  origin: string
  hostPort: string
  /** Change them between looks. */
  posts: WpPost[]
  comments: WpComment[]
  asked: string[]
  faults: string[]
  /** Comments are for people who signed in. */
  closedComments: boolean
  /** Older than 5.7: `modified_after` is passed over. */
  isOld: boolean
  close: () => Promise<void>
}

/** The n-th minute of 21 November. */
export const minute = (n: number): string => new Date(Date.parse('2026-11-21T00:00:00Z') + n * 60_000).toISOString().slice(0, 19)

export const somePosts = (first: number, last: number): WpPost[] => Array.from({ length: last - first + 1 }, (_, i) => ({ id: first + i, text: `${first + i}-көшеде қар тазаланбаған`, at: minute(first + i) }))

/** Parameters of the reference for lists of posts and comments that are open to everybody. */
const allowed: Record<string, string[]> = {
  posts: ['per_page', 'page', 'orderby', 'order', 'after', 'modified_after', 'include', '_fields'], comments: ['per_page', 'page', 'orderby', 'order', 'after', 'include', 'post', '_fields'],
}
const orders: Record<string, string[]> = { posts: ['date', 'modified', 'id'], comments: ['date', 'date_gmt', 'id'] }

const isAllowed = (what: string, query: URLSearchParams): boolean => {
  const perPage = Number(query.get('per_page') ?? 10)
  return [...query.keys()].every(name => allowed[what]?.includes(name)) && perPage >= 1 && perPage <= 100 && (query.get('orderby') === null || (orders[what]?.includes(query.get('orderby') ?? '') ?? false))
}

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers }).end(JSON.stringify(body))
}

const refuse = (response: ServerResponse, status: number, code: string) => send(response, status, { code, message: 'No.', data: { status } })

interface Row { id: number, at: string, modifiedAt: string, post?: number, json: object }

const rowsOf = ({ posts, comments, origin }: Pick<WordPressServer, 'posts' | 'comments' | 'origin'>, what: string): Row[] => what === 'posts'
  ? posts.filter(({ status = 'publish' }) => status === 'publish').map(({ id, text, at, modifiedAt = at }) => ({ id, at, modifiedAt, json: {
      id, date_gmt: at, modified_gmt: modifiedAt, link: `${origin}/${id}/`, status: 'publish', title: { rendered: `Жаңалық №${id} &#8212; қала` }, content: { rendered: `<p>${text}</p>\n`, protected: false }, excerpt: { rendered: '' },
    } }))
  : comments.filter(({ status = 'approved' }) => status === 'approved').map(({ id, post, parent = 0, text, at, author = 'Тұрғын' }) => ({ id, at, modifiedAt: at, post, json: {
      id, post, parent, author_name: author, author_url: '', date_gmt: at, content: { rendered: `<p>${text}</p>\n` }, link: `${origin}/${post}/#comment-${id}`, status: 'approved',
    } }))

const sendList = (response: ServerResponse, rows: Row[], query: URLSearchParams, isOld: boolean) => {
  const by: keyof Row = query.get('orderby') === 'modified' ? 'modifiedAt' : 'at'
  const include = query.get('include')?.split(',').map(Number)
  const [after, modifiedAfter] = [query.get('after'), isOld ? null : query.get('modified_after')].map(text => text === null ? null : Date.parse(text))
  const shown = rows.filter(({ id, at, modifiedAt, post }) => (include?.includes(id) ?? true) && (after === null || Date.parse(`${at}Z`) > Number(after))
    && (modifiedAfter === null || Date.parse(`${modifiedAt}Z`) > Number(modifiedAfter)) && (query.get('post') === null || post === Number(query.get('post'))))
    .sort((a, b) => a[by].localeCompare(b[by]) || a.id - b.id)
  if (query.get('order') !== 'asc') shown.reverse()
  const [perPage, page] = [Number(query.get('per_page') ?? 10), Number(query.get('page') ?? 1)]
  const pages = Math.ceil(shown.length / perPage)
  if (page > 1 && page > pages) return refuse(response, 400, 'rest_post_invalid_page_number')
  return send(response, 200, shown.slice((page - 1) * perPage, page * perPage).map(({ json }) => json), { 'x-wp-total': String(shown.length), 'x-wp-totalpages': String(pages) })
}

export const startWordPressServer = async (): Promise<WordPressServer> => {
  const state: Omit<WordPressServer, 'close'> = { origin: '', hostPort: '', posts: [], comments: [], asked: [], faults: [], closedComments: false, isOld: false }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html', 'link': `<${state.origin}/wp-json/>; rel="https://api.w.org/"` }).end('<!doctype html><html><head><title>Қала тынысы</title><link rel="alternate" type="application/rss+xml" href="/comments/feed/"><link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>')
      return
    }
    if (url.pathname === '/wp-json/') return send(response, 200, { name: 'Қала тынысы', namespaces: ['wp/v2'] })
    const what = /^\/wp-json\/wp\/v2\/(posts|comments)$/.exec(url.pathname)?.[1]
    if (what === undefined) return refuse(response, 404, 'rest_no_route')
    state.asked.push(`${what}${url.search}`)
    if (request.method !== 'GET' || !isAllowed(what, url.searchParams)) state.faults.push(`${request.method} ${request.url}`)
    if (what === 'comments' && state.closedComments) return refuse(response, 401, 'rest_cannot_read')
    return sendList(response, rowsOf(state, what), url.searchParams, state.isOld)
  })
  return Object.assign(state, await openOnLoopback(server))
}
