// What is known of each way a word is written: looked for by its letters where they stand in a text, so that no string is cut out for it.
import { kazakhLetter, wordForm, type WordForm } from './letters.ts'
import { nothingKnown, type Known } from './remember.ts'

export interface Spelling extends WordForm {
  kind: 'word' | 'number' | 'emoji'
  /** As it was written. */
  raw: string
  /** The code of the first of its folded letters. */
  initial: number
  /** A capital followed by small letters. */
  capital: boolean
  /** Holds a letter that Russian lacks. */
  kazakh: boolean
  /** What others work out of it (remember.ts). */
  known: Known
}

const digitsOnly = /^[\p{N}\p{M}\u200b-\u200f]+$/u
const capitalised = /^\p{Lu}[\p{Ll}\p{M}'’ʼ-]+$/u
// Some letters are pictographs too: they stay letters.
const pictograph = /^(?!\p{L})\p{Extended_Pictographic}$/u

const spellingOf = (raw: string): Spelling => {
  if (pictograph.test(raw)) return { kind: 'emoji', raw, word: raw, folded: '', initial: 0, script: 'other', capital: false, kazakh: false, known: nothingKnown() }
  const form = wordForm(raw)
  return { kind: digitsOnly.test(raw) ? 'number' : 'word', raw, ...form, initial: form.folded === '' ? 0 : form.folded.charCodeAt(0), capital: capitalised.test(raw), kazakh: kazakhLetter.test(form.word), known: nothingKnown() }
}

/** Two generations of so many spellings are kept: when the young one is full it becomes the old one, and what is met again is young again. */
const keptMax = 32_768
/** Longer ones are never kept. */
const longestKept = 60

const basis = 2_166_136_261 | 0
const prime = 16_777_619

const isWritten = (raw: string, text: string, from: number, to: number): boolean => {
  if (raw.length !== to - from) return false
  for (let at = 0; at < raw.length; at += 1) if (raw.charCodeAt(at) !== text.charCodeAt(from + at)) return false
  return true
}

// By a number made of the letters; of two spellings with one number the later is kept.
const kept = { young: new Map<number, Spelling>(), old: new Map<number, Spelling>() }

const keep = (number: number, spelling: Spelling): Spelling => {
  if (kept.young.size >= keptMax) {
    kept.old = kept.young
    kept.young = new Map()
  }
  kept.young.set(number, spelling)
  return spelling
}

/** The spelling of the letters `from` … `to` of a text: a word, a number or an emoji. */
export const spellingAt = (text: string, from: number, to: number): Spelling => {
  let number = basis
  for (let at = from; at < to; at += 1) number = Math.imul(number ^ text.charCodeAt(at), prime)
  const young = kept.young.get(number)
  if (young !== undefined && isWritten(young.raw, text, from, to)) return young
  const old = kept.old.get(number)
  const spelling = old !== undefined && isWritten(old.raw, text, from, to) ? old : spellingOf(text.slice(from, to))
  return to - from > longestKept ? spelling : keep(number, spelling)
}
