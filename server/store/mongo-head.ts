// The head in MongoDB, which makes groups serial over all processes: taken, stood by, and asked when nobody knows whether a group was written.
import { setTimeout as pause } from 'node:timers/promises'
import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError, type ClientSession, type MongoClient } from 'mongodb'
import { Refusal } from '#domain/refusal.ts'
import type { Failure, GroupHead } from './engine.ts'
import { endAbandoned } from './mongo-abandoned.ts'
import { headOf } from './mongo-read.ts'
import type { Rows } from './mongo-rows.ts'

/** Others moved the head, or changed a document, before this group was written. */
export class Conflict extends Error {}

/** Codes of the server's error_codes.yml. */
const writeConflict = 112
const duplicateKey = 11000
const outOfDiskSpace = 14031
const maxTimeExpired = 50

/** Between two tries to ask what became of a group, and in all, in milliseconds. */
const pauseMs = 5
const longestWait = 10_000
/** While the head is held by others: how often it is looked whether they are alive, in milliseconds. */
const betweenLooks = 1000

export const failureOf = (error: unknown): Failure => {
  if (error instanceof Conflict) return 'conflict'
  if (!(error instanceof MongoError) || error instanceof MongoServerSelectionError) return 'unavailable'
  if (error instanceof MongoServerError && error.code === outOfDiskSpace) return 'full'
  // Transient: the transaction is known not to be committed, and the next run selects the primary anew.
  const conflicts = error.code === writeConflict || error.code === duplicateKey || error.hasErrorLabel('TransientTransactionError')
  return conflicts ? 'conflict' : 'unavailable'
}

/** One process among those that write. */
export interface Writer { client: MongoClient, rows: Rows, id: string, restoring: string | null }

/**
 * Was the group written, although nobody said so? It is the last of this process, so its name stands beside the head, or never will:
 * the transaction held the head, and whoever changes the head after it finds it committed or gone.
 */
const wasWritten = async ({ client, rows, id }: Writer, session: ClientSession, group: string): Promise<boolean> => {
  // An open transaction would hold this write up until it expires.
  await client.db('admin').command({ killSessions: [session.id] }).catch(() => {})
  const deadline = performance.now() + longestWait
  for (;;) {
    try {
      const head = await rows.head.findOneAndUpdate({ _id: 'head' }, { $inc: { taken: 1 } }, { maxTimeMS: longestWait })
      return head?.writers[id]?.group === group
    } catch (error) {
      // What broke the commit may break this too: only when nobody can be asked does the caller stay without an answer.
      if (!(error instanceof MongoNetworkError) || performance.now() > deadline) throw error
      await pause(pauseMs)
    }
  }
}

/** Commits; with an unknown result once more, and then the group itself is looked up. */
export const commit = async (writer: Writer, session: ClientSession, group: string): Promise<void> => {
  try {
    await session.commitTransaction()
  } catch (error) {
    if (!(error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult'))) throw error
    const again = await session.commitTransaction().then(() => true, () => false)
    if (!again && !await wasWritten(writer, session, group)) throw new Conflict('the commit did not come through')
  }
}

/** Waits in the server until nobody holds the head; false when somebody holds it all that time. Unlike a transaction, a change alone stands in line. */
const comesFree = async (rows: Rows): Promise<boolean> => {
  try {
    await rows.head.updateOne({ _id: 'head' }, { $inc: { taken: 1 } }, { writeConcern: { w: 1 }, maxTimeMS: betweenLooks })
    return true
  } catch (error) {
    if (error instanceof MongoServerError && error.code === maxTimeExpired) return false
    throw error
  }
}

/**
 * Opens the transaction of a group with the head in its hand: whoever comes next waits here, with nothing done that would have to be done again.
 * Throws when others held it all the time.
 */
export const takeHead = async ({ client, rows, restoring }: Writer, session: ClientSession): Promise<GroupHead> => {
  const deadline = performance.now() + longestWait
  while (performance.now() < deadline) {
    session.startTransaction()
    try {
      // Only a change takes the document: a read would let two go on, of which one is in vain.
      const row = await rows.head.findOneAndUpdate({ _id: 'head', restoring }, { $inc: { taken: 1 } }, { session })
      if (!row) throw new Refusal('storage-unavailable', 'the desk is being restored by somebody, or gone from the database', { problem: 'being-restored' })
      return headOf(row)
    } catch (error) {
      await session.abortTransaction()
      if (!(error instanceof MongoServerError && error.code === writeConflict)) throw error
    }
    // A server that does not show its sessions is left to its own time limit.
    if (!await comesFree(rows)) await endAbandoned(client).catch(() => {})
  }
  throw new Error('other desks did not let this one write')
}

/** Throws a conflict when the head is not where it was when it was last seen; says so for good, not only on this server. */
export const standBy = async ({ rows }: Writer, { group }: GroupHead): Promise<void> => {
  const now = await rows.head.findOne({ _id: 'head' }, { readConcern: { level: 'linearizable' }, maxTimeMS: longestWait })
  if (now?.group !== group) throw new Conflict('the head was moved meanwhile')
}
