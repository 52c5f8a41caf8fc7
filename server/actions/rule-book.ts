// The rules of an akimat in an act: read, kept, and asked which of them has the word.
import { isPlace, isTopicOrSector } from '../analyse/known-codes.ts'
import { canBeAssigned, type Organisation } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import { isSameCondition, ruleFor, rulesAtMost, type Matter, type Rule, type RuleBook } from '#domain/rule.ts'
import { dayOf, type Day } from '#domain/time.ts'
import { isAvailable } from '#domain/user.ts'
import type { Tx } from '../store/store.ts'
import { found } from './act.ts'
import { isOfBody, standInFor } from './deputies.ts'
import type { Naming } from './naming.ts'

export type RuleDraft = Pick<Rule, 'topic' | 'place' | 'bodyId' | 'officerId' | 'effect' | 'active'>

export const rulesOf = async (tx: Pick<Tx, 'get'>, organisationId: string): Promise<readonly Rule[]> => (await tx.get('ruleBook', organisationId))?.rules ?? []

const wrong = (field: string, problem: string) => new Refusal('bad-input', 'this rule can never hold', { field, problem })

/** The body takes tickets of the akimat, or is an outside one that the akimat or one above it deals with. */
const demandTarget = async (tx: Tx, akimat: Organisation, { bodyId, officerId, effect }: RuleDraft) => {
  const body = found(await tx.get('organisation', bodyId), 'organisation')
  if (body.kind === 'external') {
    if (body.parentId === null || !akimat.path.includes(body.parentId)) throw new Refusal('wrong-body', 'this body is not of this akimat', { body: bodyId })
    if (officerId !== null) throw wrong('officerId', 'outside-body')
    if (effect !== 'propose') throw wrong('effect', 'outside-body')
    return
  }
  if (!canBeAssigned(body) || body.parentId !== akimat.id) throw new Refusal('wrong-body', 'this body is not of this akimat', { body: bodyId })
  if (officerId !== null && !isOfBody(body, officerId)) throw new Refusal('wrong-body', 'this officer is not of this body', { field: 'officerId' })
}

const demandCondition = ({ topic, place, effect }: RuleDraft) => {
  if (topic !== null && !isTopicOrSector(topic)) throw wrong('topic', 'unknown')
  if (place !== null && !isPlace(place)) throw wrong('place', 'unknown')
  // Without a topic that is named, nothing about a post is obvious.
  if (effect === 'register' && (topic === null || topic === 'other')) throw wrong('topic', 'missing')
}

/** Refuses what can never hold: codes that do not exist, a body or officer of another house, a second rule for the same topic × place. */
export const demandRule = async (tx: Tx, akimat: Organisation, draft: RuleDraft, others: readonly Rule[]): Promise<void> => {
  demandCondition(draft)
  await demandTarget(tx, akimat, draft)
  if (others.some(other => isSameCondition(other, draft))) throw new Refusal('duplicate', 'there is a rule for this topic and place', { what: 'rule' })
  if (others.length >= rulesAtMost) throw wrong('rules', 'too-many')
}

/** Keeps one rule in the book, at its place or at the end, and tells the trail. */
export const keepRule = async (tx: Tx, organisationId: string, rule: Rule): Promise<void> => {
  const book: RuleBook | undefined = await tx.get('ruleBook', organisationId)
  const rules = book?.rules ?? []
  const next = rules.some(({ id }) => id === rule.id) ? rules.map(other => other.id === rule.id ? rule : other) : [...rules, rule]
  if (book) await tx.put('ruleBook', { ...book, rules: next })
  else await tx.insert('ruleBook', { id: organisationId, rules: next })
  const { id: ruleId, topic, place, bodyId: toId, officerId, effect, active } = rule
  tx.append({ type: 'rule-set', organisationId, ruleId, topic, place, toId, officerId, effect, active })
}

/** The officer of the rule, or who stands in; null where it names none, or nobody is there. */
export const officerOf = async (tx: Pick<Tx, 'get'>, body: Organisation, { officerId }: Rule, today: Day): Promise<string | null> => {
  if (officerId === null) return null
  const officer = await tx.get('user', officerId)
  return officer && isOfBody(body, officerId) && isAvailable(officer, today) ? officerId : standInFor(tx, body, officerId, today)
}

/** The rule that assigns without asking, and whom it names: whoever stands in when its officer is not there. Null where people decide. */
export const assigningRule = async (tx: Tx, organisationId: string, matter: Matter): Promise<{ rule: Rule, naming: Naming } | null> => {
  const rule = ruleFor(await rulesOf(tx, organisationId), matter)
  if (!rule || rule.effect === 'propose') return null
  const body = await tx.get('organisation', rule.bodyId)
  if (!body || !canBeAssigned(body) || body.parentId !== organisationId) return null
  return { rule, naming: { bodyId: rule.bodyId, officerId: await officerOf(tx, body, rule, dayOf(tx.now)) } }
}
