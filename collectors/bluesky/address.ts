// Which addresses are an author or a thread of Bluesky, and which public calls of its AppView read them (docs.bsky.app, app.bsky.feed.*).
import { longestMessage } from '../polite-listen.ts'

/** `actor` is a handle or a DID. `stream`: all that is written, by Jetstream. `search`: with a login only. */
export type Watched = { kind: 'author', actor: string } | { kind: 'thread', actor: string, rkey: string } | { kind: 'stream' } | { kind: 'search', query: string }

const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/
const actorPattern = /^(?:did:[a-z]{1,20}:[\w.:%-]{1,200}|(?:[a-z\d](?:[a-z\d-]{0,62})\.)+[a-z][a-z\d-]{0,62})$/i

/** What an address of bsky.app, or of a Jetstream (`wss://jetstream2.us-east.bsky.network/subscribe`), watches; null when it is none. On this machine the same paths are a rehearsal. */
export const watchedAt = ({ protocol, hostname, pathname, searchParams }: URL): Watched | null => {
  if (protocol === 'wss:' || (protocol === 'ws:' && loopback.test(hostname))) return pathname === '/subscribe' ? { kind: 'stream' } : null
  if ((protocol !== 'https:' && protocol !== 'http:') || !(hostname === 'bsky.app' || loopback.test(hostname))) return null
  const query = searchParams.get('q')?.trim() ?? ''
  if (pathname === '/search') return query === '' ? null : { kind: 'search', query }
  const [, actor = '', rkey] = /^\/profile\/([^/]{1,300})(?:\/post\/([\w.~:-]{1,512}))?\/?$/.exec(pathname) ?? []
  if (!actorPattern.test(actor)) return null
  return rkey === undefined ? { kind: 'author', actor } : { kind: 'thread', actor, rkey }
}

/** Where the AppView answers without a login. */
const appView = ({ hostname, host, protocol }: URL): string => loopback.test(hostname) ? `${protocol.replace('ws', 'http')}//${host}` : 'https://public.api.bsky.app'

/** The stream from a moment on, in microseconds since 1970; null: from now on. Messages that would be cut are not to be sent at all. */
export const streamUrl = ({ protocol, host }: URL, fromUs: number | null): string =>
  `${protocol}//${host}/subscribe?wantedCollections=app.bsky.feed.post&maxMessageSizeBytes=${longestMessage - 1}${fromUs === null ? '' : `&cursor=${Math.max(fromUs, 0)}`}`

const callOf = (source: URL, method: string, query: [string, string][]): string => `${appView(source)}/xrpc/app.bsky.feed.${method}?${new URLSearchParams(query)}`

const pageSize = 100
const threadDepth = 100
/** app.bsky.feed.getPosts takes no more. */
export const maxUris = 25

/** The author's newest posts, or those behind the AppView's own cursor. */
export const authorFeedUrl = (source: URL, actor: string, cursor: string | null): string =>
  callOf(source, 'getAuthorFeed', [['actor', actor], ['limit', String(pageSize)], ...cursor === null ? [] : [['cursor', cursor] satisfies [string, string]]])

/** The newest posts with these words, or those behind the server's own cursor: a call of the account's server, which asks the AppView. */
export const searchCall = (query: string, cursor: string | null): string =>
  `/xrpc/app.bsky.feed.searchPosts?${new URLSearchParams({ q: query, sort: 'latest', limit: String(pageSize), ...cursor !== null && { cursor } })}`

export const threadUrl = (source: URL, actor: string, rkey: string): string =>
  callOf(source, 'getPostThread', [['uri', `at://${actor}/app.bsky.feed.post/${rkey}`], ['depth', String(threadDepth)], ['parentHeight', '0']])

/** At most `maxUris` posts; those that are gone are left out of the answer. */
export const postsUrl = (source: URL, uris: string[]): string => callOf(source, 'getPosts', uris.map(uri => ['uris', uri]))
