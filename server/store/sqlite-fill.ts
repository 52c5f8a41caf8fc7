// A restore into a data folder: the file grows under another name and is moved in when it is whole, so that a cut leaves no half desk.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from '#domain/refusal.ts'
import { makeBlobs, syncFolder } from './blobs.ts'
import type { Filling } from './engine.ts'
import { folderWords } from './folder-access.ts'
import { readHead } from './sqlite-read.ts'
import { preparer } from './sqlite-statements.ts'
import { checkSchema, prepareWriter } from './sqlite-schema.ts'
import { sqliteEngine } from './sqlite-write.ts'
import { databaseOf, takeFolder } from './sqlite.ts'

const withLog = (file: string): string[] => [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]

const removeFile = (file: string) => {
  for (const path of withLog(file)) rmSync(path, { force: true })
}

/** A desk on which nothing was ever done: `npm start` makes one when it has no demo to show. */
const demandEmpty = (folder: string) => {
  const file = databaseOf(folder)
  if (!existsSync(file)) return
  const db = new DatabaseSync(file)
  try {
    if (checkSchema(db, file) > 0 && readHead(preparer(db)).seq > 0) throw new Refusal('duplicate', `${folder} holds a desk already: restore into an empty folder (DATA_DIR)`, { what: 'installation', folder })
  } finally {
    db.close()
  }
}

/** Nothing of it counts until it is moved in: only then is it written to the disk for good. */
const openDraft = (draft: string): DatabaseSync => {
  removeFile(draft)
  const db = new DatabaseSync(draft)
  try {
    prepareWriter(db, draft)
    db.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF')
    return db
  } catch (error) {
    db.close()
    removeFile(draft)
    throw error
  }
}

const moveIn = async (draft: string, folder: string) => {
  const handle = await open(draft, 'r+')
  await handle.chmod(0o600).then(() => handle.sync()).finally(() => handle.close())
  // The log of an older file would be played into the new one.
  removeFile(databaseOf(folder))
  renameSync(draft, databaseOf(folder))
  await syncFolder(folder)
}

/** Holds the folder from here to the end. Refusals `desk-is-running`, and `duplicate` when anything was ever done on the desk in it. */
export const fillSqlite = async ({ folder }: { folder: string }): Promise<Filling> => {
  const unlock = takeFolder(folder)
  const draft = `${databaseOf(folder)}.restoring`
  const blobs = join(folder, 'blobs')
  try {
    demandEmpty(folder)
    const db = openDraft(draft)
    return {
      head: readHead(preparer(db)),
      engine: sqliteEngine(db),
      // A blob that comes before its desk is nobody's: after a cut it does no harm, and the next try finds it there.
      blobs: makeBlobs(blobs),
      finish: async () => {
        db.close()
        await moveIn(draft, folder)
        unlock()
      },
      abandon: async () => {
        if (db.isOpen) db.close()
        removeFile(draft)
        rmSync(blobs, { recursive: true, force: true })
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw folderWords(error, folder)
  }
}
