// How documents lie in MongoDB: the body as text, so that keys with dots, dollars or NUL need no rules, and beside it the fields it is found by.
import { MinKey, type Collection, type CollectionOptions, type Db, type MongoClientOptions } from 'mongodb'
import type { Instant } from '#domain/time.ts'
import type { KeptCommand } from './engine.ts'
import { nouns, type NounPlan } from './nouns.ts'
import type { Noun, SearchedNoun } from './store.ts'

/** A field value as an index holds it. */
export type IndexValue = string | number | MinKey

/** `fields` of the document that `nouns.ts` names stand beside these three. */
export interface DocumentRow { _id: string, version: number, body: string, [field: string]: IndexValue }
/**
 * `taken` counts the groups that began: the head changes with it, so that a group that has begun holds it. `writers` has the last group of each
 * process; one that wrote nothing for a day is forgotten when a desk is opened. `restoring` names the restore that fills it: this is no desk yet.
 */
export interface HeadRow {
  _id: 'head'
  seq: number
  hash: string
  at: Instant | null
  group: string
  schema: number
  taken: number
  restoring?: string | null
  writers: Record<string, { group: string, at: Date }>
}
export interface LineRow { _id: number, at: Instant, by: string, body: string, prev: string, hash: string, ticketId?: string, postId?: string }
export interface SeriesRow { _id: string, value: number }
export type CommandRow = KeptCommand & { _id: string }
/** The search entry of a document: its scopes stand beside these, and `at`. One of other stems than ours waits to be indexed. */
export interface TermsRow { _id: string, terms: string[], over: string[], stems: number, at?: Instant, [scope: string]: IndexValue | string[] | undefined }

export interface Rows {
  documents(noun: Noun): Collection<DocumentRow>
  head: Collection<HeadRow>
  trail: Collection<LineRow>
  series: Collection<SeriesRow>
  commands: Collection<CommandRow>
  terms(noun: SearchedNoun): Collection<TermsRow>
}

/** The collections of a desk; `how` differs from the client's own reading and writing. */
export const rowsOf = (db: Db, how: CollectionOptions = {}): Rows => ({
  documents: noun => db.collection(noun, how),
  head: db.collection('head', how),
  trail: db.collection('trail', how),
  series: db.collection('series', how),
  commands: db.collection('command', how),
  terms: noun => db.collection(`search_${noun}`, how),
})

/** A write counts when a majority has it in the journal; a read sees only such writes. */
export const durable = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} satisfies MongoClientOptions

const least = new MinKey()

/**
 * A value as the indexes hold it, in the order of SQLite: false and true are 0 and 1, and no value is MinKey, which is before all others.
 * (BSON's own null would do for the order, but an equality with it also means "missing", and is no single place of an index.)
 */
export const indexValue = (value: unknown): IndexValue => {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'string' || typeof value === 'number' ? value : least
}

/** As a condition: a text is at or behind the empty text; nothing else is. */
export const isText = { $gte: '' }

/** Fields by which documents are found, except the id. */
export const indexedFields = ({ unique, lists }: NounPlan): string[] =>
  [...new Set([...Object.values(unique), ...lists].flat())].filter(field => field !== 'id')

/** The indexed fields of a document. */
export const fieldsOf = (noun: Noun, document: object): Record<string, IndexValue> =>
  Object.fromEntries(indexedFields(nouns[noun]).map(field => [field, indexValue(Reflect.get(document, field))]))

/** Name of the index that serves a list: equalities first, the order field last, ties by id. */
export const listIndex = (fields: readonly string[]): string => (fields.length === 1 && fields[0] === 'id' ? '_id_' : `by_${fields.join('_')}`)
