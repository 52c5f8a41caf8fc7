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
}

/** Every reason that can stand in a classification; each has its sentence on the screen. */
export const urgencyReasons: readonly string[] = [...new Set(table.rules.map(rule => rule.code)), 'topic']

/** Finds every sign of trouble, whatever it will be worth. */
export const findSigns: (words: Token[]) => RuleHit<string>[] = compileRules<string>(table.rules)

const circumstances = new Set(table.circumstances)

/** How many signs are trouble by themselves: a child or a third day in a text is none yet. */
export const countTroubles = (signs: RuleHit<string>[]): number => signs.filter(sign => !circumstances.has(sign.code)).length

const findCalm = compileKeywords(table.calm.map(keyword => ({ keyword, value: true })))

const dangerWeight = 3
const highPoints = 2
const idle = new Set<Kind>(['thanks', 'news', 'advert', 'spam'])
const advertised = new Set<Kind>(['advert', 'spam'])

const levelOf = (danger: boolean, points: number, kind: Kind, topicUrgency: string): Urgency => {
  if (danger) return 'danger'
  if (idle.has(kind)) return 'low'
  if (points >= highPoints || (points > 0 && (topicUrgency === 'high' || topicUrgency === 'critical'))) return 'high'
  return points === 0 && topicUrgency === 'low' ? 'low' : 'normal'
}

/**
 * Level and reasons. Danger in a report of a meeting, an exercise or a thing already put out does not ring. What the topic tree
 * proposes (`topicUrgency`: critical high normal low) only tips the scale, it never rings by itself.
 */
export const findUrgency = (signs: RuleHit<string>[], words: Token[], kind: Kind, topicUrgency: string): UrgencyFound => {
  const hits = signs.toSorted((a, b) => b.weight - a.weight)
  const isCalm = advertised.has(kind) || ((kind === 'news' || kind === 'thanks') && hits.length > 0 && findCalm(words).length > 0)
  const counted = isCalm ? [] : hits
  const danger = counted.some(hit => hit.weight >= dangerWeight)
  const points = counted.reduce((sum, hit) => sum + Math.min(hit.weight, 1), 0)
  const level = levelOf(danger, points, kind, topicUrgency)
  const reasons = level === 'low' ? [] : [...new Set(counted.map(hit => hit.code))]
  const tipped = level === 'high' && points < highPoints
  return {
    level,
    reasons: tipped ? [...reasons, 'topic'] : reasons,
    words: level === 'low' ? [] : counted.map(({ code, first, last }) => ({ reason: code, first, last })),
  }
}
