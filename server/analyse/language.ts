// Kazakh, Russian, both, or something else: each word votes by its letters, its ending, or by being a common word.
import type { Language } from '#domain/classification.ts'
import lists from './data/language.json' with { type: 'json' }
import { kazakhOdds } from './letter-odds.ts'
import { fold, kazakhLetter } from './letters.ts'
import type { Token } from './normalise.ts'
import { rememberWord } from './remember.ts'

export type Vote = 'kk' | 'ru' | 'other' | 'none'

export interface LanguageFound {
  language: Language
  /** Parallel to the words. */
  votes: Vote[]
}

const words = (text: string): string[] => text.split(' ')
const kazakhWords = new Set(words(lists.kk).map(fold))
const russianWords = new Set(words(lists.ru).map(fold))
// Words of both languages («он», «не», «бар») say nothing by themselves.
const sharedWords = new Set([...kazakhWords].filter(word => russianWords.has(word)).concat([...words(lists.kk_shared), ...words(lists.ru_shared)].map(fold)))
const russianOnly = new Set(words(lists.ru_shared).filter(word => !kazakhWords.has(word)).map(fold))
const kyrgyzWords = new Set(words(lists.ky_own))
const latinOther = new Set(words(lists.latin_other))

/** Whether a folded word is a common one of Kazakh and not of Russian. */
export const isKazakhWord = (folded: string): boolean => kazakhWords.has(folded) && !sharedWords.has(folded)

/** Whether a folded word is a common one of Russian and not of Kazakh. */
export const isRussianWord = (folded: string): boolean => russianWords.has(folded) && !sharedWords.has(folded)

const kazakhEnding = new RegExp('(?:лардын|лердин|нын|ндагы|ндеги|дагы|деги|тагы|теги|[мпб]аиды|[мпб]еиди|аиды|еиди|аимыз|еимиз|ныздар|низдер|ныздаршы|низдерши|нызшы|низши|'
  + '[ыиа]мыз|[ие]миз|лары|лери|дары|тары|ларда|ларга|лерге|лерде|сында|синде|сынын|синин|ынын|инин|ганда|генде|гандар|ып|лык|дык|тык|сыз|ныз|мен|ынан|инен|ылды|илди)$')
const russianEnding = new RegExp('(?:ать|ить|еть|ять|тся|ться|ость|ости|ого|его|ому|ему|ыми|ими|ый|ий|ой|ая|яя|ое|ее|ые|ие|ую|юю|ние|ния|нию|ешь|ишь|ает|яет|ует|ают|яют|уют|'
  + 'йте|ите|или|ила|ило|али|ами|ями|ство|ства|щий|щие|вший|ется|ится|аются|лись|лась|лся|[бвгджзклмрстчш]но|[бвгджзклмнпрстчш]ом|[ао]шл[аио]|ушл[аио])$')
const foreignLetter = /[їєґўҳҷҗѓђћџљњѝ]/
const russianLetter = /[щъьё]/

/** An ending of a shorter word tells nothing. */
const endingFrom = 5

// Uzbek o' and g'; the Kazakh Latin of 2017 had these too, beside s', n', a', and is hardly met.
const uzbekLetter = /^(?!.*[sna]['’ʼ`])(?:.*[og]['’ʼ`‘].*)$/u
const kazakhLatin = /q(?!u)|^j[aeoiuyäöüū]|[äñŋūğ]|(?:dy|di|ty|ti|ny|ni|ga|ge|lar|ler|dar|der|myn|min|nan|nen|dan|den|daǵy|men|yp|ip)$/u

const latinVote = (token: Token, text: string): Vote => {
  if (latinOther.has(text) || uzbekLetter.test(text)) return 'other'
  if (token.folded.length >= 3 && kazakhWords.has(token.folded)) return 'kk'
  if (token.folded.length >= 4 && russianWords.has(token.folded)) return 'ru'
  if (token.folded.length >= 6 && kazakhEnding.test(token.folded)) return 'kk'
  return token.kazakh && text.includes('q') ? 'kk' : 'none'
}

const byWord = rememberWord(({ word, folded }: Token): Vote => {
  if (foreignLetter.test(word)) return 'other'
  if (kyrgyzWords.has(word) && !kazakhWords.has(word)) return 'other'
  if (kazakhLetter.test(word)) return 'kk'
  if (russianOnly.has(folded)) return 'ru'
  if (sharedWords.has(folded)) return 'none'
  if (kazakhWords.has(folded)) return 'kk'
  return russianWords.has(folded) || russianLetter.test(word) ? 'ru' : 'none'
})

const byEnding = rememberWord(({ word, folded }: Token): Vote =>
  word.length < endingFrom || sharedWords.has(folded) ? 'none' : kazakhEnding.test(folded) ? 'kk' : russianEnding.test(word) ? 'ru' : 'none')

const cyrillicVote = (token: Token): Vote => {
  const isName = token.capital && !token.opens
  // A name keeps its letters in a Russian sentence: «акимат Қонаева».
  if (token.kazakh && isName) return 'none'
  const vote = byWord(token)
  return vote !== 'none' || isName ? vote : byEnding(token)
}

const voteOf = (token: Token, text: string): Vote => {
  if (token.kind !== 'word' || token.tag) return 'none'
  if (token.script === 'latin') return latinVote(token, text.slice(token.from, token.to).toLowerCase())
  return token.script === 'cyrillic' ? cyrillicVote(token) : 'other'
}

const loneKyrgyz = /[ңөү]/
const doubleVowel = /аа|оо|уу|өө|үү|ээ/
const notKyrgyz = /[әіғқұһ]/

// Kyrgyz has ң, ө and ү, long vowels, and none of the other letters of Kazakh; two signs are asked for.
const isKyrgyz = (tokens: Token[]): boolean => {
  const spoken = tokens.filter(token => token.script === 'cyrillic' && !(token.capital && !token.opens))
  if (spoken.some(token => notKyrgyz.test(token.word))) return false
  return spoken.reduce((sum, { word }) => sum + (kyrgyzWords.has(word) && !kazakhWords.has(word) && word !== 'жана' ? 1 : 0) + (loneKyrgyz.test(word) ? 1 : 0) + (doubleVowel.test(word) ? 1 : 0), 0) >= 2
    && spoken.some(({ word }) => kyrgyzWords.has(word) || doubleVowel.test(word))
}

const looksKazakh = (tokens: Token[], text: string): boolean => {
  const latin = tokens.filter(token => token.script === 'latin' && !token.tag)
  return latin.filter(token => kazakhLatin.test(text.slice(token.from, token.to).toLowerCase())).length >= Math.max(2, latin.length / 4)
}

const enoughWords = 2
const enoughShare = 0.2

/** One vote more is no majority yet: it is worth so much of the odds of the letters. */
const voteWorth = 3

// Names are written alike in both languages.
const isPlainWord = ({ kind, script, tag, capital, opens }: Token): boolean => kind === 'word' && script === 'cyrillic' && !tag && (opens || !capital)

/** Language of the text, and what each word voted for. Two sure words and a fifth of the votes on each side make `mixed`; where the votes are as good as even, the letters decide. */
export const findLanguage = (tokens: Token[], text: string): LanguageFound => {
  const counts: Record<Vote, number> = { kk: 0, ru: 0, other: 0, none: 0 }
  const votes: Vote[] = []
  let [cyrillic, spoken] = [0, 0]
  for (const token of tokens) {
    const vote = voteOf(token, text)
    votes.push(vote)
    counts[vote] += 1
    if (token.script === 'cyrillic') cyrillic += 1
    if (token.kind === 'word' && !token.tag) spoken += 1
  }
  const { kk, ru, other } = counts
  const is = (language: Language): LanguageFound => ({ language, votes })
  if (spoken === 0) return is('other')
  if (ru <= spoken / 8 && isKyrgyz(tokens)) return is('other')
  const unheard = kk + ru < spoken * 0.15 && cyrillic < spoken / 2
  if (other > Math.max(kk, ru) || (unheard && (other > 0 || !looksKazakh(tokens, text)))) return is('other')
  if (unheard) return is('kk')
  if (Math.min(kk, ru) >= enoughWords && Math.min(kk, ru) >= (kk + ru) * enoughShare) return is('mixed')
  if (Math.abs(kk - ru) <= 1) return is((kk - ru) * voteWorth + kazakhOdds(tokens.filter(isPlainWord)) > 0 ? 'kk' : 'ru')
  return is(kk > ru ? 'kk' : 'ru')
}
