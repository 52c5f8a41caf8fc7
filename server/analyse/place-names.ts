// The register of places as names to look for: each alias cut to its name, with the endings that Kazakh and Russian may add.
import places from './data/places.json' with { type: 'json' }
import rural from './data/places_rural.json' with { type: 'json' }
import surroundings from './data/place_words.json' with { type: 'json' }
import { findByBeginning } from './beginnings.ts'
import { fold, wordForm } from './letters.ts'
import type { Token } from './normalise.ts'
import { once, rememberWhether, rememberWord } from './remember.ts'

export interface Place { kato: string, level: string, kind: string, parent: string | null, name_kk: string, name_ru: string }

/** What a word beside a name says it is. */
export type PlaceType = 'city' | 'region' | 'district' | 'village'

interface Form { stem: string, tails: Set<string> }

export interface PlaceName {
  place: Place
  type: PlaceType
  words: Form[][]
  /** Common word or a person's name: a place only with «район», «қаласы» … beside it. */
  weak: boolean
}

const tails = (text: string): Set<string> => new Set(['', ...text.split(' ').map(fold)])

const kazakhCases = ['', ...'ның нің дың дің тың тің ға ге қа ке ны ні ды ді ты ті да де та те дан ден тан тен нан нен мен бен пен дағы дегі тағы тегі ындағы'.split(' ').map(fold)]
const kazakhFamilies = ['', 'лық', 'лік', 'дық', 'дік', 'тық', 'тік', 'лықтар', 'ліктер', 'дықтар', 'діктер', 'тықтар', 'тіктер', 'лар', 'лер', 'дар', 'тар', 'лықта'].map(fold)
const kazakh = new Set(kazakhFamilies.flatMap(family => kazakhCases.map(ending => family + ending)))
const masculine = tails('а у ом е')
const feminine = tails('а ы и е у ой ою')
const soft = tails('и ю я ем ём е ью')
const neuter = tails('о а у ом е')
const adjective = tails('ий ый ого его ому ему им ым ом ем ая ой ую ое ие ые их ых ими ыми')
const resident = tails('ы ев ам ами ах ец')

const without = (word: string, letters: number): string => fold(word.slice(0, -letters))

// Adjectives and residents of a town: шымкентский, алматинцы, карагандинский.
const derived = (word: string): Form[] => {
  const base = /[аы]$/.test(word) ? `${without(word, 1)}ин` : fold(word)
  return [{ stem: `${base}ск`, tails: adjective }, { stem: `${base}ц`, tails: resident }]
}

const formsOf = (raw: string, derive: boolean): Form[] => {
  const { word, folded } = wordForm(raw)
  const forms: Form[] = [{ stem: folded, tails: kazakh }]
  const adjectival = /^(\S+ск)(?:ий|ая|ое|ой)$/.exec(word)?.[1]
  if (adjectival !== undefined) return [{ stem: fold(adjectival), tails: adjective }, { stem: `${fold(adjectival).slice(0, -2)}ц`, tails: resident }]
  if (/[ыи]й$/.test(word)) forms.push({ stem: without(word, 2), tails: adjective })
  else if (/й$/.test(word)) forms.push({ stem: without(word, 1), tails: new Set(['и', 'я', 'ю', 'ем', 'е']) })
  else if (/ь$/.test(word)) forms.push({ stem: without(word, 1), tails: soft })
  else if (/а$/.test(word)) forms.push({ stem: without(word, 1), tails: feminine })
  else if (/[ое]$/.test(word)) forms.push({ stem: without(word, 1), tails: neuter })
  else if (/ры$/.test(word)) forms.push({ stem: without(word, 1), tails: new Set(['ах', 'ам', 'ами']) })
  else if (/[бвгджзклмнпрстфхцчшщқғң]$/.test(word)) forms.push({ stem: folded, tails: masculine })
  // Kazakh endings are often written after a linking vowel: «Щучинскіде», «Степногорскінің».
  if (/ск$/.test(word)) forms.push({ stem: `${folded}${fold('і')}`, tails: kazakh })
  if (derive && word.length > 3) forms.push(...derived(word))
  return forms
}

export const typeOf = (place: Place): PlaceType => place.level === 'rural' ? 'village' : place.kind === 'republican_city' || place.level === 'city' ? 'city' : place.level === 'region' ? 'region' : 'district'

const typeWords = new Set(['город', 'г', 'қаласы', 'каласы', 'қ', 'облысы', 'обл', 'область', 'ауданы', 'ауд', 'район', 'р', 'н', 'атын', 'им'].map(fold))
const administrative = /Г\.А\.|Қ\.Ә\.|ќ\.$/
const abbreviation = /^[А-ЯҚӘІҒҮҰӨҢҺ]{2,3}$/

const nameWords = (alias: string): string[] => alias.split(/[\s.-]+/).filter(word => word.length > 1 && !typeWords.has(wordForm(word).folded))

const weakNames = new Set(surroundings.weak.map(name => nameWords(name).map(word => wordForm(word).folded).join(' ')))
const sureCities = new Set(surroundings.not_weak_city)
// A district of a city shares its name with streets all over the country: bare, it names no place.
const isWeak = (place: Place, folded: string) => place.kind === 'city_district' || place.level === 'rural' || (weakNames.has(folded) && !sureCities.has(place.kato))
const more = new Map<string, string[]>(Object.entries(surroundings.more))

const namesOf = (place: Place & { aliases: string[] }): PlaceName[] => {
  const type = typeOf(place)
  const byKey = new Map<string, PlaceName>()
  const official = type === 'village' ? [] : [place.name_kk, place.name_ru]
  for (const alias of [...official, ...place.aliases, ...more.get(place.kato) ?? []]) {
    if (administrative.test(alias)) continue
    const parts = nameWords(alias)
    // «Арыс» and «Арысь» are one name folded, and take different endings.
    const key = parts.map(word => wordForm(word).word).join(' ')
    if (key === '' || byKey.has(key)) continue
    const words = parts.map((word, at) => abbreviation.test(word)
      ? [{ stem: wordForm(word).folded, tails: new Set(['']) }]
      : formsOf(word, type === 'city' && at === parts.length - 1))
    byKey.set(key, { place, type, words, weak: isWeak(place, fold(key)) })
  }
  return [...byKey.values()]
}

const textOf = (value: string | string[] | undefined): string => typeof value === 'string' ? value : ''

/** Names of villages are many and common: each is a place only with «ауылы», «село» … beside it, or beside its district (place.ts). */
const villages = rural.places.map(([kato, parent, kk, ru, aliases]) =>
  ({ kato: textOf(kato), level: 'rural', kind: 'rural', parent: textOf(parent), name_kk: textOf(kk), name_ru: textOf(ru), aliases: Array.isArray(aliases) ? aliases : [] }))

const wordFits = (forms: Form[] | undefined, word: Token | undefined): boolean =>
  forms !== undefined && word !== undefined && forms.some(({ stem, tails }) => word.folded.startsWith(stem) && tails.has(word.folded.slice(stem.length)))

export interface NameFound { name: PlaceName, first: number, last: number }

/** What most words name: one list for all of them. */
const none: never[] = []

const register = once(() => {
  const find = findByBeginning([...places, ...villages].flatMap(namesOf).flatMap(name => name.words[0]?.map(({ stem }) => ({ stem, item: name })) ?? []))
  const namesBy = rememberWord((word: Token): PlaceName[] => {
    const found = find(word.folded).filter(({ words }) => wordFits(words[0], word))
    return found.length === 0 ? none : found
  })
  return { namesBy, isName: rememberWhether((word: Token) => namesBy(word).length > 0) }
})

/** Every name that begins with word `at`. */
export const namesAt = (row: Token[], at: number): NameFound[] => {
  const word = row[at]
  const { namesBy, isName } = register()
  if (word === undefined || !isName(word)) return none
  return namesBy(word).filter(({ words }) => words.every((forms, offset) => offset === 0 || wordFits(forms, row[at + offset])))
    .map(name => ({ name, first: at, last: at + name.words.length - 1 }))
}

const byKato = new Map<string, Place>([...places, ...villages].map(place => [place.kato, place]))

/** The place of a KATO code, nine digits; undefined when the register lacks it. */
export const placeOf = (kato: string): Place | undefined => byKato.get(kato)

/** Whether `inner` lies in `outer`, at any depth. */
export const contains = (outer: Place, inner: Place): boolean => {
  for (let at = inner.parent; at !== null; at = byKato.get(at)?.parent ?? null) if (at === outer.kato) return true
  return false
}
