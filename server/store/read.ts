// Reading outside a unit of work, the same on every engine: order of ids, checks of queries, pages.
import type { ReadSource } from './engine.ts'
import { keyFields } from './document.ts'
import { cursorOf, planOf, stretchesOf } from './paging.ts'
import { searchFrom } from './search.ts'
import type { Noun, Nouns, Page, Query, Read, Stems } from './store.ts'

const wellFormed = (texts: readonly string[]) => texts.filter(text => text.isWellFormed())

const listFrom = async <N extends Noun>(source: ReadSource, noun: N, query: Query): Promise<Page<Nouns[N]>> => {
  if (!Number.isSafeInteger(query.limit) || query.limit < 1) throw new RangeError(`a page of ${query.limit} documents`)
  const plan = planOf(noun, query)
  const found: Nouns[N][] = []
  for (const stretch of stretchesOf(query)) {
    const wanted = query.limit + 1 - found.length
    if (wanted > 0 && plan.combos.length > 0) found.push(...await source.stretch(noun, plan, stretch, wanted))
  }
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return { items, next: found.length > items.length && last ? cursorOf(last, query.order.by) : null }
}

/** The `Read` of the seam over what an engine can find. Only with `stems` it searches. */
export const makeRead = (source: ReadSource, stems?: Stems): Read => ({
  get: async (noun, id) => (await source.documents(noun, wellFormed([id])))[0],
  many: async (noun, ids) => {
    const found = new Map((await source.documents(noun, wellFormed(ids))).map(document => [document.id, document]))
    return ids.flatMap(id => found.get(id) ?? [])
  },
  find: async (noun, key, values) => {
    keyFields(noun, key)
    return wellFormed(values).length === values.length ? (await source.byKeys(noun, key, [values]))[0] : undefined
  },
  list: async (noun, query) => await listFrom(source, noun, query),
  count: async (noun, query) => {
    const plan = planOf(noun, query)
    return plan.combos.length === 0 ? 0 : await source.count(noun, plan, { from: query.from, to: query.to })
  },
  search: async (noun, search) => await searchFrom(source, stems, noun, search),
  head: source.head,
  eventsAfter: source.eventsAfter,
  eventsOf: source.eventsOf,
})
