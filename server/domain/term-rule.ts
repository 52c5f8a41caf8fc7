// How long the office gives itself: terms by topic and priority, within bounds that no setting stretches. A changed setting is not retroactive.
import type { Limit, Limits } from './office.ts'
import { coversTopic } from './rule.ts'
import type { Priority } from './ticket.ts'
import type { Instant } from './time.ts'

/**
 * One line of the table. Null as topic is any (a topic may be a sector); null as priority is any but danger, which is only ever set by its own name.
 * Null as a term leaves it to less specific lines and at last to the product. Minutes are working ones; triage and first reply of danger run round the clock.
 */
export interface TermRule {
  topic: string | null
  priority: Priority | null
  triageMinutes: number | null
  acceptMinutes: number | null
  firstReplyMinutes: number | null
  finalWorkingDays: number | null
}

/** The table as it was set at one moment; it never changes. A ticket keeps the edition under which it was registered or reopened. */
export interface TermEdition { id: string, version: number, organisationId: string, edition: number, rules: TermRule[], setAt: Instant, setBy: string }
export const editionId = (organisationId: string, edition: number): string => `${organisationId}:${edition}`
export const termRulesAtMost = 300

const terms = ['triageMinutes', 'acceptMinutes', 'firstReplyMinutes', 'finalWorkingDays'] as const
export type TermName = typeof terms[number]
interface Bound { atLeast: number, atMost: number }

/**
 * A first reply within one working day (480 min), which is 24 hours of the clock on weekdays; a final one within the fifteen working days that the law gives a formal appeal (APPC art. 76),
 * though a ticket is none.
 */
export const termBounds: Record<TermName, Bound> = {
  triageMinutes: { atLeast: 5, atMost: 480 }, acceptMinutes: { atLeast: 5, atMost: 480 }, firstReplyMinutes: { atLeast: 15, atMost: 480 }, finalWorkingDays: { atLeast: 1, atMost: 15 },
}
/** Danger may be set shorter than the product has it, never longer. */
export const dangerBounds: Record<TermName, Bound> = {
  triageMinutes: { atLeast: 1, atMost: 10 }, acceptMinutes: { atLeast: 1, atMost: 30 }, firstReplyMinutes: { atLeast: 5, atMost: 60 }, finalWorkingDays: { atLeast: 1, atMost: 7 },
}

export type TermProblem = { term: TermName, problem: 'too_small' | 'too_big' | 'not-a-number' } | { term: null, problem: 'missing' }

/** The first thing that is wrong with a line. */
export const termProblem = (rule: TermRule): TermProblem | null => {
  if (terms.every(term => rule[term] === null)) return { term: null, problem: 'missing' }
  const bounds = rule.priority === 'danger' ? dangerBounds : termBounds
  for (const term of terms) {
    const value = rule[term]
    if (value === null) continue
    if (!Number.isInteger(value)) return { term, problem: 'not-a-number' }
    if (value < bounds[term].atLeast) return { term, problem: 'too_small' }
    if (value > bounds[term].atMost) return { term, problem: 'too_big' }
  }
  return null
}

/** The four limits of one ticket or post. */
export interface Terms { triage: Limit, accept: Limit, firstReply: Limit, final: Limit }

const weight = ({ topic, priority }: TermRule): number => 2 * (topic === null ? 0 : topic.includes('.') ? 2 : 1) + Number(priority !== null)

/** Each term by the most specific line that sets it: topic before priority. */
export const termsFor = (limits: Limits, rules: readonly TermRule[], topic: string, priority: Priority): Terms => {
  const isDanger = priority === 'danger'
  const lines = rules.filter(rule => coversTopic(rule.topic, topic) && (rule.priority === priority || (rule.priority === null && !isDanger))).toSorted((a, b) => weight(b) - weight(a))
  const setBy = (term: TermName): number | null => lines.find(rule => rule[term] !== null)?.[term] ?? null
  const minutes = (term: TermName, own: Limit): Limit => {
    const value = setBy(term)
    return value === null ? own : isDanger && term !== 'acceptMinutes' ? { minutes: value } : { workingMinutes: value }
  }
  const days = setBy('finalWorkingDays')
  return {
    triage: minutes('triageMinutes', isDanger ? limits.triageDanger : limits.triage), accept: minutes('acceptMinutes', limits.accept),
    firstReply: minutes('firstReplyMinutes', limits.firstReply[priority]), final: days === null ? limits.final : { workingDays: days },
  }
}
