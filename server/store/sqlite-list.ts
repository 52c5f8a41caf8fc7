// SQL of lists and counts. Every condition is met by walking one declared index; nothing is sorted or scanned to find a page.
import type { SQLInputValue } from 'node:sqlite'
import type { ListPlan, Stretch } from './engine.ts'
import type { FieldValue, Noun } from './store.ts'

export interface Sql { sql: string, values: SQLInputValue[] }

/** Name of the index that serves a list; the primary key is the list by id. */
export const indexName = (noun: string, fields: readonly string[]): string => `${noun}_by_${fields.join('_')}`

/** JSON true and false are 1 and 0 in a column. */
export const bound = (value: FieldValue): SQLInputValue => (typeof value === 'boolean' ? Number(value) : value)

const joined = (parts: readonly Sql[], glue: string): Sql => ({ sql: parts.map(part => part.sql).join(glue), values: parts.flatMap(part => part.values) })

/** `plus` keeps a bound from being taken for the index, where a nearer one stands: a deep page must not walk from the first. */
const boundPart = (by: string, operator: string, value: FieldValue | undefined, plus: boolean): Sql[] =>
  (value ?? null) === null ? [] : [{ sql: `${plus ? '+' : ''}"${by}" ${operator} ?`, values: [bound(value ?? null)] }]

const valueParts = ({ by, direction }: ListPlan['order'], stretch: Extract<Stretch, { nulls: false }>): Sql[] => {
  const { from, to, after } = stretch
  const beyond = direction === 'asc' ? '>' : '<'
  const place: Sql[] = !after ? [] : by === 'id' ? [{ sql: `id ${beyond} ?`, values: [after[1]] }] : [{ sql: `("${by}", id) ${beyond} (?, ?)`, values: after.map(bound) }]
  const parts = [...place, ...boundPart(by, '>=', from, after !== undefined && direction === 'asc'), ...boundPart(by, '<', to, after !== undefined && direction === 'desc')]
  return parts.length > 0 ? parts : [{ sql: by === 'id' ? `id >= ''` : `"${by}" IS NOT NULL`, values: [] }]
}

const nullParts = ({ by, direction }: ListPlan['order'], { afterId }: Extract<Stretch, { nulls: true }>): Sql[] => [
  { sql: `"${by}" IS NULL`, values: [] },
  ...afterId === undefined ? [] : [{ sql: `id ${direction === 'asc' ? '>' : '<'} ?`, values: [afterId] }],
]

const orderSql = ({ by, direction }: ListPlan['order'], table: string): string =>
  [...new Set([by, 'id'])].map(field => `${table}."${field}" ${direction}`).join(', ')

/** With one combination the index gives the page itself; with several, each gives its first `limit`, and these few are merged. */
export const stretchQuery = (noun: Noun, { fields, combos, order }: ListPlan, stretch: Stretch, limit: number): Sql => {
  const rest = joined(stretch.nulls ? nullParts(order, stretch) : valueParts(order, stretch), ' AND ')
  const [only] = combos
  if (combos.length === 1 && only) {
    const equal = joined(fields.map((field, index) => ({ sql: `"${field}" IS ? AND `, values: [bound(only[index] ?? null)] })), '')
    return { sql: `SELECT body FROM "${noun}" t WHERE ${equal.sql}${rest.sql} ORDER BY ${orderSql(order, 't')} LIMIT ?`, values: [...equal.values, ...rest.values, limit] }
  }
  const equal = fields.map((field, index) => `"${field}" IS combo.value ->> ${index}`).join(' AND ')
  const places = `SELECT rowid FROM "${noun}" i WHERE ${equal} AND ${rest.sql} ORDER BY ${orderSql(order, 'i')} LIMIT ?`
  return {
    sql: `SELECT body FROM json_each(?) combo CROSS JOIN "${noun}" t WHERE t.rowid IN (${places}) ORDER BY ${orderSql(order, 't')} LIMIT ?`,
    values: [JSON.stringify(combos), ...rest.values, limit, limit],
  }
}

/** With `atMost` no combination is counted further: a total below it is exact. */
export const countQuery = (noun: Noun, { fields, combos, order }: ListPlan, bounds: { from?: FieldValue, to?: FieldValue }, atMost?: number): Sql => {
  const parts = [...boundPart(order.by, '>=', bounds.from, false), ...boundPart(order.by, '<', bounds.to, false)]
  const equal = fields.map((field, index) => ({ sql: `"${field}" IS combo.value ->> ${index}`, values: [] }))
  const all = joined([...equal, ...parts], ' AND ')
  const from = `FROM "${noun}" ${all.sql && `WHERE ${all.sql}`}`
  const counted = atMost === undefined ? `SELECT count(*) ${from}` : `SELECT count(*) FROM (SELECT 1 ${from} LIMIT ${atMost})`
  return { sql: `SELECT total((${counted})) AS documents FROM json_each(?) combo`, values: [...all.values, JSON.stringify(combos)] }
}
