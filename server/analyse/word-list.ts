// Word lists of a source: words and phrases in Kazakh or Russian, found with their endings and in any Latin spelling. No patterns, so that no list can stall the desk.
import { compileOwnKeywords } from './keywords.ts'
import { fold, wordForm } from './letters.ts'
import { normalise } from './normalise.ts'
import { stemKazakh, stemRussian } from './stems.ts'

const pairs = (text: string): Map<string, string> => new Map(text.split(' ').map(pair => [pair.slice(0, 1), pair.slice(2)]))

const plain = pairs('а=a ә=a б=b в=v г=g ғ=g д=d е=e ё=yo ж=zh з=z и=i й=i к=k қ=k л=l м=m н=n ң=n о=o ө=o п=p р=r с=s т=t у=u ұ=u ү=u ф=f х=h һ=h ц=ts ч=ch ш=sh щ=shch ъ= ы=y і=i ь= э=e ю=yu я=ya')
/** The official alphabets of 2018 (acutes) and 2021 (umlauts): what they write otherwise than people do without a special keyboard. */
const spellings = [plain, ...['ә=á ғ=ǵ ж=j қ=q ң=ń ө=ó ү=ú у=ý и=ı', 'ә=ä ғ=ğ ж=j қ=q ң=ñ ө=ö ұ=ū ү=ü ш=ş і=ı'].map(text => new Map([...plain, ...pairs(text)]))]

/** How a word looks in Latin letters: as people type it, and in the alphabets of 2018 and 2021. */
export const latinForms = (word: string): string[] => [...new Set(spellings.map(spelling => [...word.toLowerCase()].map(letter => spelling.get(letter) ?? letter).join('')))]

const voiced: Record<string, string> = { к: 'г', п: 'б' }

/** What a word of the text may begin with: the word, and its stems of both languages, also before a vowel («әкімдік», «әкімдігі»). */
const beginningsOf = (word: string): string[] => {
  const { word: read, folded } = wordForm(word)
  const stems = [folded, stemKazakh(folded), stemRussian(read)].filter(stem => stem.length > 1)
  return [...new Set(stems.flatMap(stem => [stem, ...voiced[stem.at(-1) ?? ''] === undefined ? [] : [`${stem.slice(0, -1)}${voiced[stem.at(-1) ?? ''] ?? ''}`]]))]
}

const mostWays = 64

const waysOf = (phrase: string): string[] => {
  const words = phrase.split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, 5)
  const ways = words.reduce<string[]>((before, word) => before.flatMap(way => beginningsOf(word).map(beginning => `${way} ${beginning}`)).slice(0, mostWays), [''])
  return words.length === 0 ? [] : ways.map(way => fold(way.trim()))
}

/** Finds which words and phrases of the list a text holds, each once; words of a phrase stand in one sentence and close by. */
export const compileWords = (list: readonly string[]): (text: string) => string[] => {
  const find = compileOwnKeywords(list.flatMap(value => waysOf(value).map(keyword => ({ keyword, value }))))
  return text => [...new Set(find(normalise(text).words).map(({ value }) => value))]
}
