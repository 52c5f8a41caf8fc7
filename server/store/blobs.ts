// Files of evidence, named by the sha256 of their bytes: written whole or not at all, before the group that names them.
import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#domain/refusal.ts'
import type { Blobs } from './store.ts'

const blobName = /^[0-9a-f]{64}$/

const isThere = async (path: string) => access(path).then(() => true, () => false)

/** A new name in a folder survives a power cut only when the folder itself is synced. */
export const syncFolder = async (folder: string) => {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const writeWhole = async (path: string, bytes: Uint8Array) => {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A disk that is full, or a quota, in the words of the house. */
const inWords = (error: unknown): unknown => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  const refusal = new Refusal('storage-full', `no room to write: ${String(code)}`)
  refusal.cause = error
  return refusal
}

const shelvesOf = async (folder: string): Promise<string[]> => await readdir(folder).catch((error: unknown) => {
  if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return []
  throw error
})

/** Blobs in `folder`: `ab/abcdef…`. An unknown hash, or what is no hash, has no bytes. Refusal `storage-full` when there is no room for one. */
export const makeBlobs = (folder: string): Blobs => ({
  put: async (bytes) => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const shelf = join(folder, hash.slice(0, 2))
    const path = join(shelf, hash)
    if (await isThere(path)) return hash
    const draft = join(shelf, `${randomUUID()}.draft`)
    try {
      if (await mkdir(shelf, { recursive: true, mode: 0o700 })) await syncFolder(folder)
      await writeWhole(draft, bytes)
      await rename(draft, path)
    } catch (error) {
      await rm(draft, { force: true })
      throw inWords(error)
    }
    await syncFolder(shelf)
    return hash
  },
  get: async (hash) => {
    if (!blobName.test(hash)) return undefined
    const path = join(folder, hash.slice(0, 2), hash)
    return await isThere(path) ? new Uint8Array(await readFile(path)) : undefined
  },
  remove: async (hash) => {
    if (!blobName.test(hash)) return
    const shelf = join(folder, hash.slice(0, 2))
    if (!await isThere(join(shelf, hash))) return
    await rm(join(shelf, hash), { force: true })
    await syncFolder(shelf)
  },
  names: async function* () {
    for (const shelf of await shelvesOf(folder)) yield* (await shelvesOf(join(folder, shelf))).filter(name => blobName.test(name))
  },
})
