// Which places a text names: names of the register in any case and script, told apart by what stands beside them.
import type { PlaceFound, TextSource } from '#domain/classification.ts'
import surroundings from './data/place_words.json' with { type: 'json' }
import { isKazakhWord } from './language.ts'
import type { Token } from './normalise.ts'
import { isStreet, saysOf, typeAt } from './place-beside.ts'
import { contains, namesAt, placeOf, type NameFound, type Place } from './place-names.ts'

/** A place and the words that named it; both indexes are -1 when it came from the source. */
export interface PlaceWords { place: Place, first: number, last: number }

// «қарағанда» (than) is no case of Қарағанды; only its folded letters look so.
const neverPlaces = new Set(surroundings.never)
const wordsInSmall = new Set(surroundings.words_in_small)

interface Spot {
  first: number
  last: number
  candidates: NameFound[]
  /** Only a village without «ауылы» beside it: a place when its district is named too. */
  loose: boolean
}

const longest = (found: NameFound[]): NameFound[] => {
  const last = Math.max(...found.map(name => name.last))
  return found.filter(name => name.last === last)
}

const isKazakh = (word: Token | undefined): boolean => word !== undefined && (word.kazakh || isKazakhWord(word.folded))
// «Акимат Семея», «из Конаева», and in one sentence.
const isOfTown = (words: Token[], at: number): boolean => {
  const [before, word] = [words[at - 1], words[at]]
  return before !== undefined && before.sentence === word?.sentence && saysOf(before).namesTown
}

const counts = /(?:дцать|десят|сто|сорок|тысяч|сколько|много|мало|[ыи]х)$/
// «Двадцать семей», «нас двести с лишним семей», «Многодетных Семей» are families; in small letters the town is meant in Kazakh alone.
const isFamilies = (words: Token[], at: number): boolean => {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]]
  if (word === undefined || !wordsInSmall.has(word.word) || isOfTown(words, at)) return false
  const isCounted = before !== undefined && (before.kind === 'number' || counts.test(before.word))
  return isCounted || (!word.capital && !isKazakh(before) && !isKazakh(after))
}

const surname = /[оеё]ва$/
// «Конаева, 12» is a house in a street that bears the name.
const isOfPerson = (words: Token[], at: number): boolean => surname.test(words[at]?.word ?? '') && !isOfTown(words, at)

const spotAt = (words: Token[], at: number): Spot | undefined => {
  const found = namesAt(words, at)
  if (found.length === 0 || neverPlaces.has(words[at]?.word ?? '')) return undefined
  const candidates = longest(found)
  const last = candidates[0]?.last ?? at
  const [previous, next] = [words[at - 1], words[last + 1]]
  const follows = next?.sentence === words[at]?.sentence && next?.paused === false
  const precedes = previous?.sentence === words[at]?.sentence && words[at]?.paused === false
  const after = follows ? typeAt(words, last + 1, 1) : undefined
  const before = precedes ? typeAt(words, at - 1, -1) : undefined
  if (after === undefined && before === undefined && (isFamilies(words, at) || isOfPerson(words, last))) return undefined
  if ((precedes && previous && saysOf(previous).spoilsNext) || (follows && after === undefined && isStreet(words, last))) return undefined
  const type = [after, before].find(one => one !== undefined && candidates.some(({ name }) => name.type === one))
  const fitting = candidates.filter(({ name }) => type === undefined ? !name.weak : name.type === type)
  if (fitting.length > 0) return { first: at, last, candidates: fitting, loose: false }
  const villages = candidates.filter(({ name }) => name.type === 'village')
  const isName = words[at]?.capital === true && words[at]?.opens === false
  return type === undefined && isName && villages.length > 0 ? { first: at, last, candidates: villages, loose: true } : undefined
}

const spotsOf = (words: Token[]): Spot[] => {
  const spots: Spot[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    const spot = word?.kind === 'word' ? spotAt(words, at) : undefined
    if (spot === undefined) continue
    spots.push(spot)
    at = spot.last
  }
  return spots
}

const regionDigits = 2
const sameRegion = (kato: string, other: string): boolean => kato.slice(0, regionDigits) === other.slice(0, regionDigits)

// A bare name means the best known bearer: the big city, then the region, then the town.
const rankOf = (place: Place): number => {
  if (place.kind === 'republican_city') return 4
  if (place.kind === 'city_of_regional_significance') return 3
  if (place.level === 'region') return 2
  return place.level === 'city' ? 1 : 0
}

/** Rank from which a bare name needs no context. */
const wellKnown = 3

const unique = (places: Place[]): Place[] => [...new Map(places.map(place => [place.kato, place])).values()]

const narrowed = (places: Place[], kato: string | undefined): Place[] => {
  if (kato === undefined) return places
  const inside = places.filter(place => sameRegion(place.kato, kato))
  return inside.length > 0 ? inside : places
}

const onlyOne = (places: Place[]): Place | undefined => places.length === 1 ? places[0] : undefined

// Nineteen villages are called Жамбыл: the district named beside, the source's own place, or there is one of that name only.
const chooseVillage = (spot: Spot, others: Place[], source: string | undefined): Place | undefined => {
  const all = unique(spot.candidates.map(({ name }) => name.place))
  const own = source === undefined ? undefined : placeOf(source)
  const near = [...others.filter(({ level }) => level === 'district'), ...spot.loose ? [] : others, ...own === undefined ? [] : [own]]
  for (const outer of near) {
    const inside = all.filter(place => contains(outer, place))
    if (inside.length > 0) return onlyOne(inside)
  }
  return spot.loose ? undefined : onlyOne(all)
}

/** One place of several bearers of a name, or none when nothing tells them apart. */
const choose = (spot: Spot, others: Place[], source: string | undefined): Place | undefined => {
  if (spot.candidates.every(({ name }) => name.type === 'village')) return chooseVillage(spot, others, source)
  const all = unique(spot.candidates.map(({ name }) => name.place))
  if (all.length === 1) return all[0]
  const told = others.find(other => all.some(place => sameRegion(place.kato, other.kato)))
  const left = narrowed(all, told?.kato ?? source).toSorted((a, b) => rankOf(b) - rankOf(a))
  const [best, next] = left
  if (best === undefined || next === undefined || rankOf(best) > rankOf(next)) return best
  return told !== undefined || source !== undefined ? left.find(place => place.kato === source) : undefined
}

// What a spot means without any context, if that is beyond doubt.
const surely = (spot: Spot): Place | undefined => {
  const place = choose(spot, [], undefined)
  return place !== undefined && (spot.candidates.length === 1 || rankOf(place) >= wellKnown) ? place : undefined
}

const ofSource = (source: TextSource | undefined): PlaceWords[] => {
  const place = source?.kato === undefined ? undefined : placeOf(source.kato)
  return place === undefined ? [] : [{ place, first: -1, last: -1 }]
}

// Containment is only a partial order, so each row goes before the first one that contains it.
const narrowFirst = (rows: PlaceWords[]): PlaceWords[] => {
  const sorted: PlaceWords[] = []
  for (const row of rows) {
    const at = sorted.findIndex(other => contains(other.place, row.place))
    sorted.splice(at < 0 ? sorted.length : at, 0, row)
  }
  return sorted
}

/** Words between an akimat and its place at most: «акимат города Алматы», «Алматы қаласының әкімдігі». */
const besideMention = 3
/** Words between two places of one address: «Медеуского района города Алматы». */
const besidePlace = 2

// How many words stand between two stretches of a sentence; far when they are of two sentences.
const apart = (words: Token[], end: number, start: number): number =>
  words[end]?.sentence === words[start]?.sentence && start > end ? start - end - 1 : Infinity

/** On the side where its language does not put it, a place counts as so many words further. */
const wrongSide = 1

// The place whose akimat is spoken of: Kazakh names it before the word, Russian after it.
const mentioned = (words: Token[], rows: PlaceWords[], mention: Token[]): PlaceWords | undefined => {
  const named = rows.filter(({ first }) => first >= 0)
  const far = (row: PlaceWords): number => Math.min(...mention.map((token) => {
    const at = words.indexOf(token)
    const [before, after] = [apart(words, row.last, at), apart(words, at, row.first)]
    return token.folded.startsWith('акимд') ? Math.min(before, after + wrongSide) : Math.min(before + wrongSide, after)
  }))
  const [nearest] = named.filter(row => far(row) < besideMention).toSorted((a, b) => far(a) - far(b))
  if (nearest === undefined) return undefined
  return named.find(row => contains(nearest.place, row.place) && Math.min(apart(words, row.last, nearest.first), apart(words, nearest.last, row.first)) < besidePlace) ?? nearest
}

/**
 * Places that the text names: that of the akimat it speaks of (`mention`: the words that do), then the narrower before the one it lies in, else in order of the text. A name of several places is told apart by the
 * word beside it, by another place of the text, by the source's region, by how well known it is; if by none of them, it is left out.
 * A text that names no place has the source's own place, if the source has one.
 */
export const findPlaces = (words: Token[], mention: Token[], source?: TextSource): PlaceWords[] => {
  const spots = spotsOf(words)
  if (spots.length === 0) return ofSource(source)
  const sure = spots.map(surely)
  const sureOnes = unique(sure.filter(place => place !== undefined))
  const found = new Map<string, PlaceWords>()
  for (const [at, spot] of spots.entries()) {
    const place = choose(spot, sureOnes.filter(other => other !== sure[at]), source?.kato)
    if (place !== undefined && !found.has(place.kato)) found.set(place.kato, { place, first: spot.first, last: spot.last })
  }
  if (found.size === 0) return ofSource(source)
  const rows = narrowFirst([...found.values()])
  const own = mentioned(words, rows, mention)
  return own === undefined ? rows : [own, ...rows.filter(row => row !== own)]
}

/** A place as a classification shows it. */
export const shownPlace = ({ kato, name_kk, name_ru }: Place): PlaceFound => ({ kato, name_kk, name_ru })
