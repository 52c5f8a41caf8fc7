// Finds keywords of the topic tree's format in a row of words: every word a prefix, «$» a whole word, several words in order and close by.
import { findByBeginning } from './beginnings.ts'
import { fold, wordForm } from './letters.ts'
import { isKazakhTail, isRussianTail } from './tails.ts'
import type { Token } from './normalise.ts'
import { once, rememberWhether, rememberWord } from './remember.ts'

interface Part { stem: string, letter: number, whole: boolean, short: boolean }

export interface Keyword<T> { keyword: string, value: T }

export interface KeywordHit<T> {
  value: T
  /** Indexes of the first and the last word. */
  first: number
  last: number
}

/** Words of a keyword stand within this many words. */
const span = 4
const shortStem = 4

const partOf = (text: string): Part => {
  const whole = text.endsWith('$')
  const stem = fold(wordForm(whole ? text.slice(0, -1) : text).word)
  return { stem, letter: stem.charCodeAt(0), whole, short: stem.length <= shortStem }
}

const fits = (part: Part, folded: string): boolean => {
  if (!folded.startsWith(part.stem)) return false
  if (folded.length === part.stem.length) return true
  if (part.whole) return false
  if (!part.short) return true
  const tail = folded.slice(part.stem.length)
  return isRussianTail(tail) || isKazakhTail(tail)
}

const partsOf = (keyword: string): Part[] => keyword.split(/[\s-]+/).map(partOf)
const lettersOf = (parts: Part[]): number => parts.reduce((sum, part) => sum + part.stem.length, 0)

/** How many words and letters of a keyword decide. */
export const sizeOf = (keyword: string): { words: number, letters: number } => ({ words: partsOf(keyword).length, letters: lettersOf(partsOf(keyword)) })

interface Compiled<T> { parts: Part[], value: T }

const lastOf = (parts: Part[], words: Token[], first: number): number => {
  let at = first
  const sentence = words[first]?.sentence
  for (let part = 1; part < parts.length; part += 1) {
    const wanted = parts[part]
    const end = Math.min(first + reachOf(parts), words.length)
    let found = -1
    for (let next = at + 1; next < end && found < 0; next += 1) {
      const word = words[next]
      if (word === undefined || word.sentence !== sentence) break
      if (wanted !== undefined && wanted.letter === word.initial && fits(wanted, word.folded)) found = next
    }
    if (found < 0) return -1
    at = found
  }
  return at
}

/** A bit for a letter; two letters may share one, and then the words themselves decide. */
const bitOf = (letter: number): number => 1 << letter

/** How many words from its first on a keyword may reach. */
const reachOf = (parts: Part[]): number => span + Math.max(0, parts.length - 2)

/** With which letters the words begin that stand behind the first of a keyword, `reach` words with it at most. */
const lettersBehind = (words: Token[], first: number, reach: number): number => {
  const end = Math.min(first + reach, words.length)
  let bits = 0
  for (let at = first + 1; at < end; at += 1) bits |= bitOf(words[at]?.initial ?? 0)
  return bits
}

/** Keywords that a word begins. */
interface Begun<T> {
  keywords: Compiled<T>[]
  /** The letters that each goes on with, none where it is one word: most need not be looked at further. */
  letters: number[]
  /** The furthest that one of them reaches. */
  reach: number
}

/** What most words begin: one for all of them. */
const none: Begun<never> = { keywords: [], letters: [], reach: 0 }

const beginningsIn = <T>(list: Keyword<T>[]): (word: Token) => Begun<T> => {
  const find = findByBeginning(list.flatMap(({ keyword, value }) => {
    const parts = partsOf(keyword)
    const stem = parts[0]?.stem ?? ''
    return stem === '' ? [] : [{ stem, item: { parts, value } }]
  }))
  return ({ folded }) => {
    const keywords = find(folded).filter(({ parts }) => parts[0] !== undefined && fits(parts[0], folded))
    if (keywords.length === 0) return none
    const letters = keywords.map(({ parts }) => parts.slice(1).reduce((bits, { letter }) => bits | bitOf(letter), 0))
    return { keywords, letters, reach: Math.max(...keywords.map(({ parts }) => reachOf(parts))) }
  }
}

/** `begins`: whether a word begins any keyword, so that the keywords of most words need not be looked for. */
interface Finder<T> { begins: (word: Token) => boolean, begunBy: (word: Token) => Begun<T> }

const hitsOf = <T>(words: Token[], { begins, begunBy }: Finder<T>): KeywordHit<T>[] => {
  const hits: KeywordHit<T>[] = []
  for (let first = 0; first < words.length; first += 1) {
    const word = words[first]
    if (word === undefined || !begins(word)) continue
    const { keywords, letters, reach } = begunBy(word)
    const behind = lettersBehind(words, first, reach)
    for (let nth = 0; nth < letters.length; nth += 1) {
      const needed = letters[nth] ?? 0
      if ((needed & behind) !== needed) continue
      const keyword = keywords[nth]
      if (keyword === undefined) continue
      const last = needed === 0 ? first : lastOf(keyword.parts, words, first)
      if (last >= 0) hits.push({ value: keyword.value, first, last })
    }
  }
  return hits
}

/**
 * Makes a finder for a list of keywords that ships; the list is asked for and compiled when first needed, and what a word can begin is remembered.
 * A stem of up to four letters must be followed by an ending of Kazakh or Russian, so that «рек» is not found in «реклама».
 */
export const compileKeywords = <T>(list: () => Keyword<T>[]): (words: Token[]) => KeywordHit<T>[] => {
  const finder = once(() => {
    const begunBy = rememberWord(beginningsIn(list()))
    return { begunBy, begins: rememberWhether((word: Token) => begunBy(word) !== none) }
  })
  return words => hitsOf(words, finder())
}

/** Same for a list that comes and goes: nothing is remembered. */
export const compileOwnKeywords = <T>(list: Keyword<T>[]): (words: Token[]) => KeywordHit<T>[] => {
  const begunBy = beginningsIn(list)
  return words => hitsOf(words, { begunBy, begins: () => true })
}
