// Where the searched words stand: the piece of a text that a person looks for in a list of hits, with the forms of their words marked.
import { termsOfWords } from '../../store/search.ts'
import type { Stems } from '../../store/store.ts'

/** `marks`: UTF-16 offsets in `text`, in order and apart from each other. `text` is a piece of the whole: «…» stands for what is left out before and after it. */
export interface Passage { text: string, marks: { from: number, to: number }[] }

/** A word as the index cuts it; links and joiners inside it are looked at as one. */
const word = /[\p{L}\p{M}\p{N}\p{Cf}'’ʼ`´]+/gu
/** UTF-16 units: a text is looked at so far, and so much of it is shown, with so much before the first mark. */
const lookedAt = 20_000
const shown = 300
const shownBefore = 60

interface Found { text: string, marks: Passage['marks'], /** How many of the searched words stand in it. */ words: number }

const leadOf = (text: string, first: number): number => {
  if (first <= shownBefore) return 0
  const gap = text.slice(first - shownBefore, first).search(/\s/)
  return gap < 0 ? first : first - shownBefore + gap + 1
}

const cut = ({ text, marks }: Found): Passage => {
  const lead = leadOf(text, marks[0]?.from ?? 0)
  const before = lead > 0 ? '… ' : ''
  const isCut = lead + shown < text.length
  const piece = (isCut ? text.slice(lead, lead + shown).replace(/\s\S*$/, '') : text.slice(lead)).toWellFormed()
  const moved = marks.map(({ from, to }) => ({ from: from - lead + before.length, to: to - lead + before.length }))
  return { text: `${before}${piece}${isCut ? ' …' : ''}`, marks: moved.filter(({ to }) => to <= piece.length + before.length) }
}

/** Finds, among texts about one thing, the one with most of the searched words, the earlier one of equals; null when they stand in none. Refusals `bad-input` as the search. */
export const passageFinder = (stems: Stems, words: string): (texts: readonly string[]) => Passage | null => {
  const asked = termsOfWords(stems, words)
  const wordsBy = new Map<string, number[]>()
  asked.forEach((terms, index) => { for (const term of terms) wordsBy.set(term, [...wordsBy.get(term) ?? [], index]) })
  const find = (text: string): Found => {
    const seen = new Set<number>()
    const marks: Passage['marks'] = []
    for (const { 0: spelled, index } of text.slice(0, lookedAt).matchAll(word)) {
      const met = stems.of(spelled).flatMap(term => wordsBy.get(term) ?? [])
      if (met.length > 0) marks.push({ from: index, to: index + spelled.length })
      for (const one of met) seen.add(one)
    }
    return { text, marks, words: seen.size }
  }
  return (texts) => {
    const best = texts.map(find).reduce<Found | null>((most, found) => found.words > (most?.words ?? 0) ? found : most, null)
    return best && cut(best)
  }
}
