// Many sockets in a process of their own: says when all are in, and how long after its birth each event was heard by each of them.
import { once } from 'node:events'
import { io } from 'socket.io-client'

/** Sockets that listen at `url` for `event`. */
interface Task { url: string, cookie: string, count: number, event: string }

const [task] = await once(process, 'message') as [Task]
const heard: number[] = []
const births = new Map<string, number>()
/** Heard before this process was told of the birth. */
const early = new Map<string, number[]>()

const clock = () => performance.timeOrigin + performance.now()
const hear = (id: string) => {
  const born = births.get(id)
  if (born === undefined) early.set(id, [...early.get(id) ?? [], clock()])
  else heard.push(clock() - born)
}

const sockets = Array.from({ length: task.count }, () => io(task.url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie: task.cookie } }))
for (const socket of sockets) {
  socket.on(task.event, (happenings: { type: string, ticketId: string | null }[]) => {
    for (const { type, ticketId } of happenings) if (type === 'control' && ticketId !== null) hear(ticketId)
  })
}
await Promise.all(sockets.map(socket => new Promise<void>((resolve, reject) => socket.once('connect', () => resolve()).once('connect_error', reject))))
process.send?.('in')

process.on('message', (message: { id: string, born: number } | 'report') => {
  if (message === 'report') {
    process.send?.(heard.toSorted((a, b) => a - b))
    return
  }
  births.set(message.id, message.born)
  for (const time of early.get(message.id) ?? []) heard.push(time - message.born)
  early.delete(message.id)
})
process.once('disconnect', () => process.exit())
