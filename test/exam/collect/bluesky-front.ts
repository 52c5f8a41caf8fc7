// Stands before the AppView as the public one stands before the world: with the limit of calls that the PDS keeps for each address, in the PDS' own words.
import { createServer } from 'node:http'
import { once } from 'node:events'

export interface Front {
  url: string
  /** Uses up the limit of the desk's address. */
  spend: () => Promise<void>
  /** How often it was told to wait, and how often it called before that time was over. */
  refused: () => number
  hurried: () => number
  close: () => Promise<void>
}

const deskAddress = '10.20.30.40'
const atOnce = 20

export const startFront = async (pds: string, appView: string, port: number): Promise<Front> => {
  let [refused, hurried, resetAtMs] = [0, 0, 0]
  /** The cheapest call of the PDS: its answer tells what is left of the limit. */
  const limited = () => fetch(`${pds}/xrpc/com.atproto.server.describeServer`, { headers: { 'x-forwarded-for': deskAddress } })
  const limitsIn = (headers: Headers) => Object.fromEntries([...headers].filter(([name]) => name.startsWith('ratelimit-')))

  const server = createServer((request, response) => {
    const answer = async () => {
      if (Date.now() < resetAtMs) hurried += 1
      const limit = await limited()
      if (limit.status === 429) {
        refused += 1
        resetAtMs = Number(limit.headers.get('ratelimit-reset')) * 1000
        response.writeHead(429, { 'content-type': 'application/json', ...limitsIn(limit.headers) }).end(await limit.text())
        return
      }
      await limit.body?.cancel()
      const seen = await fetch(`${appView}${request.url}`)
      response.writeHead(seen.status, { 'content-type': seen.headers.get('content-type') ?? 'application/json', ...limitsIn(limit.headers) }).end(Buffer.from(await seen.arrayBuffer()))
    }
    answer().catch(() => response.writeHead(502).end())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${port}`, refused: () => refused, hurried: () => hurried,
    spend: async () => {
      let isSpent = false
      const call = async () => {
        while (!isSpent) {
          const { status, body } = await limited()
          await body?.cancel()
          isSpent ||= status === 429
        }
      }
      await Promise.all(Array.from({ length: atOnce }, call))
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
