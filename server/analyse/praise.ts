// Tells praise from blame in Kazakh talk: learned from reviews, one weight a feature, and a feature counts once a text however often it stands there.
import { featuresOfWord, type WordHashes } from './features.ts'
import { pairsOf, type LinearModel } from './linear.ts'
import type { Token } from './normalise.ts'
import { rememberWord } from './remember.ts'

/** The name of the model among those that ship; its only class is praise. */
export const praiseName = 'praise'

/** Hashes of all features of a text in their order, the same ones again and again: stems and pieces of its words, then its pairs. */
export const eachHash = (tokens: Token[], words: WordHashes[], visit: (hash: number) => void): void => {
  for (const { stems, pieces } of words) {
    stems.forEach(visit)
    pieces.forEach(visit)
  }
  for (const hash of pairsOf(tokens, words)) if (hash >= 0) visit(hash)
}

/** Makes the scorer: above zero the text is likelier praise than blame, where both are as common; the score is the logarithm of the odds. */
export const makePraise = ({ head: { bits, scale, bias }, weights }: LinearModel) => {
  const mask = (1 << bits) - 1
  const hashesOf = rememberWord(featuresOfWord)
  const metIn = new Int32Array(mask + 1)
  let text = 0
  return (tokens: Token[]): number => {
    text = (text + 1) % 0x7fff_ffff
    let sum = 0
    eachHash(tokens, tokens.map(hashesOf), (hash) => {
      const row = hash & mask
      if (metIn[row] === text) return
      metIn[row] = text
      sum += weights[row] ?? 0
    })
    return sum * scale + (bias[0] ?? 0)
  }
}
