// The other side of the collecting bench: four hosts with a feed at every path, each look at which finds forty new posts above ten known ones.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newPosts, pagePosts, realTexts } from './real-posts.ts'

const kept = 5000
const items = realTexts(kept).map(text => `<description>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</description><pubDate>Wed, 18 Nov 2026 09:00:00 +0500</pubDate></item>`)
const looks = new Map<string, number>()

const itemOf = (path: string, n: number) => `<item><guid isPermaLink="false">${path}-${n}</guid><title>${n}-жазба</title><link>https://qala.example${path}/${n}</link>${items[n % kept]}`

const pageOf = (path: string): string => {
  const look = looks.get(path) ?? 0
  looks.set(path, look + 1)
  const newest = look * newPosts + pagePosts
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Қала</title><link>https://qala.example/</link>${Array.from({ length: pagePosts }, (_, i) => itemOf(path, newest - i)).join('')}</channel></rss>`
}

const servers = Array.from({ length: 4 }, () => createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' }).end(pageOf(`/${request.headers.host}${request.url}`))
}))
await Promise.all(servers.map(server => once(server.listen(0, '127.0.0.1'), 'listening')))
process.send?.(servers.map(server => `127.0.0.1:${(server.address() as AddressInfo).port}`))
process.once('disconnect', () => process.exit())
