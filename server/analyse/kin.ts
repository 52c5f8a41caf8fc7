// What Russian words are kin to: vectors learned from news, in which words that stand in like places lie close. By them a model judges words that no post has taught it.
import { readFileSync } from 'node:fs'
import stored from './data/kin.json' with { type: 'json' }
import { isKazakhWord } from './language.ts'
import type { Token } from './normalise.ts'
import { once } from './remember.ts'
import { roughKazakh, roughRussian } from './rough-stems.ts'

/** A vector has so many numbers, kept in so many parts; each part is one of so many that a table holds. */
export const kinWide = 300
export const kinParts = 15
export const kinEntries = 256
const partWide = kinWide / kinParts

/** What a step of a number is worth beside a piece of a word (features.ts). */
const kinWorth = 0.02

interface Kin { at: Map<string, number>, tables: Int8Array, codes: Uint8Array }

// kin.bin holds the tables, part by part, then the codes of each stem in the order of kin.json.
const loaded = once((): Kin => {
  const { buffer, byteOffset, length } = readFileSync(new URL('./data/kin.bin', import.meta.url))
  const tables = kinWide * kinEntries
  return {
    at: new Map(stored.stems.split(' ').map((stem, at) => [stem, at])),
    tables: new Int8Array(buffer, byteOffset, tables), codes: new Uint8Array(buffer, byteOffset + tables, length - tables),
  }
})

/** A Kazakh stem of so many letters is no other Russian word by chance. */
const kazakhFrom = 5

// «Автобустың» is kin to what «автобус» is kin to.
const nthOf = ({ kind, script, kazakh, folded, word }: Token): number | undefined => {
  if (kind !== 'word' || script !== 'cyrillic') return undefined
  const { at } = loaded()
  const russian = kazakh || isKazakhWord(folded) ? undefined : at.get(roughRussian(word))
  if (russian !== undefined) return russian
  const stem = roughKazakh(folded)
  return stem.length < kazakhFrom ? undefined : at.get(stem) ?? at.get(roughRussian(stem))
}

const codesOf = (word: Token): Uint8Array | undefined => {
  const nth = nthOf(word)
  return nth === undefined ? undefined : loaded().codes.subarray(nth * kinParts, (nth + 1) * kinParts)
}

/** The vector of a word, longer the rarer the word; undefined where nothing is known of it. */
export const kinOf = (word: Token): Float32Array | undefined => {
  const codes = codesOf(word)
  if (codes === undefined) return undefined
  const { tables } = loaded()
  return Float32Array.from({ length: kinWide }, (_, at) => {
    const part = Math.floor(at / partWide)
    return (tables[(part * kinEntries + (codes[part] ?? 0)) * partWide + at % partWide] ?? 0) * kinWorth
  })
}

/**
 * Adds what a word is kin to, weighed, to as many numbers from `start` on as there are classes; whole. `weights` holds a row of classes for each number of a vector.
 * What each entry of the tables adds is worked out beforehand: of a word only its parts are added up.
 */
export const makeKinAdder = (weights: Int8Array, classes: number, worth: number): ((counts: Int32Array, start: number, word: Token) => void) => {
  const { tables } = loaded()
  const adds = new Float32Array(kinParts * kinEntries * classes)
  for (let at = 0; at < tables.length; at += 1) {
    const value = (tables[at] ?? 0) * kinWorth * worth
    const [entry, row] = [Math.floor(at / partWide), Math.floor(at / partWide / kinEntries) * partWide + at % partWide]
    for (let index = 0; index < classes; index += 1) adds[entry * classes + index] = (adds[entry * classes + index] ?? 0) + value * (weights[row * classes + index] ?? 0)
  }
  return (counts, start, word) => {
    const codes = codesOf(word)
    for (let index = 0; index < classes && codes !== undefined; index += 1) {
      let sum = 0
      for (let part = 0; part < kinParts; part += 1) sum += adds[(part * kinEntries + (codes[part] ?? 0)) * classes + index] ?? 0
      counts[start + index] = (counts[start + index] ?? 0) + Math.round(sum)
    }
  }
}
