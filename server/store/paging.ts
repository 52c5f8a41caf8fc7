// Lists by declared indexes, page after page: checked and cut into stretches here, so that an engine only walks one index.
import { Refusal } from '#domain/refusal.ts'
import type { ListPlan, Stretch } from './engine.ts'
import { nouns } from './nouns.ts'
import type { FieldValue, Noun, Query } from './store.ts'

export type Position = readonly [value: FieldValue, id: string]

const choicesOf = (condition: Query['where'][string] | undefined): readonly FieldValue[] => {
  const choices: readonly (FieldValue | undefined)[] = Array.isArray(condition) ? condition : [condition]
  return [...new Set(choices)].filter(choice => choice !== undefined).filter(choice => typeof choice !== 'string' || choice.isWellFormed())
}

/** The query as a plan; throws when no index of `nouns.ts` has exactly these equalities before this order. */
export const planOf = (noun: Noun, { where, order }: Pick<Query, 'where' | 'order'>): ListPlan => {
  const asked = Object.keys(where)
  const list = nouns[noun].lists.find(fields =>
    fields.at(-1) === order.by && fields.length === asked.length + 1 && asked.every(field => fields.slice(0, -1).includes(field)))
  if (!list) throw new TypeError(`no list of ${noun} by [${asked.join(', ')}] in order of ${order.by} is declared`)
  const fields = list.slice(0, -1)
  const combos = fields.reduce<FieldValue[][]>((rows, field) => rows.flatMap(row => choicesOf(where[field]).map(choice => [...row, choice])), [[]])
  return { fields, combos, order }
}

/** The place behind a document in its list. */
export const cursorOf = (document: { id: string }, by: string): string =>
  Buffer.from(JSON.stringify([Reflect.get(document, by) ?? null, document.id])).toString('base64url')

const isFieldValue = (value: unknown): value is FieldValue =>
  value === null || typeof value === 'boolean' || Number.isFinite(value) || (typeof value === 'string' && value.isWellFormed())

/** Refusal `bad-input` when the text is not a cursor. */
export const positionOf = (cursor: string, by: string): Position => {
  const bad = () => new Refusal('bad-input', 'the place in the list is not understood', { field: 'after' })
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (!Array.isArray(parts) || parts.length !== 2) throw bad()
    const [value, id]: unknown[] = parts
    if (!isFieldValue(value) || typeof id !== 'string' || !id.isWellFormed() || (by === 'id' && value !== id)) throw bad()
    return [value, id]
  } catch {
    throw bad()
  }
}

/** What is left to walk, in order. Nulls come first upwards and last downwards; bounds leave them out. */
export const stretchesOf = ({ order, from, to, after }: Pick<Query, 'order' | 'from' | 'to' | 'after'>): Stretch[] => {
  const position = after === undefined ? undefined : positionOf(after, order.by)
  const bounded = (from ?? null) !== null || (to ?? null) !== null
  const nulls: Stretch = { nulls: true }
  const values: Stretch = { nulls: false, from, to }
  const all = order.by === 'id' || bounded ? [values] : order.direction === 'asc' ? [nulls, values] : [values, nulls]
  if (!position) return all
  const [value, id] = position
  const current: Stretch = value === null ? { nulls: true, afterId: id } : { ...values, nulls: false, after: position }
  const index = all.findIndex(stretch => stretch.nulls === current.nulls)
  return index === -1 ? all : [current, ...all.slice(index + 1)]
}
