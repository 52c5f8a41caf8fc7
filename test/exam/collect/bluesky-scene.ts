// The exam on Bluesky: an author writes by the PDS, the desk reads what the AppView shows of it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { startFront } from './bluesky-front.ts'
import { demandFree } from './open-port.ts'
import { nodeOf } from './parts.ts'
import { startPostgres } from './postgres.ts'
import type { Scene } from './scene.ts'

const script = new URL('atproto-process.ts', import.meta.url).pathname
const collection = 'app.bsky.feed.post'
const handle = 'qala.test'
const account = z.object({ did: z.string(), accessJwt: z.string() })
const written = z.object({ uri: z.string() })
const places = z.object({ pds: z.string(), appView: z.string() })
const shown = z.object({ posts: z.array(z.object({ record: z.object({ text: z.string() }) })) })
const settlesAtMostMs = 60_000

const makeCall = (pds: string) => async (method: string, body: object, token?: string): Promise<unknown> => {
  const answer = await fetch(`${pds}/xrpc/${method}`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...token !== undefined && { authorization: `Bearer ${token}` } }, body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method}: ${answer.status} ${await answer.text()}`)
  return await answer.json()
}

/** One author on a network of their own; ports from `port` on. */
export const openBluesky = async (atproto: string, postgresBin: string, port: number): Promise<Scene> => {
  await demandFree(...Array.from({ length: 6 }, (_, i) => port + i))
  const postgres = await startPostgres(postgresBin, port)
  const network = fork(script, [atproto, postgres.url, String(port + 1)], { execPath: nodeOf(atproto), execArgv: ['--no-warnings'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, LOG_ENABLED: 'false' } })
  const gone = once(network, 'exit').then(([code, signal]) => { throw new Error(`the network of Bluesky ended by itself: ${code ?? signal}`) })
  gone.catch(() => undefined)
  const [said]: unknown[] = await Promise.race([gone, once(network, 'message')])
  const { pds, appView } = places.parse(said)
  const front = await startFront(pds, appView, port + 5)
  const call = makeCall(pds)
  const { did, accessJwt } = account.parse(await call('com.atproto.server.createAccount', { handle, email: 'qala@qala.test', password: 'exam-of-the-desk' }))
  const createdAt = new Map<string, string>()
  const newest = { uri: '', text: '' }
  const rkeyOf = (uri: string) => uri.slice(uri.lastIndexOf('/') + 1)
  const noted = (uri: string, text: string) => Object.assign(newest, { uri, text })
  const recordOf = (text: string, at: string) => ({ $type: collection, text, createdAt: at, langs: ['kk'] })
  return {
    name: 'Bluesky', burst: 120, sources: [`${front.url}/profile/${handle}`], fetchAllow: [new URL(front.url).host], networks: [{ network: 'bluesky', showsDeletions: true }],
    write: async ({ text, at }) => {
      const { uri } = written.parse(await call('com.atproto.repo.createRecord', { repo: did, collection, record: recordOf(text, at.toISOString()) }, accessJwt))
      createdAt.set(uri, at.toISOString())
      noted(uri, text)
      return uri
    },
    edit: async (uri, text) => {
      await call('com.atproto.repo.putRecord', { repo: did, collection, rkey: rkeyOf(uri), record: recordOf(text, createdAt.get(uri) ?? '') }, accessJwt)
      noted(uri, text)
    },
    remove: async (uri) => {
      await call('com.atproto.repo.deleteRecord', { repo: did, collection, rkey: rkeyOf(uri) }, accessJwt)
      return [uri]
    },
    settled: async () => {
      // One post more would be one nobody noted: an edit of the last one comes behind everything else.
      const deadline = performance.now() + settlesAtMostMs
      for (;;) {
        const answer = await fetch(`${appView}/xrpc/app.bsky.feed.getPosts?uris=${encodeURIComponent(newest.uri)}`)
        const { posts } = shown.parse(await answer.json())
        if (posts.length === 0 || posts[0]?.record.text === newest.text) break
        if (performance.now() > deadline) throw new Error('the AppView does not follow')
        await pause(100)
      }
      await pause(2000)
    },
    limit: { spend: front.spend, refused: front.refused, hurried: front.hurried },
    close: async () => {
      await front.close()
      network.kill('SIGKILL')
      await gone.catch(() => undefined)
      await postgres.close()
    },
  }
}
