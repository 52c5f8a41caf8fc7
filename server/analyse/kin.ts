// What words are kin to: vectors of Russian ones learned from news, in which words that stand in like places lie close. By them a model judges words that no post has taught it.
import { readFileSync } from 'node:fs'
import fellows from './data/kazakh_kin.json' with { type: 'json' }
import stored from './data/kin.json' with { type: 'json' }
import { isKazakhWord, isRussianWord } from './language.ts'
import { fold } from './letters.ts'
import type { Token } from './normalise.ts'
import { once } from './remember.ts'
import { roughKazakh, roughRussian } from './rough-stems.ts'
import { kazakhStems } from './stems.ts'

/** A vector has so many numbers, kept in so many parts; each part is one of so many that a table holds. */
export const kinWide = 300
export const kinParts = 15
export const kinEntries = 256
const partWide = kinWide / kinParts

/** What a step of a number is worth beside a piece of a word (features.ts). */
const kinWorth = 0.02

interface Kin { at: Map<string, number>, ofKazakh: Map<string, number>, tables: Int8Array, codes: Uint8Array }

// A Kazakh word of the list and its rough stem; where two words have one stem the word itself goes first.
const placesOfKazakh = (at: Map<string, number>): Map<string, number> => {
  const places = Object.entries(fellows.words).flatMap(([russian, words]) => {
    const nth = at.get(roughRussian(russian))
    return nth === undefined ? [] : words.split(' ').map((word): [string, number] => [fold(word), nth])
  })
  return new Map([...places.map(([word, nth]): [string, number] => [roughKazakh(word), nth]), ...places])
}

// kin.bin holds the tables, part by part, then the codes of each stem in the order of kin.json.
const loaded = once((): Kin => {
  const { buffer, byteOffset, length } = readFileSync(new URL('./data/kin.bin', import.meta.url))
  const tables = kinWide * kinEntries
  const at = new Map(stored.stems.split(' ').map((stem, nth) => [stem, nth]))
  return {
    at, ofKazakh: placesOfKazakh(at),
    tables: new Int8Array(buffer, byteOffset, tables), codes: new Uint8Array(buffer, byteOffset + tables, length - tables),
  }
})

/** A Kazakh stem of so many letters is no other Russian word by chance. */
const kazakhFrom = 5

// «Дәрігерге» is kin to what its Russian fellow «врач» is kin to, «автобустың» to what «автобус» is.
const nthOfKazakh = (folded: string): number | undefined => {
  const { at, ofKazakh } = loaded()
  const rough = roughKazakh(folded)
  const fellow = [folded, rough, ...kazakhStems(folded).toSorted((a, b) => b.length - a.length)].find(stem => ofKazakh.has(stem))
  if (fellow !== undefined) return ofKazakh.get(fellow)
  return rough.length < kazakhFrom ? undefined : at.get(rough) ?? at.get(roughRussian(rough))
}

const nthOf = ({ kind, script, kazakh, folded, word }: Token): number | undefined => {
  if (kind !== 'word' || script === 'other') return undefined
  const russian = script === 'latin' || kazakh || isKazakhWord(folded) ? undefined : loaded().at.get(roughRussian(word))
  return russian ?? (!kazakh && isRussianWord(folded) ? undefined : nthOfKazakh(folded))
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
