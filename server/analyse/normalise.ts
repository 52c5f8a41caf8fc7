// Cuts a text into words that remember where they stood, so that every decision can point at the original letters.
import { character, characterAt, emojiEnd, isNameStart, linkEnd, linkSign, stopsEnd, wordEnd } from './characters.ts'
import type { Script } from './letters.ts'
import type { Known } from './remember.ts'
import { spellingAt, type Spelling } from './spelling.ts'

export interface Token {
  kind: 'word' | 'number' | 'emoji'
  /** What is known of its spelling: equal spellings have one while they are remembered. */
  known: Known
  /** UTF-16 offsets in the original text. */
  from: number
  to: number
  /** Lower case, one alphabet (Latin read as Cyrillic); an emoji as it stands. */
  word: string
  /** `word` with Kazakh letters folded: only to compare. */
  folded: string
  /** The code of the first letter of `folded`. */
  initial: number
  script: Script
  /** A capital followed by small letters. */
  capital: boolean
  /** Holds a letter that Russian lacks. */
  kazakh: boolean
  /** Came out of an @handle or #tag. */
  tag: boolean
  /** Index of the sentence. */
  sentence: number
  /** First word of its sentence. */
  opens: boolean
  /** A comma, bracket or dash stands before it. */
  paused: boolean
}

export interface Normalised {
  tokens: Token[]
  /** Words and numbers, in order. */
  words: Token[]
  /** Sentences that end with a question mark. */
  questions: Set<number>
  /** How many sentences end with an exclamation mark. */
  exclamations: number
}

/** Only this many UTF-16 units are looked at: enough for any post, and a bound for any text. */
export const lookLimit = 10_000

const tokenOf = ({ kind, known, word, folded, initial, script, capital, kazakh }: Spelling, from: number, to: number, sentence: number): Token =>
  ({ kind, known, from, to, word, folded, initial, script, capital, kazakh, tag: false, sentence, opens: false, paused: false })

/** A full stop ends a sentence only before a space or the end, and not after a short mark such as «г.», «ул.», «қ.». */
const endsSentence = (mark: string, text: string, after: number, last: Token | undefined): boolean => {
  if (mark !== '.') return true
  if (after < text.length && !/\s/.test(text[after] ?? '')) return false
  return last === undefined || last.kind === 'number' || last.word.length > 3
}

/** How far a character outside the first plane reaches. */
const widthAt = (text: string, at: number): number => (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1

const cut = (looked: string): Normalised => {
  const tokens: Token[] = []
  const words: Token[] = []
  const questions = new Set<number>()
  const now = { sentence: 0, opens: true, paused: false, tagEnds: -1, exclamations: 0 }
  const addWord = (from: number, to: number) => {
    // «_» parts the words of a handle.
    const tag = now.tagEnds >= 0 && (from === now.tagEnds || (from === now.tagEnds + 1 && looked[now.tagEnds] === '_'))
    now.tagEnds = tag ? to : -1
    const spelling = spellingAt(looked, from, to)
    if (spelling.word === '') return
    const token = tokenOf(spelling, from, to, now.sentence)
    token.tag = tag
    token.opens = now.opens
    token.paused = now.paused
    tokens.push(token)
    words.push(token)
    now.opens = false
    now.paused = false
  }
  const addStops = (raw: string, after: number) => {
    if (!endsSentence(raw, looked, after, words.at(-1))) return
    if (raw.includes('?')) questions.add(now.sentence)
    if (raw.includes('!')) now.exclamations += 1
    now.sentence += 1
    now.opens = true
  }
  const addRare = (at: number): number => {
    const [word, emoji] = [wordEnd(looked, at), emojiEnd(looked, at)]
    if (word > at) addWord(at, word)
    else if (emoji > at) tokens.push(tokenOf(spellingAt(looked, at, emoji), at, emoji, now.sentence))
    return Math.max(word, emoji, at + widthAt(looked, at))
  }
  const mayLink = linkSign.test(looked)
  // Answers where the next piece begins.
  const addPiece = (at: number): number => {
    const link = mayLink ? linkEnd(looked, at) : at
    if (link > at) return link
    const sort = characterAt(looked, at)
    if (sort === character.letter) {
      const end = wordEnd(looked, at)
      addWord(at, end)
      return end
    }
    if (sort === character.stop) {
      const end = stopsEnd(looked, at)
      addStops(looked.slice(at, end), end)
      return end
    }
    if (sort === character.rare) return addRare(at)
    if (sort === character.pause) now.paused = true
    else if (sort === character.sign && isNameStart(looked, at + 1)) now.tagEnds = at + 1
    return at + 1
  }
  for (let at = 0; at < looked.length;) at = addPiece(at)
  return { tokens, words, questions, exclamations: now.exclamations }
}

const latest: { text: string, normalised: Normalised } = { text: '', normalised: { tokens: [], words: [], questions: new Set(), exclamations: 0 } }

/**
 * Words, numbers and emoji of the first `limit` units of a text, with their places in it. Links are left out. The last answer is kept:
 * whoever compares a text and understands it next, or the other way round, cuts it once.
 */
export const normalise = (text: string, limit: number = lookLimit): Normalised => {
  const looked = text.length > limit ? text.slice(0, limit) : text
  if (looked !== latest.text) {
    latest.normalised = cut(looked)
    latest.text = looked
  }
  return latest.normalised
}
