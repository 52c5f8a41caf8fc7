// When a server that was just started answers on its port.
import { createConnection } from 'node:net'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

const opensAtMostMs = 60_000

/** Resolves when something answers there on loopback. */
export const untilOpen = async (port: number): Promise<void> => {
  const deadline = performance.now() + opensAtMostMs
  for (;;) {
    const socket = createConnection({ host: '127.0.0.1', port })
    const opened = await once(socket, 'connect').then(() => true, () => false)
    socket.destroy()
    if (opened) return
    if (performance.now() > deadline) throw new Error(`nothing answers on port ${port}`)
    await pause(100)
  }
}
