// What the words beside a name say of it: what the name is of, or that it names no place.
import surroundings from './data/place_words.json' with { type: 'json' }
import { fold } from './letters.ts'
import type { Token } from './normalise.ts'
import type { PlaceType } from './place-names.ts'
import { rememberWord } from './remember.ts'

const starts = (list: string[]): (word: string) => boolean => {
  const stems = list.map(text => ({ stem: fold(text.replace('$', '')), whole: text.endsWith('$') }))
  return word => stems.some(({ stem, whole }) => whole ? word === stem : word.startsWith(stem))
}

const isType: Record<PlaceType, (word: string) => boolean> = {
  city: starts(surroundings.city), region: starts(surroundings.region), district: starts(surroundings.district),
  village: starts(surroundings.village),
}
const types = ['region', 'district', 'city', 'village'] as const
const spoilsNext = starts(surroundings.not_a_place_before)
const spoilsLast = starts(surroundings.not_a_place_after)

/** What a word says of a name beside it: what the name is of; that the next one, or the last one, names no place. */
export const saysOf = rememberWord(({ folded }: Token) => ({ type: types.find(type => isType[type](folded)), spoilsNext: spoilsNext(folded), spoilsLast: spoilsLast(folded) }))

/** What word `at` says a name is of; `step` tells on which side of the name it stands. «р-н» arrives as two words. */
export const typeAt = (words: Token[], at: number, step: 1 | -1): PlaceType | undefined => {
  const word = words[at]
  if (step === 1 && word?.folded === 'р' && words[at + 1]?.folded === 'н') return 'district'
  if (step === -1 && word?.folded === 'н' && words[at - 1]?.folded === 'р') return 'district'
  return word && saysOf(word).type
}
