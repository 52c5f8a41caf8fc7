// The exam of the stream: authors write, a Jetstream of its own process plays it and is killed again and again, and so is the desk that listens.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demandFree, untilOpen } from './open-port.ts'
import type { Scene } from './scene.ts'

const script = new URL('stream-process.ts', import.meta.url).pathname
const did = 'did:plc:qalaexam'
const collection = 'app.bsky.feed.post'
/** What the rest of the network writes between two posts that are for us. */
const others = 5

/** Events of one network, in the order of its clock. */
const makeNetwork = (file: string) => {
  let lastUs = 0
  const tell = (event: object) => {
    lastUs = Math.max(lastUs + 1, Date.now() * 1000)
    appendFileSync(file, `${JSON.stringify({ did, time_us: lastUs, ...event })}\n`)
  }
  const commit = (operation: string, rkey: string, record?: object) => tell({ kind: 'commit', commit: { rev: String(lastUs), operation, collection, rkey, ...record && { record, cid: `bafy${rkey}` } } })
  const recordOf = (text: string, createdAt: string) => ({ $type: collection, text, createdAt })
  const chatter = (n: number) => {
    for (let i = 0; i < others; i += 1) commit('create', `other-${n}-${i}`, recordOf('good morning', new Date().toISOString()))
    tell({ kind: 'identity', identity: { did, handle: 'qala.test', seq: n, time: new Date().toISOString() } })
  }
  return { commit, recordOf, chatter }
}

export const openStream = async (port: number): Promise<Scene> => {
  await demandFree(port)
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-stream-'))
  const file = join(folder, 'events')
  writeFileSync(file, '')
  const { commit, recordOf, chatter } = makeNetwork(file)
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, file, String(port)], { stdio: ['ignore', 'ignore', 'inherit'] })
    await untilOpen(port)
    return child
  }
  let server = await start()
  const end = async () => {
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }
  const createdAt = new Map<string, string>()
  let last = 0
  const rkeyOf = (key: string) => key.slice(key.lastIndexOf('/') + 1)
  return {
    name: 'Bluesky, stream', burst: 120, sources: [`ws://127.0.0.1:${port}/subscribe`], words: ['су'], fetchAllow: [`127.0.0.1:${port}`], networks: [{ network: 'bluesky', showsDeletions: true }],
    write: ({ text, at }) => {
      last += 1
      chatter(last)
      const key = `at://${did}/${collection}/p${last}`
      createdAt.set(key, at.toISOString())
      commit('create', rkeyOf(key), recordOf(text, at.toISOString()))
      return Promise.resolve(key)
    },
    edit: (key, text) => Promise.resolve(commit('update', rkeyOf(key), recordOf(text, createdAt.get(key) ?? ''))),
    remove: (key) => {
      commit('delete', rkeyOf(key))
      return Promise.resolve([key])
    },
    settled: () => Promise.resolve(),
    strike: async () => {
      await end()
      server = await start()
    },
    close: async () => {
      await end()
      rmSync(folder, { recursive: true })
    },
  }
}
