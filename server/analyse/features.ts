// What the trained models look at: letters and stems of single words, pairs of neighbours, and what the rules found.
import type { Token } from './normalise.ts'
import { roughKazakh, roughRussian } from './rough-stems.ts'

/** Hashes of one word's features; each stem counts `stemWeight` times, a piece that stands twice counts twice. Some models look at stems only. */
export interface WordHashes {
  stems: Uint32Array
  pieces: Uint32Array
  /** Stands for the word in pairs of neighbours. */
  pair: number
}

/** Pieces of a word of up to this many letters, its edges included. */
const longestPiece = 5
/** A stem tells as much as so many pieces. */
export const stemWeight = 3
/** A pair of neighbours tells as much as so many pieces. */
export const pairWeight = 3

const prime = 16_777_619
const basis = 2_166_136_261

const hashOf = (text: string, from: number, to: number, seed: number): number => {
  let hash = (basis ^ seed) >>> 0
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), prime) >>> 0
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0
}

const hashOfWhole = (text: string, seed: number): number => hashOf(text, 0, text.length, seed)

const piecesOf = (folded: string): number[] => {
  const edged = `_${folded.slice(0, 24)}_`
  const hashes: number[] = []
  for (let size = 1; size <= longestPiece; size += 1) {
    for (let at = 0; at + size <= edged.length; at += 1) if (size > 1 || edged[at] !== '_') hashes.push(hashOf(edged, at, at + size, size))
  }
  return hashes
}

const stemSeed = 11
const pairSeed = 12

/** Beginnings of so many letters stand in for stems that our rules cut wrongly. */
const beginnings = [4, 5, 6]

// Numbers of as many digits are alike.
const readAs = ({ kind, word, folded }: Token): [word: string, folded: string] =>
  kind === 'number' ? ['0'.repeat(folded.length), '0'.repeat(folded.length)] : kind === 'emoji' ? [word, word] : [word, folded]

/** Features of one word, number or emoji. */
export const featuresOfWord = (token: Token): WordHashes => {
  const [word, folded] = readAs(token)
  const [kk, ru] = [roughKazakh(folded), roughRussian(word)]
  const stems = new Set([`k${kk}`, `r${ru}`, folded, ...beginnings.filter(size => folded.length > size).map(size => `b${folded.slice(0, size)}`)])
  return {
    stems: Uint32Array.from(stems, stem => hashOfWhole(stem, stemSeed)),
    pieces: Uint32Array.from(piecesOf(folded)),
    // One stem stands for the word in pairs: the shorter of what the rules of both languages leave.
    pair: hashOfWhole(kk.length < ru.length ? kk : ru, pairSeed),
  }
}

/** Feature of two neighbours of one sentence, from what stands for each in pairs. */
export const featureOfPair = (first: number, second: number): number => {
  const hash = Math.imul(first ^ (second >>> 7) ^ Math.imul(second, prime), 2_246_822_519) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0
}

/** A text's scores are divided by the root of how many features it has; `features` counts those of its words alone. */
export const shrink = (features: number, words: number): number => 1 / Math.sqrt(Math.max(1, features + pairWeight * Math.max(0, words - 1)))
