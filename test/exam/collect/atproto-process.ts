// A network of Bluesky on loopback: directory of names, PDS and AppView as their makers publish them, in a process of their own. Says where it stands.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Server { url: string, ctx: { cfg: { serverDid: string }, dataplane: unknown } }
/** As much of `@atproto/dev-env` as is used here; it is not installed with the product, so its own types are not at hand. */
interface DevEnv {
  TestPlc: { create: (given: object) => Promise<{ url: string }> }
  TestBsync: { create: (given: object) => Promise<{ url: string, ctx: { dataplaneClients: unknown[] } }> }
  TestBsky: { create: (given: object) => Promise<Server> }
  TestPds: { create: (given: object) => Promise<{ url: string }> }
  mockNetworkUtilities: (pds: object, bsky: object) => void
}

// Only the exam starts it: folder of the packages, address of the database, first port.
const [folder = '', database = '', port = ''] = process.argv.slice(2)
const from = Number(port)
const { TestPlc, TestBsync, TestBsky, TestPds, mockNetworkUtilities }: DevEnv = await import(pathToFileURL(join(folder, 'node_modules/@atproto/dev-env/dist/index.js')).href)
const apiKey = 'exam'
const plc = await TestPlc.create({ port: from })
const bsync = await TestBsync.create({ port: from + 1, apiKeys: [apiKey], dbUrl: database, dbSchema: 'bsync' })
const pdsPort = from + 3
const bsky = await TestBsky.create({
  port: from + 2, plcUrl: plc.url, pdsPort, bsyncApiKey: apiKey, bsyncUrl: bsync.url, repoProvider: `ws://localhost:${pdsPort}`, dbPostgresSchema: 'appview', dbPostgresUrl: database,
})
bsync.ctx.dataplaneClients = [bsky.ctx.dataplane]
const pds = await TestPds.create({ port: pdsPort, didPlcUrl: plc.url, bskyAppViewUrl: bsky.url, bskyAppViewDid: bsky.ctx.cfg.serverDid, rateLimitsEnabled: true })
// Names are proved by DNS, which loopback has none of.
mockNetworkUtilities(pds, bsky)
process.on('disconnect', () => process.exit(0))
process.send?.({ pds: pds.url, appView: bsky.url })
