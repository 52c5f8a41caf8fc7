// Groups on MongoDB: fresh state and the group itself are one transaction on the primary, from the first question to the commit.
import { setTimeout as pause } from 'node:timers/promises'
import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError, type ClientSession, type MongoClient, type TransactionOptions } from 'mongodb'
import { Refusal } from '#domain/refusal.ts'
import type { Batch, Failure, GroupEngine, GroupHead, Snapshot, StagedDocument } from './engine.ts'
import { endAbandoned } from './mongo-abandoned.ts'
import { documentSource, headOf } from './mongo-read.ts'
import { durable, fieldsOf, type LineRow, type Rows } from './mongo-rows.ts'
import { commandName } from './staged.ts'
import type { Noun } from './store.ts'

/** Others moved the head, or changed a document, before this group was written. */
class Conflict extends Error {}

/** Codes of the server's error_codes.yml. */
const writeConflict = 112
const duplicateKey = 11000
const outOfDiskSpace = 14031

/** Between two tries to take the head, and in all, in milliseconds. */
const longestPause = 5
const longestWait = 10_000
/** While the head is held by others: how often it is looked whether they are alive. */
const betweenLooks = 1000

const failureOf = (error: unknown): Failure => {
  if (error instanceof Conflict) return 'conflict'
  if (!(error instanceof MongoError) || error instanceof MongoServerSelectionError) return 'unavailable'
  if (error instanceof MongoServerError && error.code === outOfDiskSpace) return 'full'
  // Transient: the transaction is known not to be committed, and the next run selects the primary anew.
  const conflicts = error.code === writeConflict || error.code === duplicateKey || error.hasErrorLabel('TransientTransactionError')
  return conflicts ? 'conflict' : 'unavailable'
}

const transaction: TransactionOptions = { ...durable, readConcern: { level: 'snapshot' } }

const writeDocuments = async (rows: Rows, session: ClientSession, noun: Noun, documents: readonly StagedDocument[]) => {
  const removed = documents.filter(({ text }) => text === null).length
  const replaced = documents.filter(({ seen }) => seen > 0).length - removed
  const result = await rows.documents(noun).bulkWrite(documents.map(({ id, version, seen, text }) => {
    if (text === null) return { deleteOne: { filter: { _id: id, version: seen } } }
    const document = { version, body: text, ...fieldsOf(noun, JSON.parse(text)) }
    return seen === 0
      ? { insertOne: { document: { _id: id, ...document } } }
      : { replaceOne: { filter: { _id: id, version: seen }, replacement: document } }
  }), { session })
  if (result.matchedCount !== replaced || result.deletedCount !== removed) throw new Conflict(`a ${noun} was changed meanwhile`)
}

const lineRow = ({ seq, at, by, event, prev, hash }: Batch['lines'][number]): LineRow => ({
  _id: seq, at, by, body: JSON.stringify(event), prev, hash,
  ...'ticketId' in event && typeof event.ticketId === 'string' && { ticketId: event.ticketId },
  ...'postId' in event && typeof event.postId === 'string' && { postId: event.postId },
})

const writeBatch = async (rows: Rows, session: ClientSession, { before, after, documents, series, commands, lines }: Batch) => {
  const moved = await rows.head.updateOne({ _id: 'head', seq: before.seq, group: before.group }, { $set: after }, { session })
  if (moved.matchedCount !== 1) throw new Conflict('the head was moved meanwhile')
  for (const [noun, some] of Map.groupBy(documents, ({ noun }) => noun)) await writeDocuments(rows, session, noun, some)
  if (series.length > 0) {
    const updates = series.map(([_id, value]) => ({ updateOne: { filter: { _id }, update: { $set: { value } }, upsert: true } }))
    await rows.series.bulkWrite(updates, { session })
  }
  if (commands.length > 0) await rows.commands.insertMany(commands.map(command => ({ _id: commandName(command), ...command })), { session })
  if (lines.length > 0) await rows.trail.insertMany(lines.map(lineRow), { session })
  await rows.groups.updateOne({ _id: after.group }, { $currentDate: { at: true } }, { upsert: true, session })
}

/**
 * Was the group written, although nobody said so? When it was not, it never will be: its transaction is ended, and the mark that is left
 * here stands in the way of its own mark.
 */
const wasWritten = async (client: MongoClient, rows: Rows, session: ClientSession, group: string): Promise<boolean> => {
  // An open transaction would hold this write up until it expires.
  await client.db('admin').command({ killSessions: [session.id] }).catch(() => {})
  const mark = { $setOnInsert: { void: true }, $currentDate: { at: true } } as const
  const deadline = performance.now() + longestWait
  for (;;) {
    try {
      const kept = await rows.groups.findOneAndUpdate({ _id: group }, mark, { upsert: true, returnDocument: 'after', maxTimeMS: longestWait })
      return kept !== null && kept.void === undefined
    } catch (error) {
      // What broke the commit may break this too: only when nobody can be asked does the caller stay without an answer.
      if (!(error instanceof MongoNetworkError) || performance.now() > deadline) throw error
      await pause(longestPause)
    }
  }
}

/** Commits; with an unknown result once more, and then the group itself is looked up. */
const commit = async (client: MongoClient, rows: Rows, session: ClientSession, group: string): Promise<void> => {
  try {
    await session.commitTransaction()
  } catch (error) {
    if (!(error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult'))) throw error
    const again = await session.commitTransaction().then(() => true, () => false)
    if (!again && !await wasWritten(client, rows, session, group)) throw new Conflict('the commit did not come through')
  }
}

/**
 * Opens the transaction of a group with the head in its hand: whoever comes next waits here, with nothing done that would have to be done again.
 * Throws when others held it all the time.
 */
const takeHead = async (client: MongoClient, rows: Rows, session: ClientSession, restoring: string | null): Promise<GroupHead> => {
  const deadline = performance.now() + longestWait
  let looked = performance.now()
  while (performance.now() < deadline) {
    session.startTransaction()
    try {
      // Only a change takes the document: a read would let two go on, of which one is in vain.
      const row = await rows.head.findOneAndUpdate({ _id: 'head', restoring }, { $inc: { taken: 1 } }, { session })
      if (!row) throw new Refusal('storage-unavailable', 'the desk is being restored by somebody, or gone from the database')
      return headOf(row)
    } catch (error) {
      await session.abortTransaction()
      if (!(error instanceof MongoServerError && error.code === writeConflict)) throw error
    }
    await pause(Math.random() * longestPause)
    if (performance.now() - looked < betweenLooks) continue
    looked = performance.now()
    // A server that does not show its sessions is left to its own time limit.
    await endAbandoned(client).catch(() => {})
  }
  throw new Error('other desks did not let this one write')
}

/** Groups over one client. `wrote` hears of each group before it is committed. While a desk is restored, only the restore that it is marked with writes in it. */
export const mongoEngine = (client: MongoClient, rows: Rows, wrote: (group: string) => void, restoring: string | null = null): GroupEngine => {
  /** Where the last group of this process left the cluster: the next one starts no earlier. */
  let last: ClientSession['operationTime']

  const begin = async (): Promise<Snapshot> => {
    const session = client.startSession({ defaultTransactionOptions: transaction })
    if (last) session.advanceOperationTime(last)
    const end = async () => {
      last = session.operationTime ?? last
      await session.endSession()
    }
    try {
      return {
        ...documentSource(rows, session),
        head: await takeHead(client, rows, session, restoring),
        series: async series => (await rows.series.findOne({ _id: series }, { session }))?.value ?? 0,
        commands: async keys => await rows.commands.find({ _id: { $in: keys.map(commandName) } }, { session, projection: { _id: 0 } }).toArray(),
        write: async (batch) => {
          wrote(batch.after.group)
          await writeBatch(rows, session, batch)
          await commit(client, rows, session, batch.after.group)
        },
        end,
      }
    } catch (error) {
      await end()
      throw error
    }
  }

  return { failureOf, begin }
}
