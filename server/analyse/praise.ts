// Tells praise from blame in Kazakh texts: learned from reviews, one weight a feature, and a feature counts once a text however often it stands there.
import { featureOfPair, featuresOfWord } from './features.ts'
import type { LinearModel } from './linear.ts'
import type { Token } from './normalise.ts'
import { rememberWord } from './remember.ts'

/** The name of the model among those that ship; its only class is praise. */
export const praiseName = 'praise'

/** Rows of one word's stems and pieces, each once, and what stands for it in pairs. */
interface WordRows { rows: Int32Array, pair: number }

/** What a word is to a model of `mask + 1` rows. */
export const praiseRowsOf = (word: Token, mask: number): WordRows => {
  const { stems, pieces, pair } = featuresOfWord(word)
  return { rows: Int32Array.from(new Set([...stems, ...pieces].map(hash => hash & mask))), pair }
}

/** All rows of a text, the same ones again and again: those of its words, then those of neighbours in one sentence. */
export const eachRow = (tokens: Token[], words: WordRows[], mask: number, visit: (row: number) => void): void => {
  for (const { rows } of words) for (let at = 0; at < rows.length; at += 1) visit(rows[at] ?? 0)
  for (let at = 1; at < words.length; at += 1) {
    const [before, word] = [words[at - 1], words[at]]
    if (before !== undefined && word !== undefined && tokens[at - 1]?.sentence === tokens[at]?.sentence) visit(featureOfPair(before.pair, word.pair) & mask)
  }
}

/** So many texts are told apart before all marks are wiped. */
const textMax = 0x7f_ffff

/** Makes the scorer: above zero the text is likelier praise than blame, where both are as common; the score is the logarithm of the odds. */
export const makePraise = ({ head: { bits, scale, bias }, weights }: LinearModel) => {
  const mask = (1 << bits) - 1
  const wordOf = rememberWord((word: Token) => praiseRowsOf(word, mask))
  // A row's weight, and above it the text that met it last: a text waits for memory once a row.
  const cells = Int32Array.from(weights, weight => weight & 0xff)
  let text = 0
  return (tokens: Token[]): number => {
    if (text === textMax) {
      cells.forEach((cell, row) => { cells[row] = cell & 0xff })
      text = 0
    }
    text += 1
    let sum = 0
    eachRow(tokens, tokens.map(wordOf), mask, (row) => {
      const cell = cells[row] ?? 0
      if (cell >> 8 === text) return
      cells[row] = text << 8 | cell & 0xff
      sum += cell << 24 >> 24
    })
    return sum * scale + (bias[0] ?? 0)
  }
}
