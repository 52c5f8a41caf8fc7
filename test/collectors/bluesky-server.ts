// The public calls of Bluesky's AppView on loopback, with invented posts; a request that its lexicon does not allow is noted as a fault.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { openOnLoopback } from '../loopback.ts'

export interface BlueskyPost { rkey: string, text: string, isRepost?: boolean, replyTo?: string, more?: Record<string, unknown>, record?: Record<string, unknown> }

export interface BlueskyServer {
  origin: string
  /** Posts of the one author, oldest first; change them between looks. */
  posts: BlueskyPost[]
  asked: string[]
  faults: string[]
  /** Calls left before 429; the limit is lifted at `resetSeconds` since 1970. */
  limit: { left: number, resetSeconds: number }
  /** Tokens that are good now; logins and renewals give new ones. `password` is what a login must bring. */
  account: { password: string, access: string | null, refresh: string | null, logins: number, renewals: number }
  /** What is answered to the next calls in place of JSON. */
  instead: string[]
  close: () => Promise<void>
}

export const did = 'did:plc:qalaturgyny'
export const handle = 'turgyn.qala.example'
export const uriOf = (rkey: string): string => `at://${did}/app.bsky.feed.post/${rkey}`

/** A post as the AppView shows it. */
export const viewOf = ({ rkey, text, replyTo, more = {}, record = {} }: BlueskyPost): Record<string, unknown> => ({
  uri: uriOf(rkey), cid: `bafy${rkey}`, author: { did, handle, displayName: 'Тұрғын' }, indexedAt: '2026-11-21T04:00:05.000Z', replyCount: 1, repostCount: 2, likeCount: 3, quoteCount: 4, labels: [],
  record: { $type: 'app.bsky.feed.post', text, createdAt: '2026-11-21T04:00:00.000Z', langs: ['kk'], ...replyTo ? { reply: { root: { uri: replyTo, cid: 'b' }, parent: { uri: replyTo, cid: 'b' } } } : {}, ...record }, ...more,
})

/** Invented posts with the keys first … last. */
export const somePosts = (first: number, last: number): BlueskyPost[] => Array.from({ length: last - first + 1 }, (_, i) => ({ rkey: `3k${1000 + first + i}`, text: `${first + i}-аулада қар тазаланбаған` }))

/** Parameters of the lexicons app.bsky.feed.*. */
const allowed: Record<string, string[]> = { getAuthorFeed: ['actor', 'limit', 'cursor'], getPostThread: ['uri', 'depth', 'parentHeight'], getPosts: ['uris'], searchPosts: ['q', 'sort', 'since', 'until', 'mentions', 'author', 'lang', 'domain', 'url', 'tag', 'limit', 'cursor'] }

const isAllowed = (url: URL): boolean => {
  const names = allowed[url.pathname.replace('/xrpc/app.bsky.feed.', '')]
  const query = url.searchParams
  const inside = (name: string, least: number, most: number) => !query.has(name) || (Number(query.get(name)) >= least && Number(query.get(name)) <= most)
  return names !== undefined && [...query.keys()].every(name => names.includes(name)) && inside('limit', 1, 100) && inside('depth', 0, 1000) && query.getAll('uris').length <= 25
}

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string>) => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))
}

/** Newest first; the cursor names the last post shown, and it need not exist any more. */
const feedOf = (posts: BlueskyPost[], query: URLSearchParams) => {
  const cursor = query.get('cursor')
  const shown = posts.filter(({ rkey }) => cursor === null || rkey < cursor).slice(-Number(query.get('limit') ?? 50)).toReversed()
  const last = shown.at(-1)
  const repost = { $type: 'app.bsky.feed.defs#reasonRepost', by: { did, handle }, indexedAt: '2026-11-21T04:00:05.000Z' }
  return { feed: shown.map(post => ({ post: viewOf(post), ...post.isRepost ? { reason: repost } : {} })), ...last && last !== posts[0] ? { cursor: last.rkey } : {} }
}

const search = (posts: BlueskyPost[], query: URLSearchParams) => {
  const { feed, cursor } = feedOf(posts.filter(({ text }) => text.includes(query.get('q') ?? '')), query)
  return { posts: feed.map(({ post }) => post), ...cursor !== undefined && { cursor } }
}

const nodeOf = (post: BlueskyPost, posts: BlueskyPost[]): Record<string, unknown> => ({
  $type: 'app.bsky.feed.defs#threadViewPost', post: viewOf(post), replies: posts.filter(({ replyTo }) => replyTo === uriOf(post.rkey)).map(reply => nodeOf(reply, posts)),
})

const answer = (posts: BlueskyPost[], url: URL, response: ServerResponse, headers: Record<string, string>) => {
  const query = url.searchParams
  const method = url.pathname.replace('/xrpc/app.bsky.feed.', '')
  if (method === 'getAuthorFeed') {
    if (query.get('actor') !== handle && query.get('actor') !== did) return send(response, 400, { error: 'InvalidRequest', message: 'Profile not found' }, headers)
    return send(response, 200, feedOf(posts, query), headers)
  }
  if (method === 'getPosts') return send(response, 200, { posts: posts.filter(({ rkey }) => query.getAll('uris').includes(uriOf(rkey))).map(viewOf) }, headers)
  const root = posts.find(({ rkey }) => query.get('uri')?.endsWith(`/${rkey}`))
  return root ? send(response, 200, { thread: nodeOf(root, posts) }, headers) : send(response, 400, { error: 'NotFound', message: 'Post not found' }, headers)
}

/** In the form of RFC 7519, so that whoever keeps one is found out. */
const tokenOf = (kind: string, n: number) => `eyJhbGciOiJIUzI1NiJ9.eyJ${kind}Jasyryn${n}x.Jasyryn${kind}${n}`

/** com.atproto.server.createSession and refreshSession. */
const signIn = (account: BlueskyServer['account'], method: string, sent: string, token: string | undefined): [status: number, body: object] => {
  if (method === 'refreshSession') {
    if (account.refresh === null || token !== account.refresh) return [400, { error: 'ExpiredToken', message: `Token ${token} has expired` }]
    account.renewals += 1
  } else {
    const given: unknown = JSON.parse(sent)
    account.logins += 1
    if (JSON.stringify(given) !== JSON.stringify({ identifier: handle, password: account.password })) return [401, { error: 'AuthenticationRequired', message: `Invalid identifier or password: ${sent}` }]
  }
  const n = account.logins + account.renewals
  Object.assign(account, { access: tokenOf('access', n), refresh: tokenOf('refresh', n) })
  return [200, { did, handle, accessJwt: account.access, refreshJwt: account.refresh, active: true }]
}

const bodyOf = async (request: IncomingMessage): Promise<string> => Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()

export const startBlueskyServer = async (): Promise<BlueskyServer> => {
  const state: Omit<BlueskyServer, 'origin' | 'close'> = { posts: [], asked: [], faults: [], limit: { left: 3000, resetSeconds: 0 }, account: { password: 'jasyryn-app-password', access: null, refresh: null, logins: 0, renewals: 0 }, instead: [] }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    state.asked.push(`${url.pathname}${url.search}`)
    const session = /^\/xrpc\/com\.atproto\.server\.(createSession|refreshSession)$/.exec(url.pathname)?.[1]
    const sent = await bodyOf(request)
    if (request.method !== (session ? 'POST' : 'GET') || !(session ? url.search === '' : isAllowed(url))) state.faults.push(`${request.method} ${request.url}`)
    const headers = { 'ratelimit-limit': '3000', 'ratelimit-remaining': String(Math.max(state.limit.left - 1, 0)), 'ratelimit-reset': String(state.limit.resetSeconds), 'ratelimit-policy': '3000;w=300' }
    if (state.limit.left === 0) return send(response, 429, { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' }, headers)
    state.limit.left -= 1
    const instead = state.instead.shift()
    if (instead !== undefined) return response.end(instead)
    const token = request.headers.authorization?.replace('Bearer ', '')
    if (session) return send(response, ...signIn(state.account, session, sent, token), headers)
    if (url.pathname.endsWith('.searchPosts')) {
      if (token === undefined) return send(response, 401, { error: 'AuthMissing', message: 'Authentication Required' }, headers)
      if (token !== state.account.access) return send(response, 400, { error: 'ExpiredToken', message: `Token ${token} has expired` }, headers)
      return send(response, 200, search(state.posts, url.searchParams), headers)
    }
    return answer(state.posts, url, response, headers)
  })
  return Object.assign(state, await openOnLoopback(server))
}
