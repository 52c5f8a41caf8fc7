// Pictures of posts as they were fetched, kept for a day and within a bound. Nothing stands on them: what is lost is fetched again.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toMs, type Instant } from '#domain/time.ts'

/** What is asked to be erased is gone from here after a day at the latest, whichever process fetched it. */
const keptMs = 24 * 60 * 60 * 1000
const keptName = /^[0-9a-f]{64}$/

export interface PictureCache {
  /** The bytes, as they came from this address. */
  get: (url: string) => Promise<Uint8Array | undefined>
  put: (url: string, bytes: Uint8Array) => Promise<void>
  forget: (urls: readonly string[]) => Promise<void>
  /** Removes what is older than a day, and what a killed process left half written. */
  sweep: () => Promise<void>
}

interface Entry { bytes: number, atMs: number }

const nameOf = (url: string) => createHash('sha256').update(url).digest('hex')

/** Where nothing is to be kept. */
export const noPictureCache: PictureCache = { get: async () => undefined, put: async () => {}, forget: async () => {}, sweep: async () => {} }

/** Files in `folder`, named by the hash of their address; together at most `maxBytes`, the oldest go first. */
export const makePictureCache = ({ folder, now, maxBytes }: { folder: string, now: () => Instant, maxBytes: number }): PictureCache => {
  let known: Promise<Map<string, Entry>> | null = null

  const drop = async (entries: Map<string, Entry>, name: string) => {
    entries.delete(name)
    await rm(join(folder, name), { force: true })
  }

  const look = async (): Promise<Map<string, Entry>> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const entries = new Map<string, Entry>()
    for (const name of await readdir(folder)) {
      const { size, mtimeMs } = await stat(join(folder, name))
      if (keptName.test(name)) entries.set(name, { bytes: size, atMs: mtimeMs })
      else await rm(join(folder, name), { force: true })
    }
    return new Map([...entries].sort(([, a], [, b]) => a.atMs - b.atMs))
  }
  const entriesNow = () => known ??= look()
  const isOld = ({ atMs }: Entry) => atMs + keptMs <= toMs(now())

  const makeRoom = async (entries: Map<string, Entry>, bytes: number) => {
    let sum = [...entries.values()].reduce((all, entry) => all + entry.bytes, bytes)
    for (const [name, entry] of entries) {
      if (sum <= maxBytes) return
      sum -= entry.bytes
      await drop(entries, name)
    }
  }

  return {
    get: async (url) => {
      const entries = await entriesNow()
      const name = nameOf(url)
      const entry = entries.get(name)
      if (!entry || isOld(entry)) return undefined
      // Somebody may have emptied the folder by hand.
      return await readFile(join(folder, name)).catch(async () => {
        await drop(entries, name)
        return undefined
      })
    },
    put: async (url, bytes) => {
      const entries = await entriesNow()
      const name = nameOf(url)
      entries.delete(name)
      await makeRoom(entries, bytes.byteLength)
      const draft = join(folder, `${randomUUID()}.draft`)
      await writeFile(draft, bytes, { mode: 0o600 })
      const at = new Date(toMs(now()))
      await utimes(draft, at, at)
      await rename(draft, join(folder, name))
      entries.set(name, { bytes: bytes.byteLength, atMs: at.getTime() })
    },
    forget: async (urls) => {
      const entries = await entriesNow()
      for (const url of urls) await drop(entries, nameOf(url))
    },
    sweep: async () => {
      const entries = await entriesNow()
      for (const [name, entry] of entries) if (isOld(entry)) await drop(entries, name)
    },
  }
}
