// Every search that the plan of the nouns allows, for the tests that ask the engines how they walk.
import type { Hits, ListPlan } from '../../server/store/engine.ts'
import { nouns } from '../../server/store/nouns.ts'
import { searchedNouns } from '../../server/store/index-step.ts'
import type { SearchedNoun } from '../../server/store/store.ts'
import { after, at } from './documents.ts'

const words = [['су'], ['су', 'жол'], ['құбыр', 'кубыр', 'куб']]
const hits: Hits[] = [
  { words: words.slice(0, 1) }, { words }, { words, from: at }, { words, to: at }, { words, after: [at, 'a'] }, { words, from: at, to: after(9), after: [after(1), 'a'] },
]

const plansOf = (noun: SearchedNoun): ListPlan[] => {
  const { lists, search } = nouns[noun]
  return lists
    .filter(list => list.at(-1) === search?.by && search?.scopes.some(scope => list.slice(0, -1).includes(scope)))
    .flatMap(list => [1, 3].map(count => ({
      fields: list.slice(0, -1), combos: Array.from({ length: count }, (_, index) => list.slice(0, -1).map(() => `${index}`)), order: { by: search?.by ?? '', direction: 'desc' as const },
    })))
}

export const searches: { noun: SearchedNoun, plan: ListPlan, hits: Hits }[] =
  searchedNouns.flatMap(noun => plansOf(noun).flatMap(plan => hits.map(some => ({ noun, plan, hits: some }))))
