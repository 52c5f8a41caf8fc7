// The browsers of the soak exam in a process of their own: sockets that stay open and count what they hear.
import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import type { CrowdReport, CrowdTask } from './protocol.ts'

/** Lines that are opened at the same time: people come one by one, not all in a moment. */
const atOnce = 25

const [{ url, cookies, each }] = await once(process, 'message') as [CrowdTask]
let [heard, cuts] = [0, 0]

const open = async (cookie: string): Promise<Socket> => {
  const line = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie } })
  line.on('happened', (happenings: unknown[]) => { heard += happenings.length })
  await new Promise<void>((resolve, reject) => line.once('connect', () => resolve()).once('connect_error', reject))
  return line.on('disconnect', () => { cuts += 1 })
}

const waiting = cookies.flatMap(cookie => Array.from({ length: each }, () => cookie))
const lines: Socket[] = []
const enter = async () => {
  for (let cookie = waiting.shift(); cookie !== undefined; cookie = waiting.shift()) lines.push(await open(cookie))
}
await Promise.all(Array.from({ length: atOnce }, enter))

process.on('message', () => void process.send?.({ open: lines.filter(({ connected }) => connected).length, heard, cuts } satisfies CrowdReport))
process.once('disconnect', () => process.exit())
process.send?.('in')
