// Finds keywords of the topic tree's format in a row of words: every word a prefix, «$» a whole word, several words in order and close by.
import { findByBeginning } from './beginnings.ts'
import { fold, wordForm } from './letters.ts'
import { isKazakhTail, isRussianTail } from './tails.ts'
import type { Token } from './normalise.ts'
import { once, rememberWord } from './remember.ts'

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
  // Most words differ in their first letter, and to look at it is soonest done.
  if (folded.charCodeAt(0) !== part.letter || !folded.startsWith(part.stem)) return false
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
    const end = Math.min(first + span + Math.max(0, parts.length - 2), words.length)
    let found = -1
    for (let next = at + 1; next < end && found < 0; next += 1) {
      const word = words[next]
      if (word === undefined || word.sentence !== sentence) break
      if (wanted !== undefined && fits(wanted, word.folded)) found = next
    }
    if (found < 0) return -1
    at = found
  }
  return at
}

/** What most words begin: one list for all of them. */
const none: never[] = []

const beginningsIn = <T>(list: Keyword<T>[]): (word: Token) => Compiled<T>[] => {
  const find = findByBeginning(list.flatMap(({ keyword, value }) => {
    const parts = partsOf(keyword)
    const stem = parts[0]?.stem ?? ''
    return stem === '' ? [] : [{ stem, item: { parts, value } }]
  }))
  return ({ folded }) => {
    const found = find(folded).filter(({ parts }) => parts[0] !== undefined && fits(parts[0], folded))
    return found.length === 0 ? none : found
  }
}

const hitsOf = <T>(words: Token[], begunBy: (word: Token) => Compiled<T>[]): KeywordHit<T>[] => {
  const hits: KeywordHit<T>[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    for (const { parts, value } of word === undefined ? none : begunBy(word)) {
      const last = parts.length === 1 ? at : lastOf(parts, words, at)
      if (last >= 0) hits.push({ value, first: at, last })
    }
  }
  return hits
}

/**
 * Makes a finder for a list of keywords that ships; the list is asked for and compiled when first needed, and what a word can begin is remembered.
 * A stem of up to four letters must be followed by an ending of Kazakh or Russian, so that «рек» is not found in «реклама».
 */
export const compileKeywords = <T>(list: () => Keyword<T>[]): (words: Token[]) => KeywordHit<T>[] => {
  const begun = once(() => rememberWord(beginningsIn(list())))
  return words => hitsOf(words, begun())
}

/** Same for a list that comes and goes: nothing is remembered. */
export const compileOwnKeywords = <T>(list: Keyword<T>[]): (words: Token[]) => KeywordHit<T>[] => {
  const begunBy = beginningsIn(list)
  return words => hitsOf(words, begunBy)
}
