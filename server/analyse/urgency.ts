// How soon someone must look: danger words ring at once, lost services, long waits and people who cannot wait come next.
import type { Kind, Urgency } from '#domain/classification.ts'
import table from './data/urgency.json' with { type: 'json' }
import { compileKeywords } from './keywords.ts'
import type { Token } from './normalise.ts'
import { compileRules, type RuleHit } from './rules.ts'

export interface UrgencyWords { reason: string, first: number, last: number }

export interface UrgencyFound {
  level: Urgency
  /** Codes of the rules that decided (`gas`, `open-manhole`, `duration`, `topic` …), the gravest first. */
  reasons: string[]
  words: UrgencyWords[]
  /** No rule rang, the model did. */
  sensed: boolean
}

/** Every reason that can stand in a classification; each has its sentence on the screen. */
export const urgencyReasons: readonly string[] = [...new Set(table.rules.map(rule => rule.code)), 'topic']

/** Finds every sign of trouble, whatever it will be worth. */
export const findSigns: (words: Token[]) => RuleHit<string>[] = compileRules<string>(table.rules)

const findCalm = compileKeywords(() => table.calm.map(keyword => ({ keyword, value: true })))

/** Whether a text speaks of a meeting, an exercise, or a thing already put out. */
export const isCalm = (words: Token[]): boolean => findCalm(words).length > 0

const dangerWeight = 3
const advertised = new Set<Kind>(['advert', 'spam'])
const told = new Set<Kind>(['news', 'thanks'])

/** The level by the trained model, and how likely it holds danger to be, 0 … 1. */
export interface JudgedUrgency { label: Exclude<Urgency, 'danger'>, danger: number }

/** From here the model alone rings: chosen on posts held out, where a missed danger costs more than a false one. */
export const ringsFrom = 0.25
/** A lost service explains why a post sounds urgent: over it the model rings only when danger is the likelier reading. */
const ringsFromExplained = 0.5

/**
 * Level and reasons. A rule of danger rings whatever the model says, except in adverts and in reports of a meeting, an exercise or a thing
 * already put out. Where no rule rings the model may, and then the reason is `life`; else the level is the model's.
 */
export const findUrgency = (look: { signs: RuleHit<string>[], calm: boolean }, kind: Kind, judged: JudgedUrgency): UrgencyFound => {
  const hits = look.signs.toSorted((a, b) => b.weight - a.weight)
  const silenced = advertised.has(kind) || (told.has(kind) && look.calm)
  const ruled = !silenced && hits.some(hit => hit.weight >= dangerWeight)
  const isExplained = hits.some(hit => hit.code === 'service-lost')
  const sensed = !ruled && judged.danger >= (isExplained ? ringsFromExplained : ringsFrom)
  const level: Urgency = ruled || sensed ? 'danger' : judged.label
  const counted = silenced || level === 'low' ? [] : hits
  return {
    level, sensed,
    reasons: [...new Set([...sensed ? ['life'] : [], ...counted.map(hit => hit.code)])],
    words: counted.map(({ code, first, last }) => ({ reason: code, first, last })),
  }
}
