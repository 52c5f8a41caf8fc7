// The Jetstream of the exam in a process of its own, to be killed: plays a file of events to whoever listens, from a cursor on, and what is added to it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'

const [file = '', port = ''] = process.argv.slice(2)
const readEveryMs = 20

const frame = (text: string): Buffer => {
  const body = Buffer.from(text)
  const head = body.length < 126 ? [0x81, body.length] : [0x81, 126, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from(head), body])
}

/** Whole lines only: the last one may be being written. */
const linesNow = (): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1)
const timeOf = (line: string) => Number(/"time_us":(\d+)/.exec(line)?.[1])

let lines = linesNow()
const next = new Map<Duplex, number>()
const play = () => {
  for (const [socket, from] of next) {
    for (const line of lines.slice(from)) socket.write(frame(line))
    next.set(socket, lines.length)
  }
}
setInterval(() => {
  lines = linesNow()
  play()
}, readEveryMs)

// The AppView shows nobody's name.
const server = createServer((_, response) => { response.setHeader('content-type', 'application/json').end('{"posts":[]}') })
server.on('upgrade', (request, socket) => {
  const cursor = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('cursor')
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
  socket.on('close', () => next.delete(socket)).on('error', () => undefined)
  const from = cursor === null ? lines.length : lines.findIndex(line => timeOf(line) >= Number(cursor))
  next.set(socket, from === -1 ? lines.length : from)
  play()
})
server.listen(Number(port), '127.0.0.1')
