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
import { keepRecent, type Recent } from './recent.ts'
import { sqliteCopy } from './sqlite-copy.ts'
import { lockFolder } from './sqlite-lock.ts'
import { committedIn, readSource } from './sqlite-read.ts'
import { preparer } from './sqlite-statements.ts'
import { makeReader } from './sqlite-reader.ts'
import { checkReadable, prepareWriter, schemaOf } from './sqlite-schema.ts'
import { useStems } from './sqlite-search-schema.ts'
import { makeSweeping } from './sqlite-sweep.ts'
import { sqliteEngine } from './sqlite-write.ts'
import type { Blobs, Read, Stems, Store } from './store.ts'

interface Opening { stems?: Stems, isMaking: boolean }

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

/** A connection that never writes, and how others are opened beside it. */
interface Reading { db: DatabaseSync, as: string | URL }

/** Readers share an index of the log, which is a file too. Where none can be made and there is no log, the file alone is the whole desk, and stands still. */
const openStill = (file: string): Reading => {
  const url = pathToFileURL(file)
  url.searchParams.set('immutable', '1')
  return { db: openFile(file, url), as: url }
}

const openReader = (folder: string): Reading => {
  const file = databaseOf(folder)
  if (!existsSync(file)) throw new Refusal('not-found', `there is no desk in ${folder}`, { folder })
  try {
    return { db: openFile(file, file), as: file }
  } catch (error) {
    if (isClosed(error) && !existsSync(`${file}-wal`)) return openStill(file)
    throw folderWords(error, folder)
  }
}

interface ReadingStore { db: DatabaseSync, read: Read, forget: Recent['forget'], close: () => Promise<void> }

/**
 * What is read in a moment comes from the connection of this thread, the rest from threads that start when they are asked.
 * `remembers`: nobody writes but this process, and it says what to `forget`.
 */
const openRead = (folder: string, stems: Stems | undefined, { remembers }: { remembers: boolean }): ReadingStore => {
  const { db, as } = openReader(folder)
  const [lists, searches] = [makeReader(as, timeout), makeReader(as, timeout)]
  const prepare = preparer(db)
  const source = readSource(prepare, { lists: lists.ask, searches: searches.ask })
  const { forget, ...recent } = keepRecent(committedIn(prepare), source.stretch)
  return {
    db, forget,
    read: makeRead(remembers ? { ...source, ...recent } : source, stems),
    close: async () => {
      await Promise.all([lists.close(), searches.close()])
      db.close()
    },
  }
}

const openWriter = (folder: string, { stems, isMaking }: Opening): DatabaseSync => {
  const db = new DatabaseSync(databaseOf(folder), { timeout })
  try {
    // The log beside it takes the mode of the file; a folder that was there before may be open to others.
    chmodSync(databaseOf(folder), 0o600)
    prepareWriter(db, databaseOf(folder))
    if (isMaking) db.exec('PRAGMA synchronous = OFF')
    if (stems) useStems(db, stems.version)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const about = async (db: DatabaseSync) => ({
  engine: `SQLite ${String(db.prepare('SELECT sqlite_version() AS version').get()?.['version'])}`, schema: schemaOf(db),
})

const openForReading = (folder: string, stems: Stems | undefined): Store => {
  const { db, read, close } = openRead(folder, stems, { remembers: false })
  const refuse = async () => { throw new Refusal('storage-unavailable', `${folder} is open for reading only`, { folder, problem: 'read-only' }) }
  return {
    read,
    blobs: { ...blobsOf(folder), put: refuse, remove: refuse },
    transact: refuse, scrub: refuse, forgetCommands: refuse, countCommands: refuse,
    // Another process writes: its bell does not sound here.
    subscribe: () => () => {},
    copy: async () => sqliteCopy(openReader(folder).db),
    about: () => about(db),
    close,
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

/** What was written without waiting for the disk, waits for it here. */
const settle = (writer: DatabaseSync) => writer.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)')

const openForWriting = (folder: string, opening: Opening): Store => {
  const { stems, isMaking } = opening
  const unlock = takeFolder(folder)
  try {
    const writer = openWriter(folder, opening)
    const reading = openRead(folder, stems, { remembers: true })
    const bell = makeBell()
    const { transact, drain } = makeTransact(sqliteEngine(writer, reading.forget), bell.ring, stems)
    const close = async () => {
      await drain()
      await reading.close()
      if (isMaking) settle(writer)
      writer.close()
      unlock()
    }
    return {
      read: reading.read, blobs: blobsOf(folder), transact, ...makeSweeping(writer, timeout), subscribe: bell.subscribe,
      copy: async () => sqliteCopy(openReader(folder).db), about: () => about(reading.db), close,
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
 * Without `stems` it is not searched, and what is written waits to be indexed.
 * `isMaking`: a folder that is nobody's desk before it is whole; nothing waits for the disk until it is closed.
 */
export const openSqlite = async ({ folder, readOnly = false, stems, isMaking = false }: { folder: string, readOnly?: boolean, stems?: Stems, isMaking?: boolean }): Promise<Store> =>
  readOnly ? openForReading(folder, stems) : openForWriting(folder, { stems, isMaking })
