// A feed server on loopback that tests steer: a changing feed, and every bad answer that the real web gives.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { openOnLoopback } from '../loopback.ts'

export interface FeedPost { guid: string, title: string, text: string, link?: string, date?: string }

export interface FeedServer {
  /** `http://127.0.0.1:port` */
  origin: string
  /** `127.0.0.1:port`, as FETCH_ALLOW takes it. */
  hostPort: string
  /** Addresses and headers of all requests, oldest first. */
  requests: { path: string, headers: IncomingMessage['headers'] }[]
  /** Most requests that were open at one time. */
  mostAtOnce: () => number
  /** What `/feed` shows; change it between polls. */
  posts: FeedPost[]
  /** Answers at a path from now on. */
  at: (path: string, answer: RequestListener) => void
  /** The same with a fixed body. */
  serve: (path: string, body: string | Uint8Array, headers?: Record<string, string>, status?: number) => void
  close: () => Promise<void>
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** An RSS 2.0 feed of the posts, newest first as they stand. */
export const rssOf = (posts: FeedPost[], title = 'Қала жаңалықтары'): string => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>${title}</title><link>https://qala.example/</link>
${posts.map(post => `<item><guid isPermaLink="false">${escape(post.guid)}</guid><title>${escape(post.title)}</title>
<link>${escape(post.link ?? `https://qala.example/${post.guid}`)}</link>
<description>${escape(`<p>${post.text}</p>`)}</description>${post.date ? `<pubDate>${post.date}</pubDate>` : ''}</item>`).join('\n')}
</channel></rss>`

/** Invented posts, the newest with the highest number. */
export const somePosts = (count: number): FeedPost[] => Array.from({ length: count }, (_, i) => count - i).map(n => ({
  guid: `post-${n}`, title: `Су тоқтады, ${n}-үй`, text: `Абай көшесіндегі ${n}-үйде таңнан бері су жоқ. Воды нет с утра.`,
  date: `Sun, 22 Nov 2026 ${String(n % 24).padStart(2, '0')}:00:00 +0500`,
}))

const serveFeed = (posts: FeedPost[]): RequestListener => (request, response) => {
  const body = rssOf(posts)
  const etag = `"${createHash('sha1').update(body).digest('hex')}"`
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
  else response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8', etag }).end(body)
}

const redirectTo = (location: string, status = 302): RequestListener => (_, response) => { response.writeHead(status, { location }).end() }

const drip = (response: ServerResponse, piece: string, everyMs: number) => {
  response.writeHead(200, { 'content-type': 'application/rss+xml' })
  const timer = setInterval(() => { response.write(piece) }, everyMs)
  response.on('close', () => { clearInterval(timer) })
}

const bomb = gzipSync(Buffer.alloc(30_000_000, ' '))

const badAnswers: Record<string, RequestListener> = {
  '/html': (_, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><html><body><p>Сайт жөнделуде</p></body></html>') },
  '/never-ends': (_, response) => { drip(response, `<item>${'а'.repeat(30_000)}</item>`, 1) },
  '/slow': (_, response) => { drip(response, ' ', 20) },
  '/silent': () => undefined,
  '/bomb': (_, response) => { response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb) },
  '/busy': (_, response) => { response.writeHead(429, { 'retry-after': '120' }).end() },
  '/gone': (_, response) => { response.writeHead(410).end() },
  '/closed': (_, response) => { response.writeHead(403).end() },
  '/error': (_, response) => { response.writeHead(500).end('access_token=abc123') },
  '/reset': (_, response) => { response.writeHead(200, { 'content-length': '5000' }).write('<rss>', () => { response.destroy() }) },
  '/moved': redirectTo('/feed', 301),
  '/found': redirectTo('/feed'),
  '/loop': redirectTo('/loop'),
  '/to-metadata': redirectTo('http://169.254.169.254/latest/meta-data/'),
  '/to-file': redirectTo('file:///etc/passwd'),
}

/** Starts a server on a free port of 127.0.0.1. */
export const startFeedServer = async (): Promise<FeedServer> => {
  const posts = somePosts(20)
  const requests: FeedServer['requests'] = []
  const answers = new Map<string, RequestListener>(Object.entries({ ...badAnswers, '/feed': serveFeed(posts) }))
  let [open, most] = [0, 0]
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers })
    most = Math.max(most, ++open)
    response.on('close', () => { open -= 1 })
    const answer = answers.get(path.replace(/[?].*/, ''))
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  return {
    ...await openOnLoopback(server), requests, posts, mostAtOnce: () => most,
    at: (path, answer) => { answers.set(path, answer) },
    serve: (path, body, headers = {}, status = 200) => { answers.set(path, (_, response) => { response.writeHead(status, headers).end(body) }) },
  }
}
