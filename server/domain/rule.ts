// Where a ticket goes by agreement: topic × place → body → officer. The most specific rule that holds has the word.
import { sureFrom, type Classification, type Kind } from './classification.ts'
import type { Instant } from './time.ts'

/** propose: people confirm. assign: what a person registers goes there at once. register: obvious posts get their number too. */
export const ruleEffects = ['propose', 'assign', 'register'] as const
export type RuleEffect = typeof ruleEffects[number]

/** What a rule is asked about. `topic` is a full code or `other`, `place` a KATO code of nine digits. */
export interface Matter { topic: string, place: string | null }

/** Null is any. A topic may be a whole sector; a place holds all that lies under it. */
export interface RuleCondition { topic: string | null, place: string | null }

export interface Rule extends RuleCondition {
  id: string
  version: number
  /** An outside body is proposed as a hand-over, and never more than proposed. */
  bodyId: string
  officerId: string | null
  effect: RuleEffect
  active: boolean
  changedAt: Instant
  changedBy: string
}

/** All rules of one akimat, one for a topic × place; `id` is the akimat's. */
export interface RuleBook { id: string, version: number, rules: Rule[] }
export const rulesAtMost = 500

/** A binding assignment, offered as a rule. Decided once: what was declined is not offered again. */
export interface RuleOffer extends RuleCondition {
  /** `offerId` of its condition. */
  id: string
  version: number
  organisationId: string
  bodyId: string
  ticketId: string
  state: 'open' | 'accepted' | 'declined'
  offeredAt: Instant
  decidedBy: string | null
  decidedAt: Instant | null
}
export const offerId = (organisationId: string, { topic, place }: RuleCondition): string => `${organisationId}:${topic ?? '*'}:${place ?? '*'}`

/** The digits of a KATO code that all codes under it begin with: two for an oblast, four for a district, six for an okrug. */
export const areaOf = (kato: string): string => [2, 4, 6].map(digits => kato.slice(0, digits)).find(area => kato === area.padEnd(9, '0')) ?? kato

export const coversTopic = (of: string | null, topic: string): boolean => of === null || of === topic || topic.startsWith(`${of}.`)
export const coversPlace = (of: string | null, place: string | null): boolean => of === null || (place !== null && place.startsWith(areaOf(of)))
export const covers = (condition: RuleCondition, { topic, place }: Matter): boolean => coversTopic(condition.topic, topic) && coversPlace(condition.place, place)

export const isSameCondition = (a: RuleCondition, b: RuleCondition): boolean => a.topic === b.topic && a.place === b.place

/** The topic weighs first, for bodies are made by topic: full code, sector, any; then the smaller place. */
const weight = ({ topic, place }: RuleCondition): number => 10 * (topic === null ? 0 : topic.includes('.') ? 2 : 1) + (place === null ? 0 : areaOf(place).length)

/** The rule that has the word; the first one in the book where two weigh the same. */
export const ruleFor = <R extends RuleCondition & { active: boolean }>(rules: readonly R[], matter: Matter): R | null =>
  rules.filter(rule => rule.active && covers(rule, matter)).reduce<R | null>((best, rule) => best !== null && weight(best) >= weight(rule) ? best : rule, null)

/** What a post is about, as rules see it. */
export const matterOf = ({ topic, places }: Pick<Classification, 'topic' | 'places'>): Matter => ({ topic: topic.topic, place: places[0]?.kato ?? null })

const askingKinds: readonly Kind[] = ['complaint', 'request', 'question']

/** Would any press service register it without a second thought? Danger never: that is for people, at once. One place, one topic, somebody who asks, and the akimat named. */
export const isObvious = ({ topic, topic2, places, kind, mention, urgency }: Classification): boolean =>
  urgency.level !== 'danger' && mention !== 'none' && askingKinds.includes(kind) && places.length <= 1
  && topic.topic !== 'other' && topic.confidence >= sureFrom && (topic2 === null || topic2.confidence <= topic.confidence / 2)
