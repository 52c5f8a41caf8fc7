// Filters of lists and counts. Each branch of a filter is one stretch of one declared index; the server merges the branches in order.
import { MinKey, type Filter, type Sort } from 'mongodb'
import type { ListPlan, Stretch } from './engine.ts'
import { indexValue, listIndex, type DocumentRow } from './mongo-rows.ts'
import type { FieldValue } from './store.ts'

type Part = Filter<DocumentRow>
export interface ListQuery { filter: Part, sort: Sort, hint: string }

const column = (field: string) => (field === 'id' ? '_id' : field)

const boundParts = (by: string, { from, to }: { from?: FieldValue, to?: FieldValue }): Part[] => [
  ...(from ?? null) === null ? [] : [{ [column(by)]: { $gte: indexValue(from) } }],
  ...(to ?? null) === null ? [] : [{ [column(by)]: { $lt: indexValue(to) } }],
]

/** Behind a place: the rest of those with its value, then those with a value beyond it. Two stretches, so that a deep page walks from its place. */
const placeParts = ({ by, direction }: ListPlan['order'], after: readonly [FieldValue, string] | undefined): Part[][] => {
  if (!after) return [by === 'id' ? [] : [{ [by]: { $gt: new MinKey() } }]]
  const [value, id] = after
  const beyond = direction === 'asc' ? '$gt' : '$lt'
  if (by === 'id') return [[{ _id: { [beyond]: id } }]]
  return [[{ [by]: indexValue(value) }, { _id: { [beyond]: id } }], [{ [by]: { [beyond]: indexValue(value) } }]]
}

const stretchParts = (order: ListPlan['order'], stretch: Stretch): Part[][] => {
  if (!stretch.nulls) return placeParts(order, stretch.after).map(parts => [...parts, ...boundParts(order.by, stretch)])
  const { afterId } = stretch
  return [[{ [order.by]: new MinKey() }, ...afterId === undefined ? [] : [{ _id: { [order.direction === 'asc' ? '$gt' : '$lt']: afterId } }]]]
}

const filterOf = ({ fields, combos }: ListPlan, rests: Part[][]): Part => {
  const equal = combos.map(values => fields.map((field, index): Part => ({ [column(field)]: indexValue(values[index]) })))
  const branches = equal.flatMap(parts => rests.map((rest): Part => {
    const all = [...parts, ...rest]
    return all.length > 0 ? { $and: all } : {}
  }))
  const [only] = branches
  return branches.length === 1 && only ? only : { $or: branches }
}

/** One stretch of a list. */
export const stretchQuery = (plan: ListPlan, stretch: Stretch): ListQuery => {
  const { by, direction } = plan.order
  const way = direction === 'asc' ? 1 : -1
  return {
    filter: filterOf(plan, stretchParts(plan.order, stretch)),
    sort: by === 'id' ? { _id: way } : { [by]: way, _id: way },
    hint: listIndex([...plan.fields, by]),
  }
}

/** All documents of a list within bounds. */
export const countQuery = (plan: ListPlan, bounds: { from?: FieldValue, to?: FieldValue }): Omit<ListQuery, 'sort'> => ({
  filter: filterOf(plan, [boundParts(plan.order.by, bounds)]),
  hint: listIndex([...plan.fields, plan.order.by]),
})
