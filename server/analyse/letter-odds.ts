// Whether letters are those of Kazakh or of Russian words: asked where no word of a text is known.
import { readFileSync } from 'node:fs'
import { featuresOfWord } from './features.ts'
import type { Token } from './normalise.ts'
import { once, rememberWord } from './remember.ts'

/** Pieces of words fall into so many rows, one int8 weight each. */
export const letterRows = 8192

/** So many steps of a weight are one of the logarithm of the odds. */
export const letterSteps = 20

const weights = once(() => {
  const { buffer, byteOffset, length } = readFileSync(new URL('./data/letters.bin', import.meta.url))
  return new Int8Array(buffer, byteOffset, length)
})

/** Rows of a word's pieces. */
export const letterRowsOf = (word: Token): Uint32Array => featuresOfWord(word).pieces.map(hash => hash % letterRows)

const oddsOfWord = rememberWord((word: Token): number => {
  const rows = letterRowsOf(word)
  let sum = 0
  for (const row of rows) sum += weights()[row] ?? 0
  return sum / letterSteps / Math.sqrt(Math.max(1, rows.length))
})

/** How far the letters of words speak for Kazakh (above zero) or for Russian: logarithms of odds, each word's divided by the root of how many pieces it has. */
export const kazakhOdds = (words: Token[]): number => words.reduce((odds, word) => odds + oddsOfWord(word), 0)
