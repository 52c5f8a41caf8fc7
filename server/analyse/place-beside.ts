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
const areStreets = starts(surroundings.streets)
const standsBefore = starts(surroundings.street_before_its_name)
const namesTown = starts(surroundings.before_a_town_of_a_surname)

/** What a word says of a name beside it: what the name is of; that the next one, or the last one, names no place; that it may stand before a street's name; that a surname behind it is a town's. */
export const saysOf = rememberWord(({ folded }: Token) => ({
  type: types.find(type => isType[type](folded)), spoilsNext: spoilsNext(folded), spoilsLast: spoilsLast(folded) && !areStreets(folded),
  standsBefore: standsBefore(folded), namesTown: namesTown(folded),
}))

const adjective = /(?:ая|ий|ый|ой)$/
/** Whether the name that ends at `last` is a street's. «Абай көшесі» is; «Көкшетау көшелері» are a town's, and in «Кокшетау ул. Абая» the street's own name follows, as large as the town's. */
export const isStreet = (words: Token[], last: number): boolean => {
  const [name, street, next] = [words[last], words[last + 1], words[last + 2]]
  if (street === undefined || !saysOf(street).spoilsLast) return false
  const isNamed = next?.kind === 'word' && next.sentence === street.sentence && !next.paused && next.capital === name?.capital
  return !(saysOf(street).standsBefore && isNamed && !adjective.test(name.word))
}

/** What word `at` says a name is of; `step` tells on which side of the name it stands. «р-н» and «к-сі» (көшесі) arrive as two words. */
export const typeAt = (words: Token[], at: number, step: 1 | -1): PlaceType | undefined => {
  const word = words[at]
  if (step === 1 && word?.folded === 'к' && words[at + 1]?.folded === 'си') return undefined
  if (step === 1 && word?.folded === 'р' && words[at + 1]?.folded === 'н') return 'district'
  if (step === -1 && word?.folded === 'н' && words[at - 1]?.folded === 'р') return 'district'
  return word && saysOf(word).type
}
