// Learns whose letters are whose: how much commoner each piece of a word is in Kazakh texts than in Russian ones.
import { letterRows, letterRowsOf, letterSteps } from '../letter-odds.ts'
import { normalise, type Token } from '../normalise.ts'

interface Counted { word: Token, count: number }

const countWords = (texts: string[]): Map<string, Counted> => {
  const counts = new Map<string, Counted>()
  for (const text of texts) {
    for (const word of normalise(text).words) {
      if (word.kind !== 'word' || word.tag || word.script !== 'cyrillic') continue
      const known = counts.get(word.folded)
      if (known === undefined) counts.set(word.folded, { word, count: 1 })
      else known.count += 1
    }
  }
  return counts
}

// A word that stands a hundred times tells as much as ten different ones. Each row begins at one, so that none is impossible.
const sharesOf = (texts: string[]): Float64Array => {
  const sums = new Float64Array(letterRows).fill(1)
  for (const { word, count } of countWords(texts).values()) for (const row of letterRowsOf(word)) sums[row] = (sums[row] ?? 0) + Math.sqrt(count)
  const all = sums.reduce((sum, one) => sum + one, 0)
  return sums.map(sum => sum / all)
}

/** Weights of letter-odds.ts from Kazakh and Russian texts. */
export const fitLetters = (kazakh: string[], russian: string[]): Int8Array => {
  const [kk, ru] = [sharesOf(kazakh), sharesOf(russian)]
  return Int8Array.from(kk, (share, row) => Math.max(-127, Math.min(127, Math.round(Math.log(share / (ru[row] ?? 1)) * letterSteps))))
}
