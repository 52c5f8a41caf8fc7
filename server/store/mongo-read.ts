// Reading from MongoDB: documents, lists by one index, counts, and the trail.
import { MongoError, type ClientSession, type Filter } from 'mongodb'
import { Refusal } from '#domain/refusal.ts'
import type { TrailLine } from '#domain/trail.ts'
import { genesisHash } from './chain.ts'
import { parseDocument } from './document.ts'
import type { DocumentSource, GroupHead, ReadSource } from './engine.ts'
import { countQuery, stretchQuery } from './mongo-list.ts'
import type { DocumentRow, HeadRow, LineRow, Rows } from './mongo-rows.ts'
import { findHits, unindexed } from './mongo-search.ts'
import { nouns } from './nouns.ts'
import type { Noun } from './store.ts'

/** Only the text: the fields beside it are for the indexes. */
const bodyOnly = { _id: 0, body: 1 } as const

/** By a unique key, of which each row holds one value. A key of several fields may find more than was asked for. */
export const keyFilter = (noun: Noun, key: string, rows: readonly (readonly string[])[]): Filter<DocumentRow> =>
  Object.fromEntries((nouns[noun].unique[key] ?? []).map((field, index) => [field, { $in: [...new Set(rows.flatMap(values => values[index] ?? []))] }]))

/** Documents as the read concern of `rows` shows them. */
export const documentSource = (rows: Rows): DocumentSource => ({
  documents: async (noun, ids) => {
    if (ids.length === 0) return []
    const found = await rows.documents(noun).find({ _id: { $in: [...ids] } }, { projection: bodyOnly }).toArray()
    return found.map(({ body }) => parseDocument(noun, body))
  },
  byKeys: async (noun, key, values) => {
    const found = await rows.documents(noun).find(keyFilter(noun, key, values), { projection: bodyOnly }).toArray()
    return found.map(({ body }) => parseDocument(noun, body))
  },
  stretch: async (noun, plan, stretch, limit) => {
    const { filter, sort, hint } = stretchQuery(plan, stretch)
    const found = await rows.documents(noun).find(filter, { projection: bodyOnly, sort, hint, limit }).toArray()
    return found.map(({ body }) => parseDocument(noun, body))
  },
})

export const headOf = ({ seq, hash, at, group }: HeadRow): GroupHead => ({ seq, hash, at, group })

/** The head as it is committed; that of an empty trail when the desk is gone. */
export const readHead = async (rows: Rows, session?: ClientSession): Promise<GroupHead> => {
  const row = await rows.head.findOne({ _id: 'head' }, { session })
  return row ? headOf(row) : { seq: 0, hash: genesisHash, at: null, group: '' }
}

const lineOf = ({ _id: seq, at, by, body, prev, hash }: LineRow): TrailLine => ({ seq, at, by, event: JSON.parse(body), prev, hash })

/** Asks the server; when it cannot answer now, that is no bug: Refusal `storage-unavailable`. */
export const asking = async <T>(question: () => Promise<T>): Promise<T> => {
  try {
    return await question()
  } catch (error) {
    if (!(error instanceof MongoError)) throw error
    const refusal = new Refusal('storage-unavailable', `the storage does not answer: ${error.message}`)
    refusal.cause = error
    throw refusal
  }
}

const linesOf = async (rows: Rows, filter: Filter<LineRow>, limit: number): Promise<TrailLine[]> =>
  (await asking(() => rows.trail.find(filter).sort({ _id: 1 }).limit(limit).toArray())).map(lineOf)

/** All reading of what is committed. */
export const readSource = (rows: Rows): ReadSource => {
  const source = documentSource(rows)
  return {
    documents: async (noun, ids) => await asking(() => source.documents(noun, ids)),
    byKeys: async (noun, key, values) => await asking(() => source.byKeys(noun, key, values)),
    stretch: async (noun, plan, stretch, limit) => await asking(() => source.stretch(noun, plan, stretch, limit)),
    isIndexed: async (noun, version) => (await asking(() => unindexed(rows, noun, version, 1))).length === 0,
    hits: async (noun, plan, hits, limit) => (await asking(() => findHits(rows, noun, plan, hits, limit))).map(body => parseDocument(noun, body)),
    count: async (noun, plan, bounds) => {
      const { filter, hint } = countQuery(plan, bounds)
      return await asking(() => rows.documents(noun).countDocuments(filter, { hint }))
    },
    head: async () => {
      const { seq, hash, at } = await asking(() => readHead(rows))
      return { seq, hash, at }
    },
    eventsAfter: async (seq, limit) => await linesOf(rows, { _id: { $gt: seq } }, limit),
    eventsOf: async (subject) => {
      const [field, id] = 'ticketId' in subject ? ['ticketId', subject.ticketId] : ['postId', subject.postId]
      return id.isWellFormed() ? await linesOf(rows, { [field]: id }, 0) : []
    },
  }
}
