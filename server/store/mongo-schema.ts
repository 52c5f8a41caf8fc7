// Collections and indexes of a desk in MongoDB, made from `nouns.ts` when it is opened.
import { MongoServerError, type AnyBulkWriteOperation, type Collection, type Db, type Document, type IndexDescription } from 'mongodb'
import { Refusal } from '#domain/refusal.ts'
import { genesisHash } from './chain.ts'
import { parseDocument } from './document.ts'
import { fieldsOf, indexedFields, isText, listIndex, rowsOf, type DocumentRow } from './mongo-rows.ts'
import { awaitIndex, searchIndexes } from './mongo-search.ts'
import { nouns, type NounPlan } from './nouns.ts'
import type { Noun } from './store.ts'

/** Raised when rows themselves change (indexes follow `nouns.ts` by themselves); a desk of a newer one is not opened. */
export const schemaVersion = 1

const dayMs = 86_400_000
/** Rows that are given their new fields at once. */
const refillSize = 500

const namespaceExists = 48

const ascending = (fields: readonly string[]) => Object.fromEntries(fields.map(field => [field, 1] as const))

/** Every index that `nouns.ts` asks for; a document with a null in a unique key is not held to it. */
const plannedIndexes = ({ unique, lists }: NounPlan): (IndexDescription & { name: string })[] => [
  ...Object.entries(unique).map(([key, fields]) => ({
    name: `has_${key}_${fields.join('_')}`, key: ascending(fields), unique: true, partialFilterExpression: Object.fromEntries(fields.map(field => [field, isText])),
  })),
  ...lists.filter(fields => listIndex(fields) !== '_id_').map(fields => ({
    name: listIndex(fields), key: ascending([...fields.filter(field => field !== 'id'), '_id']),
  })),
]

const ownIndexes: Record<string, (IndexDescription & { name: string })[]> = {
  head: [],
  trail: ['ticketId', 'postId'].map(field => ({ name: `of_${field}`, key: ascending([field, '_id']), partialFilterExpression: { [field]: isText } })),
  series: [],
  command: [{ name: 'by_at', key: { at: 1 } }],
}

/** Gives rows of an older plan the fields that are indexed now. */
const refill = async (rows: Collection<DocumentRow>, noun: Noun): Promise<void> => {
  const lacking = { $or: indexedFields(nouns[noun]).map(field => ({ [field]: { $exists: false } })) }
  let changes: AnyBulkWriteOperation<DocumentRow>[] = []
  const flush = async () => {
    if (changes.length > 0) await rows.bulkWrite(changes)
    changes = []
  }
  for await (const { _id, version, body } of rows.find(lacking, { projection: { version: 1, body: 1 } })) {
    changes.push({ updateOne: { filter: { _id, version }, update: { $set: fieldsOf(noun, parseDocument(noun, body)) } } })
    if (changes.length >= refillSize) await flush()
  }
  await flush()
}

/** Several desks may be opened on a new database at once. */
const makeCollection = async (db: Db, name: string): Promise<void> => {
  try {
    await db.createCollection(name)
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === namespaceExists)) throw error
  }
}

const syncIndexes = async <T extends Document>(collection: Collection<T>, planned: (IndexDescription & { name: string })[], beforeNew: () => Promise<void>): Promise<void> => {
  const there = new Set((await collection.listIndexes().toArray()).map(({ name }) => String(name)))
  const wanted = new Set(planned.map(({ name }) => name))
  for (const name of there) if (name !== '_id_' && !wanted.has(name)) await collection.dropIndex(name)
  const lacking = planned.filter(({ name }) => !there.has(name))
  if (lacking.length === 0) return
  await beforeNew()
  await collection.createIndexes(lacking)
}

/** Throws when the desk is of a newer program; Refusal `storage-unavailable` when a restore into it was not finished. Says whether there is a desk. */
export const checkSchema = async (db: Db, { isRestore = false } = {}): Promise<boolean> => {
  const head = await rowsOf(db).head.findOne({ _id: 'head' })
  if (head && head.schema > schemaVersion) {
    throw new Refusal('storage-unavailable', `the database ${db.databaseName} was written by a newer Qulaq (schema ${head.schema}, this one knows ${schemaVersion}): start the newer program`, { problem: 'newer-desk' })
  }
  if (head?.restoring && !isRestore) {
    throw new Refusal('storage-unavailable', `a restore into the database ${db.databaseName} is not finished: let it end, or, if it was cut off, run restore again`, { problem: 'being-restored' })
  }
  return head !== null
}

/** Processes that wrote in the last day, by the clock of the server: an expression over the head. */
const withoutOld = {
  $arrayToObject: { $filter: { input: { $objectToArray: { $ifNull: ['$writers', {}] } }, cond: { $gt: ['$$this.v.at', { $subtract: ['$$NOW', dayMs] }] } } },
}

const isNoun = (name: string): name is Noun => name in nouns

/** Collections of a new desk, and the indexes as `nouns.ts` has them today. */
export const prepareDatabase = async (db: Db, options?: { isRestore: boolean }): Promise<void> => {
  await checkSchema(db, options)
  const rows = rowsOf(db)
  const names = Object.keys(nouns).filter(isNoun)
  const there = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name))
  await Promise.all([...names, ...Object.keys(ownIndexes), ...Object.keys(searchIndexes)].filter(name => !there.has(name)).map(name => makeCollection(db, name)))
  await Promise.all([
    ...names.map(noun => syncIndexes(rows.documents(noun), plannedIndexes(nouns[noun]), () => refill(rows.documents(noun), noun))),
    ...Object.entries(ownIndexes).map(([name, planned]) => syncIndexes(db.collection(name), planned, async () => {})),
    ...Object.entries(searchIndexes).map(([name, planned]) => syncIndexes(db.collection(name), planned, () => awaitIndex(db, name))),
  ])
  const first = { seq: 0, hash: genesisHash, at: null, group: '', taken: 0, writers: {} }
  await rows.head.updateOne({ _id: 'head' }, { $setOnInsert: first, $max: { schema: schemaVersion } }, { upsert: true })
  await rows.head.updateOne({ _id: 'head' }, [{ $set: { writers: withoutOld } }])
}
