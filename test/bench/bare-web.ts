// What stands beside the doors: Express 5 that sends given bytes and nothing else, and node:http that does the same without it.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'

const [[bytes]] = await once(process, 'message') as [[string]]

const addressOf = async (server: Server): Promise<string> => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const app = express().disable('x-powered-by').disable('etag').use(express.json())
app.all('/', (_request, response) => { response.type('json').send(bytes) })
const plain = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(bytes))
})
process.send?.(await Promise.all([addressOf(createServer(app)), addressOf(plain)]))
