// A desk in MongoDB as it was at one moment: a snapshot session. The server keeps the history for it some minutes only, so it is read at once.
import { MongoServerError, ReadConcern, type ClientSession, type Db, type Filter, type FindCursor, type MongoClient, type WithId } from 'mongodb'
import { Refusal } from '#domain/refusal.ts'
import type { Copy } from './engine.ts'
import { asking, readHead } from './mongo-read.ts'
import { rowsOf, type CommandRow } from './mongo-rows.ts'
import { nouns } from './nouns.ts'
import type { Noun } from './store.ts'

/** SnapshotTooOld and SnapshotUnavailable of the server's error_codes.yml. */
const historyIsGone: readonly unknown[] = [239, 246]

const tooOld = (cause: MongoServerError) => {
  const refusal = new Refusal('storage-unavailable', 'the copy took longer than MongoDB keeps its history, so no backup was made: let it keep more, '
    + 'db.adminCommand({setParameter: 1, minSnapshotHistoryWindowInSeconds: 3600}), and back up again')
  refusal.cause = cause
  return refusal
}

const inWords = async <T>(question: () => Promise<T>): Promise<T> => await asking(async () => {
  try {
    return await question()
  } catch (error) {
    if (error instanceof MongoServerError && historyIsGone.includes(error.code)) throw tooOld(error)
    throw error
  }
})

async function* eachRow<T>(cursor: FindCursor<T>): AsyncGenerator<T> {
  try {
    for (let row = await inWords(() => cursor.next()); row !== null; row = await inWords(() => cursor.next())) yield row
  } finally {
    await cursor.close()
  }
}

const isNoun = (name: string): name is Noun => name in nouns
const all: Filter<WithId<CommandRow>> = {}

const copyIn = async (session: ClientSession, db: Db): Promise<Copy> => {
  const rows = rowsOf(db)
  // The first read fixes the moment for all that follow.
  const { seq, hash, at } = await inWords(() => readHead(rows, session))
  return {
    head: { seq, hash, at },
    documents: async function* () {
      for (const noun of Object.keys(nouns).filter(isNoun)) {
        for await (const { body } of eachRow(rows.documents(noun).find({}, { projection: { _id: 0, body: 1 }, session }))) yield { noun, text: body }
      }
    },
    series: async function* () {
      for await (const { _id, value } of eachRow(rows.series.find({}, { session }))) yield [_id, value] as const
    },
    commands: async function* () {
      for await (const { by, key, hash, answer, at } of eachRow(rows.commands.find(all, { session }))) yield { by, key, hash, answer, at }
    },
    end: async () => await session.endSession(),
  }
}

/** Others go on writing. Refusal `storage-unavailable` while it is read, when that takes longer than the server keeps its history. */
export const mongoCopy = async (client: MongoClient, name: string): Promise<Copy> => {
  const session = client.startSession({ snapshot: true })
  try {
    return await copyIn(session, client.db(name, { readConcern: new ReadConcern('snapshot') }))
  } catch (error) {
    await session.endSession()
    throw error
  }
}
