// Files of evidence in GridFS, named by the sha256 of their bytes: a file is there only when its last piece is.
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { GridFSBucket, type Db } from 'mongodb'
import { asking } from './mongo-read.ts'
import type { Blobs } from './store.ts'

const isThere = async (bucket: GridFSBucket, hash: string): Promise<boolean> => await bucket.find({ filename: hash }, { limit: 1 }).next() !== null

/** Blobs of a desk. An unknown hash has no bytes. Twins that are put at the same moment are both kept; each is whole. */
export const mongoBlobs = (db: Db): Blobs => {
  const bucket = new GridFSBucket(db, { bucketName: 'blob' })
  return {
    put: async (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      await asking(async () => {
        if (!await isThere(bucket, hash)) await pipeline([bytes], bucket.openUploadStream(hash))
      })
      return hash
    },
    get: async hash => await asking(async () =>
      hash.isWellFormed() && await isThere(bucket, hash) ? new Uint8Array(await buffer(bucket.openDownloadStreamByName(hash))) : undefined),
    remove: async hash => await asking(async () => {
      if (!hash.isWellFormed()) return
      for (const { _id } of await bucket.find({ filename: hash }).toArray()) await bucket.delete(_id)
    }),
    names: async function* () {
      const told = new Set<string>()
      for await (const { filename } of bucket.find({}, { projection: { filename: 1 } })) {
        if (!told.has(filename)) yield filename
        told.add(filename)
      }
    },
  }
}
