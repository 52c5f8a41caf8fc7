// The outside network of a test, on loopback: feeds and files as a site would serve them, and a count of who asked for what.
import { createServer } from 'node:http'
import { openOnLoopback } from '../loopback.ts'

export interface Page { type: string, body: string | Buffer, status?: number, location?: string }
export interface Outside {
  /** `host:port`, for FETCH_ALLOW. */
  host: string
  url: (path: string) => string
  pages: Map<string, Page>
  /** Paths in the order they were asked for. */
  asked: string[]
  close: () => Promise<void>
}

export const startOutside = async (): Promise<Outside> => {
  const pages = new Map<string, Page>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { status = 200, type, body, location } = pages.get(request.url ?? '') ?? { status: 404, type: 'text/plain', body: 'gone' }
    response.writeHead(status, { 'content-type': type, ...location !== undefined && { location } }).end(body)
  })
  const { origin, hostPort: host, close } = await openOnLoopback(server)
  return { host, pages, asked, url: path => `${origin}${path}`, close }
}

/** A feed of posts, each with the files that hang on it. */
export const feedOf = (posts: { guid: string, text: string, files: string[] }[]): Page => ({
  type: 'application/rss+xml; charset=utf-8',
  body: `<?xml version="1.0"?><rss version="2.0"><channel><title>Бурабай хабар</title><link>https://news.example/</link><description>х</description>${posts.map(({ guid, text, files }) =>
    `<item><guid isPermaLink="false">${guid}</guid><link>https://news.example/${guid}</link><description>${text}</description><pubDate>Wed, 18 Nov 2026 04:00:00 GMT</pubDate>${files.map(file => `<enclosure url="${file}" type="${file.endsWith('.mp4') ? 'video/mp4' : 'image/png'}" length="1"/>`).join('')}</item>`).join('')}</channel></rss>`,
})
