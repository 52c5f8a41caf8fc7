// What stands beside the doors: Express 5 that sends given bytes and nothing else, the same dressed as the desk's answers are, and node:http without Express.
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import helmet from 'helmet'

const [[bytes, cookie]] = await once(process, 'message') as [[bytes: string, cookie: string]]

const addressOf = async (server: Server): Promise<string> => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const app = express().disable('x-powered-by').disable('etag').use(express.json())
app.all('/', (_request, response) => { response.type('json').send(bytes) })

/** Told apart from the bare one: what any desk owes its readers beside the bytes, the headers, an id and an ETag, and a look at whose cookie it is. */
const sessionId = (token: string) => createHash('sha256').update(token).digest('base64url')
const sessions = new Map([[sessionId(cookie), { endsAt: Date.now() + 3_600_000 }]])
const dressed = express().disable('x-powered-by').disable('etag').use(helmet()).use((_request, response, next) => {
  response.setHeader('X-Request-Id', randomUUID()).setHeader('Cache-Control', 'no-store')
  next()
}).use(express.json())
dressed.all('/', (request, response) => {
  const session = sessions.get(sessionId(request.headers.cookie ?? ''))
  if (!session || session.endsAt < Date.now()) return response.status(401).end()
  response.setHeader('ETag', '"1"').type('json').send(bytes)
})

const plain = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(bytes))
})
process.send?.(await Promise.all([createServer(app), createServer(dressed), plain].map(addressOf)))
