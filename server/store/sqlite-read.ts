// Reading from SQLite: documents, lists by one index, counts, and the trail.
import type { TrailLine } from '#domain/trail.ts'
import { parseDocument } from './document.ts'
import type { DocumentSource, GroupHead, ReadSource } from './engine.ts'
import { nouns } from './nouns.ts'
import type { Committed } from './recent.ts'
import { countQuery, stretchQuery, type Sql } from './sqlite-list.ts'
import { hitsQuery, isIndexed } from './sqlite-search.ts'
import type { Prepare } from './sqlite-statements.ts'
import type { Head } from './store.ts'

type Row = Record<string, unknown>
const text = (row: Row, column: string): string => String(row[column])
const rowsOf = (prepare: Prepare, { sql, values }: Sql): Row[] => prepare(sql).all(...values)

/** Texts of the documents that exist, in any order. */
const bodiesIn = (prepare: Prepare): Committed['bodies'] => (noun, ids) => {
  const [id] = ids
  if (id === undefined) return []
  const rows = ids.length === 1
    ? prepare(`SELECT body FROM "${noun}" WHERE id = ?`).all(id)
    : prepare(`SELECT body FROM "${noun}" WHERE id IN (SELECT value FROM json_each(?))`).all(JSON.stringify(ids))
  return rows.map(row => text(row, 'body'))
}

export const documentSource = (prepare: Prepare): DocumentSource => ({
  documents: async (noun, ids) => bodiesIn(prepare)(noun, ids).map(body => parseDocument(noun, body)),
  byKeys: async (noun, key, values) => {
    const fields = nouns[noun].unique[key] ?? []
    const one = prepare(`SELECT body FROM "${noun}" WHERE ${fields.map(field => `"${field}" = ?`).join(' AND ')}`)
    return values.flatMap(row => one.all(...row)).map(row => parseDocument(noun, text(row, 'body')))
  },
  stretch: async (noun, plan, stretch, limit) => rowsOf(prepare, stretchQuery(noun, plan, stretch, limit)).map(row => parseDocument(noun, text(row, 'body'))),
})

export const readHead = (prepare: Prepare): GroupHead => {
  const row = prepare('SELECT seq, hash, at, "group" FROM head').get() ?? {}
  return { seq: Number(row['seq']), hash: text(row, 'hash'), at: row['at'] === null ? null : text(row, 'at'), group: text(row, 'group') }
}

const headIn = (prepare: Prepare): Head => {
  const { seq, hash, at } = readHead(prepare)
  return { seq, hash, at }
}

const lineOf = (row: Row): TrailLine => ({
  seq: Number(row['seq']),
  at: text(row, 'at'),
  by: text(row, 'by'),
  event: JSON.parse(text(row, 'body')),
  prev: text(row, 'prev'),
  hash: text(row, 'hash'),
})

const trailColumns = 'SELECT seq, at, by, body, prev, hash FROM trail'

const linesIn = (prepare: Prepare): Committed['lines'] => (subject) => {
  const [column, id] = 'ticketId' in subject ? ['ticketId', subject.ticketId] : ['postId', subject.postId]
  return id.isWellFormed() ? prepare(`${trailColumns} WHERE "${column}" = ? ORDER BY seq`).all(id).map(lineOf) : []
}

/** Rows that are read, and index entries that are counted, between two commits: together they take about a millisecond. */
const nearRows = 100
const nearCount = 5000

const stretchIn = (prepare: Prepare): Committed['stretch'] => (noun, plan, stretch, limit) => {
  const near = rowsOf(prepare, stretchQuery(noun, plan, stretch, Math.min(limit, nearRows))).map(row => text(row, 'body'))
  return limit <= nearRows || near.length < nearRows ? near : null
}

/** For a memory of what is read. */
export const committedIn = (prepare: Prepare): Committed => ({ head: () => headIn(prepare), bodies: bodiesIn(prepare), stretch: stretchIn(prepare), lines: linesIn(prepare) })

/** The first column of every row, asked where it holds up no writes. */
export type Ask = (query: Sql) => Promise<string[]>

/**
 * All reading over a connection that never writes. What is small is read here and now; more rows than `nearRows`, counts beyond `nearCount` and all
 * searches are asked of other threads. Searches have one for themselves: a slow one delays no list.
 */
export const readSource = (prepare: Prepare, far: { lists: Ask, searches: Ask }): ReadSource => ({
  ...documentSource(prepare),
  stretch: async (noun, plan, stretch, limit) => {
    const bodies = stretchIn(prepare)(noun, plan, stretch, limit) ?? await far.lists(stretchQuery(noun, plan, stretch, limit))
    return bodies.map(body => parseDocument(noun, body))
  },
  count: async (noun, plan, bounds) => {
    const near = Number(rowsOf(prepare, countQuery(noun, plan, bounds, nearCount))[0]?.['documents'])
    return near < nearCount ? near : Number((await far.lists(countQuery(noun, plan, bounds)))[0])
  },
  isIndexed: async (noun, version) => isIndexed(prepare, noun, version),
  hits: async (noun, plan, hits, limit) => (await far.searches(hitsQuery(noun, plan, hits, limit))).map(body => parseDocument(noun, body)),
  head: async () => headIn(prepare),
  eventsAfter: async (seq, limit) => prepare(`${trailColumns} WHERE seq > ? ORDER BY seq LIMIT ?`).all(seq, limit).map(lineOf),
  eventsOf: async subject => linesIn(prepare)(subject),
})
