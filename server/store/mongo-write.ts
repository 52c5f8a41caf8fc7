// Groups on MongoDB: each is one transaction on the primary, in which the head is moved first.
import { randomUUID } from 'node:crypto'
import type { ClientSession, Collection, Db, MongoClient, TransactionOptions } from 'mongodb'
import type { Batch, GroupEngine, GroupHead, Replacement, Snapshot } from './engine.ts'
import { commandName } from './layer.ts'
import { commit, Conflict, failureOf, standBy, takeHead, type Writer } from './mongo-head.ts'
import { documentSource } from './mongo-read.ts'
import { durable, fieldsOf, rowsOf, type DocumentRow, type LineRow, type Rows } from './mongo-rows.ts'
import { entriesOver, unindexed, writeEntries } from './mongo-search.ts'
import type { Noun } from './store.ts'

const transaction: TransactionOptions = { ...durable, readConcern: { level: 'snapshot' } }

interface LaidRow { row: DocumentRow, isMoved: boolean }

/** Moved: it stands elsewhere in an index than before. */
const laidRow = (noun: Noun, { id, version, was }: Replacement, text: string): LaidRow => {
  const fields = fieldsOf(noun, JSON.parse(text))
  const before = was && fieldsOf(noun, was)
  return { row: { _id: id, version, body: text, ...fields }, isMoved: !before || Object.entries(fields).some(([field, value]) => value !== before[field]) }
}

/**
 * A document that moves in an index is changed by taking the old one away and laying the new one in its place, for all of a group at once. (In a
 * transaction MongoDB 6 reads its catalog anew for each index of each document that moves: ten indexes make one update dearer than both of these together.)
 */
const writeDocuments = async (documents: Collection<DocumentRow>, session: ClientSession, noun: Noun, written: readonly Replacement[]) => {
  const laid = written.flatMap(document => document.text === null ? [] : laidRow(noun, document, document.text))
  const stays = laid.filter(({ isMoved }) => !isMoved).map(({ row: { _id, version, body } }) => ({ updateOne: { filter: { _id }, update: { $set: { version, body } } } }))
  const inPlace = new Set(stays.map(({ updateOne }) => updateOne.filter._id))
  const taken = written.filter(({ id, seen }) => seen > 0 && !inPlace.has(id)).map(({ id }) => id)
  const deleted = taken.length > 0 ? (await documents.deleteMany({ _id: { $in: taken } }, { session })).deletedCount : 0
  const matched = stays.length > 0 ? (await documents.bulkWrite(stays, { session, ordered: false })).matchedCount : 0
  if (deleted + matched !== taken.length + stays.length) throw new Conflict(`a ${noun} was taken away meanwhile`)
  const moved = laid.filter(({ isMoved }) => isMoved).map(({ row }) => row)
  if (moved.length > 0) await documents.insertMany(moved, { session })
}

const lineRow = ({ seq, at, by, event, prev, hash }: Batch['lines'][number]): LineRow => ({
  _id: seq, at, by, body: JSON.stringify(event), prev, hash,
  ...'ticketId' in event && typeof event.ticketId === 'string' && { ticketId: event.ticketId },
  ...'postId' in event && typeof event.postId === 'string' && { postId: event.postId },
})

const writeBatch = async ({ rows, id, restoring }: Writer, session: ClientSession, batch: Batch) => {
  const { before, after, documents, series, commands, lines } = batch
  const moved = await rows.head.updateOne({ _id: 'head', restoring, seq: before.seq, group: before.group }, {
    $set: { ...after, [`writers.${id}.group`]: after.group }, $currentDate: { [`writers.${id}.at`]: true },
  }, { session })
  if (moved.matchedCount !== 1) throw new Conflict('the head was moved meanwhile')
  for (const [noun, some] of Map.groupBy(documents, ({ noun }) => noun)) await writeDocuments(rows.documents(noun), session, noun, some)
  await writeEntries(rows, session, batch)
  if (series.length > 0) {
    const updates = series.map(([_id, value]) => ({ updateOne: { filter: { _id }, update: { $set: { value } }, upsert: true } }))
    await rows.series.bulkWrite(updates, { session })
  }
  if (commands.length > 0) await rows.commands.insertMany(commands.map(command => ({ _id: commandName(command), ...command })), { session })
  if (lines.length > 0) await rows.trail.insertMany(lines.map(lineRow), { session })
}

/** The state as the primary has it: what the last group left, for either the head is held while it is asked, or was not moved when the group is written. */
const questions = (latest: Rows): Omit<Snapshot, 'head' | 'write' | 'stand' | 'end'> => ({
  ...documentSource(latest),
  series: async series => (await latest.series.findOne({ _id: series }))?.value ?? 0,
  commands: async keys => await latest.commands.find({ _id: { $in: keys.map(commandName) } }, { projection: { _id: 0 } }).toArray(),
  over: async (noun, postId) => await entriesOver(latest, noun, postId),
})

/**
 * Groups over one client. `wrote` hears of each group before it is committed. A process that finds the head as it left it is alone, and from
 * then on knows the head without asking; it is put right by a conflict, and takes the head before it begins, until it is alone again.
 * While a desk is restored, only the restore that it is marked with writes in it.
 */
export const mongoEngine = (client: MongoClient, db: Db, wrote: (group: string) => void, restoring: string | null = null): GroupEngine => {
  const writer: Writer = { client, rows: rowsOf(db), id: randomUUID(), restoring }
  // Outside the transaction, so that questions need not stand in line behind each other.
  const asked = questions(rowsOf(db, { readConcern: { level: 'local' } }))
  /** Where the last group of this process left the cluster: the next one starts no earlier. */
  let last: ClientSession['operationTime']
  let left: GroupHead | null = null
  let isAlone = false

  const begin = async (): Promise<Snapshot> => {
    const session = client.startSession({ defaultTransactionOptions: transaction })
    if (last) session.advanceOperationTime(last)
    const end = async () => {
      last = session.operationTime ?? last
      await session.endSession()
    }
    const known = isAlone ? left : null
    isAlone = false
    try {
      const head = known ?? await takeHead(writer, session)
      const wasAlone = head.group === left?.group
      const write = async (batch: Batch) => {
        wrote(batch.after.group)
        if (known) session.startTransaction()
        await writeBatch(writer, session, batch)
        await commit(writer, session, batch.after.group)
        left = batch.after
        isAlone = wasAlone
      }
      const stand = async () => {
        await (known ? standBy(writer, known) : session.commitTransaction())
        left = head
        isAlone = wasAlone
      }
      return { ...asked, head, write, stand, end }
    } catch (error) {
      await end()
      throw error
    }
  }

  return { failureOf, begin, unindexed: async (noun, version, limit) => await unindexed(writer.rows, noun, version, limit) }
}
