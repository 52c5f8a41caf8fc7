// Cuts a text into words that remember where they stood, so that every decision can point at the original letters.
import { kazakhLetter, wordForm, type Script, type WordForm } from './letters.ts'
import { remember, type Known } from './remember.ts'

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
const link = '(?:https?://|www\\.)[^\\s]+|[\\w.+-]{1,32}@[\\w-]+\\.[\\w.]+|(?:t\\.me|wa\\.me|instagram\\.com|youtu\\.be|tiktok\\.com)/[^\\s]*'
const noLink = '(?!)'
// Groups: a link, a word, an emoji; else a mark.
const cutBy = (aLink: string, flags: string): RegExp =>
  new RegExp(`(${aLink})|(${wordPart}+(?:['’ʼ\`´]${wordPart}*)*)|[@#](?=[\\p{L}\\p{N}_])|[.!?…\\n]+|[,;:()«»"—–|]|(\\p{Extended_Pictographic})`, flags)
const plain = cutBy(noLink, 'gu')
const linked = cutBy(link, 'giu')

/** Every link holds one of these: texts without are cut by a pattern that looks for none. */
const linkSign = /@|:\/\/|www\.|[em]\//i

const digitsOnly = /^[\p{N}\p{M}\u200b-\u200f]+$/u
const capitalised = /^\p{Lu}[\p{Ll}\p{M}'’ʼ-]+$/u

type Form = WordForm & Pick<Token, 'kind' | 'known' | 'capital' | 'kazakh'>

const formOf = remember((raw: string): Form => {
  const form = wordForm(raw)
  return { ...form, kind: digitsOnly.test(raw) ? 'number' : 'word', known: [], capital: capitalised.test(raw), kazakh: kazakhLetter.test(form.word) }
})

const emojiOf = remember((raw: string): Form => ({ word: raw, folded: '', script: 'other', kind: 'emoji', known: [], capital: false, kazakh: false }))

const tokenOf = ({ kind, known, word, folded, script, capital, kazakh }: Form, from: number, to: number, sentence: number): Token =>
  ({ kind, known, from, to, word, folded, script, capital, kazakh, tag: false, sentence, opens: false, paused: false })

/** A full stop ends a sentence only before a space or the end, and not after a short mark such as «г.», «ул.», «қ.». */
const endsSentence = (mark: string, text: string, after: number, last: Token | undefined): boolean => {
  if (mark !== '.') return true
  if (after < text.length && !/\s/.test(text[after] ?? '')) return false
  return last === undefined || last.kind === 'number' || last.word.length > 3
}

const cut = (looked: string): Normalised => {
  const tokens: Token[] = []
  const words: Token[] = []
  const questions = new Set<number>()
  const now = { sentence: 0, opens: true, paused: false, tagEnds: -1, exclamations: 0 }
  const addWord = (raw: string, from: number) => {
    const to = from + raw.length
    // «_» parts the words of a handle.
    const tag = now.tagEnds >= 0 && (from === now.tagEnds || (from === now.tagEnds + 1 && looked[now.tagEnds] === '_'))
    now.tagEnds = tag ? to : -1
    const form = formOf(raw)
    if (form.word === '') return
    const token = tokenOf(form, from, to, now.sentence)
    token.tag = tag
    token.opens = now.opens
    token.paused = now.paused
    tokens.push(token)
    words.push(token)
    now.opens = false
    now.paused = false
  }
  const addMark = (raw: string, after: number) => {
    if (raw === '@' || raw === '#') now.tagEnds = after
    else if (!/[.!?…\n]/.test(raw)) now.paused = true
    else if (endsSentence(raw, looked, after, words.at(-1))) {
      if (raw.includes('?')) questions.add(now.sentence)
      if (raw.includes('!')) now.exclamations += 1
      now.sentence += 1
      now.opens = true
    }
  }
  const pattern = linkSign.test(looked) ? linked : plain
  pattern.lastIndex = 0
  for (let match = pattern.exec(looked); match !== null; match = pattern.exec(looked)) {
    const [raw, aLink, word, emoji] = match
    if (word !== undefined) addWord(raw, match.index)
    else if (emoji !== undefined) tokens.push(tokenOf(emojiOf(raw), match.index, match.index + raw.length, now.sentence))
    else if (aLink === undefined) addMark(raw, match.index + raw.length)
  }
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
