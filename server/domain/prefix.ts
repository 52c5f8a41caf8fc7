// The letters that open every number of an akimat. They are its own for good: a number that was given once can never be given by another.
import type { Instant } from './time.ts'

/** `id` is the look of the prefix. Kept also after the akimat has taken another one: its old numbers go on living. */
export interface PrefixClaim { id: string, version: number, prefix: string, organisationId: string, claimedAt: Instant }

/** not-letters: anything but 2 to 6 letters. mixed-letters: Latin and Cyrillic in one. formal-series: reads like the registry of appeals. */
export type PrefixProblem = 'not-letters' | 'mixed-letters' | 'formal-series'

const kazakh = /^[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,6}$/
const latin = /^[A-Z]{2,6}$/
const letters = /^\p{L}{2,6}$/u

/** Latin capitals and the Cyrillic ones that look the same on paper. */
const twins: Record<string, string> = { A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', I: 'І', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У' }

/** What the eye sees: «AK» typed in Latin and «АК» typed in Cyrillic are one. */
export const lookOf = (prefix: string): string => prefix.replace(/[A-Z]/g, letter => twins[letter] ?? letter)

/** Series of e-Otinish, `ЖТ-2022-…` for persons its companion for companies, and both in Latin: a ticket is not an appeal and must not read like one. */
const formal = new Set(['ЖТ', 'ЗТ', 'JT', 'ZT'].map(lookOf))

/** As a person types it, so it is kept: in capitals. */
export const tidyPrefix = (typed: string): string => typed.trim().toUpperCase()

export const prefixProblem = (prefix: string): PrefixProblem | null => {
  if (!letters.test(prefix)) return 'not-letters'
  if (!kazakh.test(prefix) && !latin.test(prefix)) return 'mixed-letters'
  return formal.has(lookOf(prefix)) ? 'formal-series' : null
}
