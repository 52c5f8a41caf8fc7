// When a server that was just started answers on its port.
import { createConnection } from 'node:net'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

const opensAtMostMs = 60_000

const answers = async (port: number): Promise<boolean> => {
  const socket = createConnection({ host: '127.0.0.1', port })
  const opened = await once(socket, 'connect').then(() => true, () => false)
  socket.destroy()
  return opened
}

/** What is left of another run would be taken for the server of this one. */
export const demandFree = async (...ports: number[]): Promise<void> => {
  for (const port of ports) if (await answers(port)) throw new Error(`something else answers on port ${port}: end it, or set EXAM_PORT`)
}

/** Resolves when something answers there on loopback. */
export const untilOpen = async (port: number): Promise<void> => {
  const deadline = performance.now() + opensAtMostMs
  while (!await answers(port)) {
    if (performance.now() > deadline) throw new Error(`nothing answers on port ${port}`)
    await pause(100)
  }
}
