// The search on SQLite: entries are written as the difference to what is in the index, and hits are walked by place, newest first.
import type { SQLInputValue } from 'node:sqlite'
import type { Hits, ListPlan, SearchEntry } from './engine.ts'
import { nouns } from './nouns.ts'
import { bound, indexName, type Sql } from './sqlite-list.ts'
import type { Prepare } from './sqlite-statements.ts'
import type { FieldValue, SearchedNoun } from './store.ts'

/** Entries of one millisecond: 2^20 places. */
const placesInMs = 1_048_576n

/** The first place of a millisecond. */
const placeAt = (at: string): bigint => BigInt(Date.parse(at)) * placesInMs

/** FTS5 cuts at ASCII that is neither letter, digit nor `_`, and folds capitals: whatever it would touch is written as its code. */
const token = (term: string): string => term.replace(/[\0-/:-`{-\x7f]/g, letter => `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** No term holds two `_` in a row. */
const scopeToken = (field: string, value: FieldValue): string => `__${token(field)}__${value === null ? '' : token(String(value))}`
const isScope = (text: string) => text.startsWith('__')

const firstFree = (prepare: Prepare, noun: SearchedNoun, at: string): bigint => {
  const place = placeAt(at)
  const last = prepare(`SELECT CAST(max(place) AS TEXT) AS last FROM "search_${noun}" WHERE place >= ? AND place < ?`).get(place, place + placesInMs)?.['last']
  return typeof last === 'string' ? BigInt(last) + 1n : place
}

/** Only the terms that come and go are touched: taking one out of the index costs as much as twenty that stay. */
const rewrite = (prepare: Prepare, { noun, scopes }: SearchEntry, place: bigint, before: ReadonlySet<string>, after: ReadonlySet<string>) => {
  const gone = [...before].filter(term => !after.has(term))
  const come = [...after].filter(term => !before.has(term))
  if (gone.length + come.length === 0) return
  prepare(`INSERT INTO "words_${noun}" ("words_${noun}", rowid, terms) VALUES ('delete', ?, ?)`).run(place, gone.join(' '))
  prepare(`INSERT INTO "words_${noun}" (rowid, terms) VALUES (?, ?)`).run(place, come.join(' '))
  prepare(`UPDATE "search_${noun}" SET terms = ?, ${scopes.map(([field]) => `"${field}" = ?`).join(', ')} WHERE place = ?`)
    .run([...after].join(' '), ...scopes.map(([, value]) => bound(value)), place)
}

const insert = (prepare: Prepare, { noun, id, at, scopes }: SearchEntry, tokens: ReadonlySet<string>) => {
  const place = firstFree(prepare, noun, at)
  const terms = [...tokens].join(' ')
  prepare(`INSERT INTO "search_${noun}" (place, id, at, terms, ${scopes.map(([field]) => `"${field}"`).join(', ')}) VALUES (?, ?, ?, ?${', ?'.repeat(scopes.length)})`)
    .run(place, id, at, terms, ...scopes.map(([, value]) => bound(value)))
  prepare(`INSERT INTO "words_${noun}" (rowid, terms) VALUES (?, ?)`).run(place, terms)
}

const writeOver = (prepare: Prepare, { noun, id, change }: SearchEntry) => {
  if (change.how === 'later') return
  if (change.how === 'anew') prepare('DELETE FROM search_over WHERE noun = ? AND id = ?').run(noun, id)
  for (const postId of change.over) prepare('INSERT OR IGNORE INTO search_over ("postId", noun, id) VALUES (?, ?, ?)').run(postId, noun, id)
}

/** Written before the documents of the group: who comes with an entry does not wait for one. */
export const writeEntry = (prepare: Prepare, entry: SearchEntry): void => {
  const { noun, id, scopes, change } = entry
  if (change.how === 'later') {
    prepare(`DELETE FROM "search_${noun}" WHERE id = ?`).run(id)
    prepare('INSERT OR IGNORE INTO search_unindexed (noun, id) VALUES (?, ?)').run(noun, id)
    return
  }
  const row = prepare(`SELECT CAST(place AS TEXT) AS place, terms FROM "search_${noun}" WHERE id = ?`).get(id)
  if (!row && change.how === 'more') return
  const before = new Set(row ? String(row['terms']).split(' ').filter(term => term !== '') : [])
  const kept = change.how === 'more' ? [...before].filter(term => !isScope(term)) : []
  const after = new Set([...scopes.map(([field, value]) => scopeToken(field, value)), ...kept, ...change.terms.map(token)])
  if (row) rewrite(prepare, entry, BigInt(String(row['place'])), before, after)
  else insert(prepare, entry, after)
  writeOver(prepare, entry)
  prepare('DELETE FROM search_unindexed WHERE noun = ? AND id = ?').run(noun, id)
}

export const unindexed = (prepare: Prepare, noun: SearchedNoun, limit: number): string[] =>
  prepare('SELECT id FROM search_unindexed WHERE noun = ? LIMIT ?').all(noun, limit).map(row => String(row['id']))

export const isIndexed = (prepare: Prepare, noun: SearchedNoun, version: number): boolean =>
  prepare('SELECT 1 FROM search_stems WHERE version = ?').get(version) !== undefined && unindexed(prepare, noun, 1).length === 0

export const entriesOver = (prepare: Prepare, noun: SearchedNoun, postId: string): string[] =>
  prepare('SELECT id FROM search_over WHERE "postId" = ? AND noun = ?').all(postId, noun).map(row => String(row['id']))

/** Every token is quoted, and holds no quote: an expression of ours alone. */
const anyOf = (tokens: readonly string[]) => `(${tokens.map(text => `"${text}"`).join(' OR ')})`

const matchText = (noun: SearchedNoun, { fields, combos }: ListPlan, words: Hits['words']): string => {
  const scopes = nouns[noun].search?.scopes ?? []
  const scoped = fields.flatMap((field, index) => scopes.includes(field)
    ? [[...new Set(combos.map(combo => scopeToken(field, combo[index] ?? null)))]]
    : [])
  return [...scoped, ...words.map(terms => terms.map(token))].map(anyOf).join(' AND ')
}

const text = (value: FieldValue | undefined): string | null => (typeof value === 'string' ? value : null)

/** What else than the scopes narrows the list: met by one probe of the list's own index for each choice, whatever the number of akimats. */
const narrowed = (noun: SearchedNoun, { fields, combos, order }: ListPlan): Sql[] => {
  const scopes = nouns[noun].search?.scopes ?? []
  if (fields.every(field => scopes.includes(field))) return []
  const parts = fields.map((field, index): Sql => {
    if (scopes.includes(field)) return { sql: `i."${field}" IS s."${field}"`, values: [] }
    const choices = [...new Set(combos.map(combo => bound(combo[index] ?? null)))]
    const equal = `i."${field}" IN (${choices.map(() => '?').join(', ')})`
    return { sql: choices.includes(null) ? `(${equal} OR i."${field}" IS NULL)` : equal, values: choices }
  })
  const index = indexName(noun, [...fields, order.by])
  return [{
    sql: `EXISTS (SELECT 1 FROM "${noun}" i INDEXED BY "${index}" WHERE ${parts.map(part => part.sql).join(' AND ')} AND i."${order.by}" = s.at AND i.id = s.id)`,
    values: parts.flatMap(part => part.values),
  }]
}

/** Words and scopes are met in the FTS5 index, newest first; only bodies of hits are read. */
export const hitsQuery = (noun: SearchedNoun, plan: ListPlan, { words, from, to, after }: Hits, limit: number): Sql => {
  const parts: (Sql | null)[] = [
    { sql: `"words_${noun}" MATCH ?`, values: [matchText(noun, plan, words)] },
    ...narrowed(noun, plan),
    text(from) === null ? null : { sql: 'w.rowid >= ?', values: [placeAt(text(from) ?? '')] },
    text(to) === null ? null : { sql: 'w.rowid < ?', values: [placeAt(text(to) ?? '')] },
    // The hit itself tells the place; when it is gone meanwhile, its moment does.
    after === undefined ? null : { sql: `w.rowid < coalesce((SELECT place FROM "search_${noun}" WHERE id = ?), ?)`, values: [after[1], placeAt(after[0])] },
  ]
  const asked = parts.filter(part => part !== null)
  const values: SQLInputValue[] = [...asked.flatMap(part => part.values), limit]
  return {
    sql: `SELECT t.body FROM "words_${noun}" w CROSS JOIN "search_${noun}" s ON s.place = w.rowid CROSS JOIN "${noun}" t ON t.id = s.id
      WHERE ${asked.map(part => part.sql).join(' AND ')} ORDER BY w.rowid DESC LIMIT ?`,
    values,
  }
}
