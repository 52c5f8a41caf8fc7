// One alphabet to compare in: posts mix Kazakh letters, Russian stand-ins, Latin and look-alikes of other alphabets.

const pairs = (text: string): Map<string, string> => new Map(text.split(' ').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))

const foldOf = pairs('ә=а і=и ң=н ғ=г ү=у ұ=у қ=к ө=о һ=х ё=е й=и э=е ь= ъ= ў=у ќ=к ї=и є=е ґ=г ҳ=х җ=ж')

/** By code: every letter that folds lies in the first Cyrillic block. */
const foldedLetters = Array.from({ length: 0x530 }, (_, code) => foldOf.get(String.fromCharCode(code)))

const lookAlike = pairs('a=а e=е o=о p=р c=с x=х y=у k=к m=м t=т h=н b=в i=і u=и n=п r=г ə=ә ɵ=ө 0=о 3=з')

// «ı» is и or й in the Latin of 2018 and і in that of 2021: folded they are one.
const latinPairs = pairs(
  'shch=щ sh=ш ch=ч zh=ж kh=х gh=ғ ts=ц ya=я yu=ю yo=ё a\'=ә o\'=ө u\'=ү g\'=ғ n\'=ң s\'=ш c\'=ч y\'=у i\'=й '
  + 'a=а á=ә ä=ә ә=ә b=б c=с ç=ч d=д e=е é=е f=ф g=г ǵ=ғ ğ=ғ h=х i=и ı=і í=и j=ж k=к l=л m=м n=н ń=ң ñ=ң ŋ=ң o=о ó=ө ö=ө p=п q=қ r=р s=с ş=ш '
  + 't=т u=у ú=ү ü=ү ū=ұ v=в w=ш x=х ý=у z=з',
)

const latinVowels = 'aeiouäöüáóúıāéə'

/** Kazakh letters that Russian lacks. */
export const kazakhLetter = /[әғқңөұүһі]/

const latinStart = /[a-zəɵß-öø-ɏ]/
const cyrillic = /[\u0400-\u052f]/

export type Script = 'cyrillic' | 'latin' | 'other'

/** Form to compare in: lower case in, Kazakh letters as Russian ones, ё=е, й=и, without ь and ъ. */
export const fold = (word: string): string => {
  let folded = ''
  for (let at = 0; at < word.length; at += 1) folded += foldedLetters[word.charCodeAt(at)] ?? word.charAt(at)
  return folded
}

const dropRepeats = (word: string): string => word.replace(/(\D)\1{2,}/gu, '$1')

// «y» is ы after a consonant and й beside a vowel.
const readY = (word: string, at: number): string => {
  const isVowel = (letter: string | undefined) => letter !== undefined && latinVowels.includes(letter)
  return isVowel(word[at - 1]) || (at === 0 && isVowel(word[1])) ? 'й' : 'ы'
}

const longestPair = 4

/** Any informal or official Kazakh Latin, and Russian in Latin letters, as Cyrillic; lower case in. */
export const fromLatin = (word: string): string => {
  let read = ''
  for (let at = 0; at < word.length;) {
    let length = longestPair
    while (length > 0 && !latinPairs.has(word.slice(at, at + length))) length -= 1
    const letter = word[at] ?? ''
    if (length > 0) read += latinPairs.get(word.slice(at, at + length)) ?? ''
    else if (letter === 'y') read += readY(word, at)
    else if (letter !== '\'') read += letter
    at += Math.max(length, 1)
  }
  return read
}

// Only the letters that look alike in small print or as capitals are exchanged; the capital decides for H, B, P.
const fixLookAlikes = (raw: string): string => {
  let fixed = ''
  for (const letter of raw) {
    const lower = letter.toLowerCase()
    const isCapital = letter !== lower
    if ('nur'.includes(lower) && isCapital) fixed += lower
    else if (lower === 'h' && !isCapital) fixed += 'һ'
    else fixed += lookAlike.get(lower) ?? lower
  }
  return fixed
}

export interface WordForm {
  /** Lower case, one alphabet, no invisible marks. */
  word: string
  /** `fold(word)`. */
  folded: string
  script: Script
}

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f]/g
const plain = /^[a-zа-яё]+$/

const maxLetters = 48

/** The forms of one word as it was written. NFKC, so that composed, decomposed and styled letters agree. */
export const wordForm = (raw: string): WordForm => {
  const composed = plain.test(raw) ? raw : raw.normalize('NFKC').replace(invisible, '').replace(/[’ʼ`´]/g, '\'')
  const lower = composed.toLowerCase()
  const hasCyrillic = cyrillic.test(lower)
  const hasLatin = latinStart.test(lower)
  const script: Script = hasCyrillic ? 'cyrillic' : hasLatin ? 'latin' : 'other'
  const oneAlphabet = hasCyrillic && (hasLatin || /\p{L}[03]\p{L}/u.test(lower)) ? fixLookAlikes(composed) : lower
  const read = script === 'latin' ? fromLatin(dropRepeats(oneAlphabet)) : dropRepeats(oneAlphabet).replaceAll('\'', '')
  const word = read.slice(0, maxLetters)
  return { word, folded: fold(word), script }
}
