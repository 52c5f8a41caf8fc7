// A table out of CSV or JSON, whatever program wrote it: the names of its columns, and its rows with their lines.
import { parse, type Options } from 'csv-parse/sync'
import { Refusal } from '#domain/refusal.ts'
import { tableRowsAtMost, type TableLineProblem } from '#domain/table-file.ts'
import { isRecord } from '../../collectors/json-answer.ts'
import { readDate } from '../../collectors/date.ts'

/** `cells` by the name of the column; a row that is none says why. `line`: where it ends in CSV, its place in a list of JSON. */
export interface Row { line: number, cells: ReadonlyMap<string, string> }
export interface Table { names: string[], rows: (Row | { line: number, problem: TableLineProblem })[] }

const mostColumns = 100
const longestName = 120

/** `problem` says in one code what the file is instead. */
export const noTable = (problem: string, details: { limit?: number } = {}) => new Refusal('bad-input', `the file is not taken: ${problem}`, { field: 'file', problem, ...details })

/** Excel writes semicolons where the comma stands in numbers, and tabs when one copies. */
const delimiterOf = (head: string): string => [',', ';', '\t'].reduce((best, one) => head.split(one).length > head.split(best).length ? one : best, ',')

/** A name of a column is a word; a date, a number or a link is a row that stands where the names should be. */
const isName = (text: string) => text.length <= longestName && !/^https?:\/\//i.test(text) && !/^[\d\s.,:/+-]+$/.test(text) && readDate(text, 'UTC') === null

/** Columns of one name are told apart. */
const named = (head: readonly string[]): string[] => {
  const times = new Map<string, number>()
  return head.map((given) => {
    const name = given.trim()
    const nth = (times.get(name) ?? 0) + 1
    times.set(name, nth)
    return nth === 1 ? name : `${name} (${nth})`
  })
}

const recordsOf = (text: string): { record: string[], info: { lines: number } }[] => {
  const head = text.slice(0, text.search(/\n|$/))
  const options: Options = { bom: true, delimiter: delimiterOf(head), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true, to: tableRowsAtMost + 2 }
  try {
    return parse(text, options) as unknown as ReturnType<typeof recordsOf>
  } catch {
    throw noTable('not-a-table')
  }
}

const readCsv = (text: string): Table => {
  const [first, ...records] = recordsOf(text)
  const names = named(first?.record ?? [])
  const given = names.filter(Boolean)
  if (given.length === 0 || names.length > mostColumns) throw noTable('not-a-table')
  if (!given.every(isName)) throw noTable('no-head')
  const rows: Table['rows'] = records.map(({ record, info: { lines: line } }) => record.length === names.length
    ? { line, cells: new Map(names.flatMap((name, i) => name ? [[name, record[i] ?? ''] as const] : [])) }
    : { line, problem: 'row-width' })
  return { names: given, rows }
}

/** Columns of JSON: `comment`, and `reviewer.displayName` one step down. */
const cellsOf = (value: Record<string, unknown>): Map<string, string> => {
  const cells = (inside: Record<string, unknown>, before: string): [string, string][] =>
    Object.entries(inside).flatMap(([name, inner]): [string, string][] => typeof inner === 'string' || typeof inner === 'number' ? [[before + name, String(inner)]] : [])
  return new Map([...cells(value, ''), ...Object.entries(value).flatMap(([name, inner]) => isRecord(inner) ? cells(inner, `${name}.`) : [])])
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A list, the first list inside an object (`{"reviews": […]}`), or an object a line. */
const valuesIn = (text: string): { line: number, value: unknown }[] => {
  const whole = parsed(text)
  const list: unknown = Array.isArray(whole) ? whole : isRecord(whole) ? Object.values(whole).find(value => Array.isArray(value)) : undefined
  if (Array.isArray(list)) return list.map((value: unknown, i) => ({ line: i + 1, value }))
  return text.split('\n').flatMap((line, i) => line.trim() ? [{ line: i + 1, value: parsed(line) }] : [])
}

const readJson = (text: string): Table => {
  const rows: Table['rows'] = valuesIn(text).map(({ line, value }) => isRecord(value) ? { line, cells: cellsOf(value) } : { line, problem: 'not-an-object' })
  const names = [...new Set(rows.flatMap(row => 'problem' in row ? [] : [...row.cells.keys()]))]
  if (names.length === 0 || names.length > mostColumns) throw noTable('not-a-table')
  return { names, rows }
}

/** What was in the file, its lines ended in one way. Throws bad-input `{field: file, problem: excel-file | not-utf8 | not-a-table}`. */
export const textOfTable = (given: string): string => {
  const text = given.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  // A workbook of Excel is a zip, or the older kind of it.
  if (/^PK\u0003\u0004/.test(text) || text.startsWith('\ufffd\ufffd\u0011\u0871')) throw noTable('excel-file')
  // Whoever read the bytes as UTF-8 put this sign where they were none.
  if (text.includes('\ufffd')) throw noTable('not-utf8')
  if (text.includes('\0') || /^\s*</.test(text)) throw noTable('not-a-table')
  return text
}

/** Throws bad-input `{field: file, problem}`: what `textOfTable` refuses, `no-head`, `too-many-rows`. */
export const readTable = (given: string): Table => {
  const text = textOfTable(given)
  const table = /^\s*[[{]/.test(text) ? readJson(text) : readCsv(text)
  if (table.rows.length > tableRowsAtMost) throw noTable('too-many-rows', { limit: tableRowsAtMost })
  return table
}
