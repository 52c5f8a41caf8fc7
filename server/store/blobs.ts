// Files of evidence, named by the sha256 of their bytes: written whole or not at all, before the group that names them.
import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Blobs } from './store.ts'

const blobName = /^[0-9a-f]{64}$/

const isThere = async (path: string) => access(path).then(() => true, () => false)

/** A new name in a folder survives a power cut only when the folder itself is synced. */
const syncFolder = async (folder: string) => {
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

/** Blobs in `folder`: `ab/abcdef…`. An unknown hash, or what is no hash, has no bytes. */
export const makeBlobs = (folder: string): Blobs => ({
  put: async (bytes) => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const shelf = join(folder, hash.slice(0, 2))
    const path = join(shelf, hash)
    if (await isThere(path)) return hash
    if (await mkdir(shelf, { recursive: true, mode: 0o700 })) await syncFolder(folder)
    const draft = join(shelf, `${randomUUID()}.draft`)
    try {
      await writeWhole(draft, bytes)
      await rename(draft, path)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
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
})
