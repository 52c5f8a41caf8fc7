// A server of a test on a free port of loopback, and its end.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Opened {
  /** `http://127.0.0.1:port` */
  origin: string
  /** `127.0.0.1:port`, as FETCH_ALLOW takes it. */
  hostPort: string
  /** Hangs up on whoever is still there. */
  close: () => Promise<void>
}

export const openOnLoopback = async (server: Server): Promise<Opened> => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const hostPort = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin: `http://${hostPort}`, hostPort,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
