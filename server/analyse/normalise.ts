// Cuts a text into words that remember where they stood, so that every decision can point at the original letters.
import { kazakhLetter, wordForm, type Script, type WordForm } from './letters.ts'
import { remember } from './remember.ts'

export interface Token {
  kind: 'word' | 'number' | 'emoji'
  /** UTF-16 offsets in the original text. */
  from: number
  to: number
  /** Lower case, one alphabet (Latin read as Cyrillic). */
  word: string
  /** `word` with Kazakh letters folded: only to compare. */
  folded: string
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

const wordPart = '[\\p{L}\\p{M}\\p{N}\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069]'
const pattern = new RegExp([
  '(?<link>(?:https?://|www\\.)[^\\s]+|[\\w.+-]{1,32}@[\\w-]+\\.[\\w.]+|(?:t\\.me|wa\\.me|instagram\\.com|youtu\\.be|tiktok\\.com)/[^\\s]*)',
  `(?<tag>[@#](?=[\\p{L}\\p{N}_]))`,
  `(?<word>${wordPart}+(?:['’ʼ\`´]${wordPart}*)*)`,
  '(?<end>[.!?…\\n]+)',
  '(?<pause>[,;:()«»"—–|])',
  '(?<emoji>\\p{Extended_Pictographic})',
].join('|'), 'giu')

const digitsOnly = /^[\p{N}\p{M}\u200b-\u200f]+$/u
const capitalised = /^\p{Lu}[\p{Ll}\p{M}'’ʼ-]+$/u

const formOf = remember((raw: string): WordForm & Pick<Token, 'kind' | 'capital' | 'kazakh'> => {
  const form = wordForm(raw)
  return { ...form, kind: digitsOnly.test(raw) ? 'number' : 'word', capital: capitalised.test(raw), kazakh: kazakhLetter.test(form.word) }
})

const emojiForm = { word: '', folded: '', script: 'other', capital: false, kazakh: false, tag: false, opens: false, paused: false } as const

/** A full stop ends a sentence only before a space or the end, and not after a short mark such as «г.», «ул.», «қ.». */
const endsSentence = (mark: string, text: string, after: number, last: Token | undefined): boolean => {
  if (mark !== '.') return true
  if (after < text.length && !/\s/.test(text[after] ?? '')) return false
  return last === undefined || last.kind === 'number' || last.word.length > 3
}

/** Words, numbers and emoji of the first `limit` units of a text, with their places in it. Links are left out. */
export const normalise = (text: string, limit: number = lookLimit): Normalised => {
  const looked = text.length > limit ? text.slice(0, limit) : text
  const tokens: Token[] = []
  const words: Token[] = []
  const questions = new Set<number>()
  const now = { sentence: 0, opens: true, paused: false, tagEnds: -1, exclamations: 0 }
  const endSentence = (mark: string, after: number) => {
    if (!endsSentence(mark, looked, after, words.at(-1))) return
    if (mark.includes('?')) questions.add(now.sentence)
    if (mark.includes('!')) now.exclamations += 1
    now.sentence += 1
    now.opens = true
  }
  const addWord = (raw: string, from: number) => {
    const to = from + raw.length
    // «_» parts the words of a handle.
    const tag = now.tagEnds >= 0 && (from === now.tagEnds || (from === now.tagEnds + 1 && looked[now.tagEnds] === '_'))
    now.tagEnds = tag ? to : -1
    const form = formOf(raw)
    if (form.word === '') return
    const token: Token = { ...form, from, to, tag, sentence: now.sentence, opens: now.opens, paused: now.paused }
    tokens.push(token)
    words.push(token)
    now.opens = false
    now.paused = false
  }
  for (const match of looked.matchAll(pattern)) {
    const [raw] = match
    const { tag, word, end, pause, emoji } = match.groups ?? {}
    const from = match.index
    if (word !== undefined) addWord(raw, from)
    else if (end !== undefined) endSentence(raw, from + raw.length)
    else if (pause !== undefined) now.paused = true
    else if (tag !== undefined) now.tagEnds = from + raw.length
    else if (emoji !== undefined) tokens.push({ ...emojiForm, kind: 'emoji', from, to: from + raw.length, sentence: now.sentence })
  }
  return { tokens, words, questions, exclamations: now.exclamations }
}
