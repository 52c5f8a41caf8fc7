// A search as it is asked: a person's words become terms, the list it goes through is checked, and its pages are cut.
import { Refusal } from '#domain/refusal.ts'
import type { ListPlan, ReadSource } from './engine.ts'
import { nouns } from './nouns.ts'
import { cursorOf, planOf, positionOf } from './paging.ts'
import type { Nouns, Page, Search, SearchedNoun, Stems } from './store.ts'

/** UTF-16 units of a query: a long sentence. */
const longestQuery = 200

/** What a word is made of; soft hyphens and joiners of the open internet stand inside words. */
const betweenWords = /[^\p{L}\p{M}\p{N}\p{Cf}'’ʼ`´]+/u

/** The terms of each word. Refusals `bad-input` on `words`: `empty` when no word has terms, `too-long`. */
export const termsOfWords = (stems: Stems, words: string): string[][] => {
  if (words.length > longestQuery) throw new Refusal('bad-input', 'a search has at most 200 letters', { field: 'words', problem: 'too-long', limit: longestQuery })
  const terms = words.toWellFormed().split(betweenWords).map(word => stems.of(word)).filter(some => some.length > 0)
  if (terms.length === 0) throw new Refusal('bad-input', 'there is no word of two letters or more to search for', { field: 'words', problem: 'empty' })
  return terms
}

const searchPlan = (noun: SearchedNoun, { where }: Search): ListPlan => {
  const search = nouns[noun].search
  const scopes = search?.scopes.filter(scope => scope in where) ?? []
  // What lies in no body is found through its akimat: no index is walked for it.
  if (!search || scopes.length === 0 || scopes.some(scope => [where[scope]].flat().includes(null))) throw new TypeError(`a search of ${noun} without a scope`)
  return planOf(noun, { where, order: { by: search.by, direction: 'desc' } })
}

const placeOf = (cursor: string, by: string): readonly [at: string, id: string] => {
  const [at, id] = positionOf(cursor, by)
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) throw new Refusal('bad-input', 'the place in the hits is not understood', { field: 'after' })
  return [at, id]
}

export const searchFrom = async <N extends SearchedNoun>(source: ReadSource, stems: Stems | undefined, noun: N, search: Search): Promise<Page<Nouns[N]>> => {
  const plan = searchPlan(noun, search)
  if (!stems) throw new TypeError('a store that was opened without stems is not searched')
  if (!Number.isSafeInteger(search.limit) || search.limit < 1) throw new RangeError(`a page of ${search.limit} hits`)
  const { from, to, after, limit } = search
  const hits = { words: termsOfWords(stems, search.words), from, to, ...after !== undefined && { after: placeOf(after, plan.order.by) } }
  if (!await source.isIndexed(noun, stems.version)) throw new Refusal('search-not-ready', 'the search index is being built: a search now would miss what is not in it yet')
  if (plan.combos.length === 0) return { items: [], next: null }
  const found = await source.hits(noun, plan, hits, limit + 1)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last ? cursorOf(last, plan.order.by) : null }
}
