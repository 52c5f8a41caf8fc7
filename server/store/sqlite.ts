// The engine that needs nothing set up: one file in the data folder, written by one process, read by any.
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Refusal } from '#domain/refusal.ts'
import { makeBell } from './bell.ts'
import { makeBlobs } from './blobs.ts'
import { folderWords, isClosed } from './folder-access.ts'
import { makeTransact } from './group.ts'
import { makeRead } from './read.ts'
import { sqliteCopy } from './sqlite-copy.ts'
import { lockFolder } from './sqlite-lock.ts'
import { preparer, readSource } from './sqlite-read.ts'
import { checkReadable, prepareWriter, schemaOf } from './sqlite-schema.ts'
import { makeSweeping } from './sqlite-sweep.ts'
import { sqliteEngine } from './sqlite-write.ts'
import type { Blobs, Store } from './store.ts'

/** A checkpoint or a backup of another process may hold the file for a moment. */
const timeout = 1000

/** The one file of a data folder. */
export const databaseOf = (folder: string) => join(folder, 'qulaq.sqlite')
const blobsOf = (folder: string): Blobs => makeBlobs(join(folder, 'blobs'))

const openFile = (file: string, as: string | URL): DatabaseSync => {
  const db = new DatabaseSync(as, { readOnly: true, timeout })
  try {
    checkReadable(db, file)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Readers share an index of the log, which is a file too. Where none can be made and there is no log, the file alone is the whole desk, and stands still. */
const openStill = (file: string): DatabaseSync => {
  const url = pathToFileURL(file)
  url.searchParams.set('immutable', '1')
  return openFile(file, url)
}

const openReader = (folder: string): DatabaseSync => {
  const file = databaseOf(folder)
  if (!existsSync(file)) throw new Refusal('not-found', `there is no desk in ${folder}`, { folder })
  try {
    return openFile(file, file)
  } catch (error) {
    if (isClosed(error) && !existsSync(`${file}-wal`)) return openStill(file)
    throw folderWords(error, folder)
  }
}

const openWriter = (folder: string): DatabaseSync => {
  const db = new DatabaseSync(databaseOf(folder), { timeout })
  try {
    // The log beside it takes the mode of the file; a folder that was there before may be open to others.
    chmodSync(databaseOf(folder), 0o600)
    prepareWriter(db, databaseOf(folder))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const about = async (db: DatabaseSync) => ({
  engine: `SQLite ${String(db.prepare('SELECT sqlite_version() AS version').get()?.['version'])}`, schema: schemaOf(db),
})

const openForReading = (folder: string): Store => {
  const db = openReader(folder)
  const refuse = async () => { throw new Refusal('storage-unavailable', `${folder} is open for reading only`, { folder }) }
  return {
    read: makeRead(readSource(preparer(db))),
    blobs: { ...blobsOf(folder), put: refuse, remove: refuse },
    transact: refuse, scrub: refuse, forgetCommands: refuse, countCommands: refuse,
    // Another process writes: its bell does not sound here.
    subscribe: () => () => {},
    copy: async () => sqliteCopy(openReader(folder)),
    about: () => about(db),
    close: async () => db.close(),
  }
}

/** Makes the folder when it is not there, and holds it until the returned function is called. */
export const takeFolder = (folder: string): () => void => {
  try {
    mkdirSync(join(folder, 'blobs'), { recursive: true, mode: 0o700 })
    return lockFolder(folder)
  } catch (error) {
    throw folderWords(error, folder)
  }
}

const openForWriting = (folder: string): Store => {
  const unlock = takeFolder(folder)
  try {
    const writer = openWriter(folder)
    const reader = openReader(folder)
    const bell = makeBell()
    const { transact, drain } = makeTransact(sqliteEngine(writer), bell.ring)
    const close = async () => {
      await drain()
      reader.close()
      writer.close()
      unlock()
    }
    return {
      read: makeRead(readSource(preparer(reader))), blobs: blobsOf(folder), transact, ...makeSweeping(writer, timeout), subscribe: bell.subscribe,
      copy: async () => sqliteCopy(openReader(folder)), about: () => about(reader), close,
    }
  } catch (error) {
    unlock()
    throw folderWords(error, folder)
  }
}

/**
 * The store in `folder`, made with mode 0700 when it is not there. Only one process at a time may write in it (Refusal `desk-is-running`);
 * with `readOnly` it is opened beside a running server, and every write is refused. Refusals `storage-unavailable` when the
 * folder cannot be written, `storage-full`. A file of a newer program throws.
 */
export const openSqlite = async ({ folder, readOnly = false }: { folder: string, readOnly?: boolean }): Promise<Store> =>
  readOnly ? openForReading(folder) : openForWriting(folder)
