// Serves the demo's feeds on loopback, so that the collectors read them over real HTTP.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Instant } from '#domain/time.ts'
import { demoFeeds, demoPosts, feedAt } from './posts.ts'

export interface DemoServer { host: string, url: (slug: string) => string, close: () => Promise<void> }

export const startDemoFeeds = async (openedAt: Instant, now: () => Instant): Promise<DemoServer> => {
  const posts = demoPosts(openedAt)
  const server = createServer((request, response) => {
    const feed = demoFeeds.find(({ slug }) => request.url === `/${slug}.xml`)
    if (!feed) return response.writeHead(404).end()
    const body = feedAt(feed, posts, now())
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
    if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
    response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8', etag }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  return {
    host, url: slug => `http://${host}/${slug}.xml`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
