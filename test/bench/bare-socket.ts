// What stands beside the live door: socket.io that sends the same event to one room, and nothing else.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

const server = createServer()
const bare = new Server(server, { serveClient: false, perMessageDeflate: false })
bare.on('connection', socket => void socket.join('all'))
await once(server.listen(0, '127.0.0.1'), 'listening')
process.on('message', (ticketId: string) => {
  bare.to('all').emit('happened', [{ seq: 1, at: new Date().toISOString(), by: 'bench', type: 'control', organisationId: 'a', ticketId, number: 'БҚ-2026-0000001', postId: null }])
  process.send?.(performance.timeOrigin + performance.now())
})
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
process.once('disconnect', () => process.exit())
