// The search on MongoDB: beside each searched collection lies one of its terms, with an index for each scope that walks them by instant, newest first.
import type { ClientSession, Collection, Db, Document, Filter, IndexDescription, Sort } from 'mongodb'
import type { Batch, Hits, ListPlan, SearchEntry } from './engine.ts'
import { indexValue, isText, type IndexValue, type Rows, type TermsRow } from './mongo-rows.ts'
import { nouns } from './nouns.ts'
import type { FieldValue, SearchedNoun } from './store.ts'

/** No version of the stems has this number: the document waits to be indexed. */
const waiting = 0
const waitingRow = (_id: string): TermsRow => ({ _id, stems: waiting, terms: [], over: [] })

const scopesOf = ({ scopes }: SearchEntry): Record<string, IndexValue> => Object.fromEntries(scopes.map(([field, value]) => [field, indexValue(value)]))

const rowOf = (entry: SearchEntry): TermsRow => {
  const { id, at, change } = entry
  return change.how === 'later' ? waitingRow(id) : { _id: id, ...scopesOf(entry), at, terms: [...change.terms], over: [...change.over], stems: change.version }
}

const union = (field: string, added: readonly string[]) => ({ $setUnion: [`$${field}`, { $literal: [...added] }] })

/** What is added to terms of other stems is not enough: that document has to wait. */
const additions = (entry: SearchEntry) => {
  const { id, change } = entry
  if (change.how !== 'more') return []
  const { version, terms, over } = change
  const scopes = Object.fromEntries(Object.entries(scopesOf(entry)).map(([field, value]) => [field, { $literal: value }]))
  return [
    { updateOne: { filter: { _id: id, stems: version }, update: [{ $set: { ...scopes, terms: union('terms', terms), over: union('over', over) } }] } },
    { updateOne: { filter: { _id: id, stems: { $ne: version } }, update: { $set: { stems: waiting } } } },
  ]
}

const writeNoun = async (terms: Collection<TermsRow>, session: ClientSession, documents: Batch['documents'], entries: readonly SearchEntry[]) => {
  const removed = documents.filter(({ text }) => text === null).map(({ id }) => id)
  const known = new Set(entries.map(({ id }) => id))
  const inserted = new Set(documents.filter(({ seen }) => seen === 0).map(({ id }) => id))
  const laid = entries.filter(({ change }) => change.how !== 'more')
  // A document that comes without an entry waits for one.
  const rows = [...laid.map(rowOf), ...[...inserted].filter(id => !known.has(id)).map(waitingRow)]
  const taken = [...removed, ...laid.filter(({ id }) => !inserted.has(id)).map(({ id }) => id)]
  if (taken.length > 0) await terms.deleteMany({ _id: { $in: taken } }, { session })
  if (rows.length > 0) await terms.insertMany(rows, { session })
  const added = entries.flatMap(additions)
  if (added.length > 0) await terms.bulkWrite(added, { session })
}

/** The entries of a group, in its transaction. */
export const writeEntries = async (rows: Rows, session: ClientSession, { documents, entries }: Batch): Promise<void> => {
  for (const noun of searchedNouns) {
    await writeNoun(rows.terms(noun), session, documents.filter(document => document.noun === noun), entries.filter(entry => entry.noun === noun))
  }
}

const isSearched = (noun: string): noun is SearchedNoun => Object.entries(nouns).some(([name, { search }]) => name === noun && search)
export const searchedNouns: readonly SearchedNoun[] = Object.keys(nouns).filter(isSearched)

export const termsOf = (noun: SearchedNoun): string => `search_${noun}`

const searchIndex = (scope: string) => `within_${scope}`

type NamedIndex = IndexDescription & { name: string }
const indexesOf = (noun: SearchedNoun): NamedIndex[] => [
  // Who is in no body yet is in no index of bodies: a ticket is registered with half the entries.
  ...(nouns[noun].search?.scopes ?? []).map(scope => ({
    name: searchIndex(scope), key: { [scope]: 1, terms: 1, at: 1, _id: 1 } as const, partialFilterExpression: { [scope]: isText },
  })),
  { name: 'by_stems', key: { stems: 1 } },
  { name: 'by_over', key: { over: 1 } },
]

/** Collection of terms → its indexes. */
export const searchIndexes: Record<string, NamedIndex[]> = Object.fromEntries(searchedNouns.map(noun => [termsOf(noun), indexesOf(noun)]))

/** Before the indexes of a collection of terms are made: all documents that are there wait. */
export const awaitIndex = async (db: Db, name: string): Promise<void> => {
  for (const noun of searchedNouns.filter(noun => termsOf(noun) === name)) {
    await db.collection(noun).aggregate([
      { $project: { stems: { $literal: waiting }, terms: { $literal: [] }, over: { $literal: [] } } }, { $merge: { into: name, whenMatched: 'merge' } },
    ]).toArray()
  }
}

export const unindexedFilter = (version: number): Filter<TermsRow> => ({ stems: { $ne: version } })
export const overFilter = (postId: string): Filter<TermsRow> => ({ over: postId })

const idsOf = async (terms: Collection<TermsRow>, filter: Filter<TermsRow>, limit: number): Promise<string[]> =>
  (await terms.find(filter, { projection: { _id: 1 }, limit }).toArray()).map(({ _id }) => _id)

export const unindexed = async (rows: Rows, noun: SearchedNoun, version: number, limit: number): Promise<string[]> => await idsOf(rows.terms(noun), unindexedFilter(version), limit)
export const entriesOver = async (rows: Rows, noun: SearchedNoun, postId: string): Promise<string[]> => await idsOf(rows.terms(noun), overFilter(postId), 0)

const isInstant = (value: FieldValue | undefined): value is string => typeof value === 'string'

/** Behind a hit: older ones, and those of its instant by id. */
const placeParts = ([at, id]: readonly [string, string]): Document => ({ $or: [{ at: { $lt: at } }, { at, _id: { $lt: id } }] })

/** As an expression, which no index is taken for: the word that is walked is chosen by us, and not by a plan that the server remembers of other words. */
const metInRow = (terms: readonly string[]): Document => ({ $expr: { $ne: [{ $setIntersection: ['$terms', { $literal: [...terms] }] }, []] } })

/** Of the terms. */
export interface HitsQuery { filter: Document, sort: Sort, hint: string }

const scopeOf = (noun: SearchedNoun, { fields }: ListPlan): string => nouns[noun].search?.scopes.find(scope => fields.includes(scope)) ?? ''
const choices = ({ fields, combos }: ListPlan, field: string): Document => ({ [field]: { $in: [...new Set(combos.map(combo => indexValue(combo[fields.indexOf(field)])))] } })

/** The first word is walked in the index of the scope, the others are met in the rows: an index of MongoDB takes one of several words. */
export const hitsQuery = (noun: SearchedNoun, plan: ListPlan, { words, from, to, after }: Hits): HitsQuery => {
  const scope = scopeOf(noun, plan)
  const [walked = [], ...others] = words
  const bounds = { ...isInstant(from) && { $gte: from }, ...isInstant(to) && { $lt: to }, ...after && { $lte: after[0] } }
  return {
    filter: {
      $and: [
        choices(plan, scope), { terms: { $in: [...walked] } }, ...others.map(metInRow),
        ...Object.keys(bounds).length > 0 ? [{ at: bounds }] : [], ...after ? [placeParts(after)] : [],
      ],
    },
    sort: { at: -1, _id: -1 },
    hint: searchIndex(scope),
  }
}

/** A search that walks longer than this is refused, and not left running. */
const maxTimeMS = 20_000
/** Of a list that is narrowed by more than the words, so many times more is walked each time that too few were met. */
const growth = 4

/**
 * Bodies of hits. What else narrows the list is met in the documents themselves, a stretch of hits at a time: joined to each hit by the server
 * (`$lookup`) a page of a common word took 340 ms, and in two questions it takes 26.
 */
export const findHits = async (rows: Rows, noun: SearchedNoun, plan: ListPlan, hits: Hits, limit: number): Promise<string[]> => {
  const words = await rarestFirst(rows, noun, plan, hits.words)
  const equal = plan.combos.map(combo => Object.fromEntries(plan.fields.map((field, index) => [field, indexValue(combo[index])])))
  const end = performance.now() + maxTimeMS
  const met: string[] = []
  let { after } = hits
  for (let stretch = limit; ; stretch *= growth) {
    const { filter, sort, hint } = hitsQuery(noun, plan, { ...hits, words, after })
    const timeLeft = Math.max(1, Math.round(end - performance.now()))
    const walked = await rows.terms(noun).find(filter, { projection: { at: 1 }, sort, hint, limit: stretch, maxTimeMS: timeLeft }).toArray()
    const ids = walked.map(({ _id }) => _id)
    const found = await rows.documents(noun).find({ _id: { $in: ids }, $or: equal }, { projection: { body: 1 } }).toArray()
    const bodies = new Map(found.map(({ _id, body }) => [_id, body]))
    met.push(...ids.flatMap(id => bodies.get(id) ?? []))
    const last = walked.at(-1)
    if (met.length >= limit || walked.length < stretch || last?.at === undefined) return met.slice(0, limit)
    after = [last.at, last._id]
  }
}

/** Rows that are counted of a word: which of two common words is rarer does not matter much. */
const countedAtMost = 2000

/** The rarest word first, as far as the index says in a moment. */
const rarestFirst = async (rows: Rows, noun: SearchedNoun, plan: ListPlan, words: Hits['words']): Promise<Hits['words']> => {
  if (words.length === 1) return words
  const scope = scopeOf(noun, plan)
  const counted = await Promise.all(words.map(async terms => ({
    terms, count: await rows.terms(noun).countDocuments({ $and: [choices(plan, scope), { terms: { $in: [...terms] } }] }, { hint: searchIndex(scope), limit: countedAtMost }),
  })))
  return counted.toSorted((a, b) => a.count - b.count).map(({ terms }) => terms)
}
