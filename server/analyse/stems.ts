// Brings inflected words together for the search and the word lists: Kazakh and Russian endings cut off by our own short rules.
import { isNounEnding, longestEnding } from './kazakh-endings.ts'
import { isKazakhWord, isRussianWord } from './language.ts'
import { fold, kazakhLetter } from './letters.ts'
import { normalise, type Token } from './normalise.ts'
import { remember, rememberWord } from './remember.ts'
import { russianStems } from './russian-stems.ts'

/** Counts up whenever `stems` answers otherwise than before; a store with another version builds its index anew. */
export const stemsVersion = 4

// Nouns of two letters that are asked for: nothing else may be cut down to two.
const shortNouns = new Set(['су', 'үй', 'ай', 'ат', 'ит', 'ел', 'ер', 'от', 'ой', 'ми', 'ту', 'ас', 'ет', 'өз', 'ән', 'іс', 'ұл', 'ор'].map(fold))

const verbEndings = [...new Set((
  'майды мейді пайды пейді байды бейді мады меді пады педі бады беді маған меген маса месе май мей пай пей бай бей ады еді йды йді ған ген қан кен '
  + 'ғандар гендер ғаны гені ып іп са се атын етін йтын йтін мақ мек пақ пек дық дік тық тік дым дім тым тім у ушы уші').split(' ').map(fold))].sort((a, b) => b.length - a.length)
const shortestVerb = 4

// «Мектебі» is of «мектеп»; so that «клубы» meets «клуб», all that ends in б or г is written so.
const hardened = (stem: string): string => stem.endsWith('б') ? `${stem.slice(0, -1)}п` : stem.endsWith('г') ? `${stem.slice(0, -1)}к` : stem

// «Орын» loses its second vowel in «орны».
const fleeting = new Map('орн=орын халк=халык ерк=ерик ерн=ерин мойн=мойын мурн=мурын карн=карын ауз=ауыз кулк=кулык кырк=кырык'.split(' ')
  .map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']))

const shortest = 3

const nounStems = (folded: string): string[] => {
  const found: string[] = []
  for (let left = Math.max(2, folded.length - longestEnding); left < folded.length; left += 1) {
    const stem = folded.slice(0, left)
    if (left < shortest && !shortNouns.has(stem)) continue
    if (isNounEnding(stem, folded.slice(left))) found.push(fleeting.get(stem) ?? stem)
  }
  return found
}

const verbStem = (folded: string, list: string[]): string[] => {
  const ending = list.find(one => folded.endsWith(one) && folded.length - one.length >= shortestVerb)
  return ending === undefined ? [] : [folded.slice(0, -ending.length)]
}

// «Жөндеу» is the name of a deed: it takes the endings of a noun and meets the forms of its verb.
const deed = ['у']

const bareNouns = (folded: string): string[] => {
  const shorter = nounStems(folded)
  return shorter.length === 0 ? [hardened(folded), ...verbStem(folded, deed)] : shorter.flatMap(bareNouns)
}

/** Stems that a folded Kazakh word may have: what is left when nothing more can be cut off; several when it can be read several ways. */
export const kazakhStems = remember((folded: string): string[] => [...new Set([...bareNouns(folded), ...verbStem(folded, verbEndings)])])

/** The shortest Kazakh stem of a folded word. */
export const stemKazakh = remember((folded: string): string => kazakhStems(folded).reduce((short, stem) => stem.length < short.length ? stem : short, folded))

/** Russian stem, folded, of a word in lower case. */
export const stemRussian = (word: string): string => russianStems(word)[0] ?? fold(word)

const russianLetter = /[щьё]/

const stemsOfWord = rememberWord(({ word, folded }: Token): string[] => {
  const found = new Set([folded])
  if (!russianLetter.test(word) && !isRussianWord(folded)) for (const stem of kazakhStems(folded)) found.add(stem)
  if (!kazakhLetter.test(word) && !isKazakhWord(folded)) for (const stem of russianStems(word)) found.add(stem)
  return [...found]
})

/** Terms of words already cut: each whole word and its stems, folded, without repeats, in order. */
export const stemsOf = (words: Token[]): string[] => {
  const terms = new Set<string>()
  for (const token of words) {
    if (token.word.length < 2 || token.tag) continue
    if (token.kind === 'number') terms.add(token.folded)
    else for (const term of stemsOfWord(token)) terms.add(term)
  }
  return [...terms]
}

/** Longer texts are cut when they come in: a search sees all of what is kept. */
const longestText = 100_000

/**
 * What a search indexes and asks: whole words and stems in lower case with Kazakh letters folded. A word that could be of either
 * language gives the stems of both, so that a query without context meets the text.
 */
export const stems = (text: string): string[] => stemsOf(normalise(text, longestText).words)
