// One data folder, one server: a lock of the operating system that ends with the process, however it ends.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from '#domain/refusal.ts'

const busy = 5

/** Holds the folder until the returned function is called; Refusal `desk-is-running` when another holds it. */
export const lockFolder = (folder: string): () => void => {
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'))
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Error && Reflect.get(error, 'errcode') === busy) {
      throw new Refusal('desk-is-running', `another desk writes in ${folder}`, { folder })
    }
    throw error
  }
  return () => lock.close()
}
