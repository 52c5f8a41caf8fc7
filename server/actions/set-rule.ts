// Makes a routing rule, or changes one: topic × place → body → officer, and what it does by itself.
import type { InputOf } from '#domain/contract-inputs.ts'
import { isAkimat, type Organisation } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Rule } from '#domain/rule.ts'
import type { Start, Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import { demandRule, keepRule, rulesOf, type RuleDraft } from './rule-book.ts'
import type { World } from './world.ts'

export interface RuleAnswer { organisationId: string, ruleId: string, version: number }

/** The akimat, for somebody who keeps its rules. */
export const demandKeeper = async (tx: Tx, who: Person, organisationId: string): Promise<Organisation> => {
  const akimat = found(await tx.get('organisation', organisationId), 'organisation')
  if (!who.isMachine && !can(who, 'manage-rules', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-rules' })
  if (!isAkimat(akimat)) throw new Refusal('bad-input', 'rules are an akimat\'s', { field: 'organisationId', problem: 'not-an-akimat' })
  return akimat
}

const draftOf = ({ topic, place, bodyId, officerId, effect, active }: RuleDraft): RuleDraft => ({ topic, place, bodyId, officerId, effect, active })
const startsOf = (organisationId: string, bodyId: string): Start[] => [['organisation', organisationId], ['ruleBook', organisationId], ['organisation', bodyId]]

export const createRule = (world: World, caller: Caller, input: InputOf<'create-rule'>): Promise<RuleAnswer> => {
  const { organisationId, bodyId } = input
  return act(world, caller, { name: 'create-rule', input, starts: startsOf(organisationId, bodyId) }, async (tx, who) => {
    const akimat = await demandKeeper(tx, who, organisationId)
    await demandRule(tx, akimat, draftOf(input), await rulesOf(tx, organisationId))
    const rule: Rule = { ...draftOf(input), id: tx.newId(), version: 1, changedAt: tx.now, changedBy: who.userId }
    await keepRule(tx, organisationId, rule)
    return { organisationId, ruleId: rule.id, version: 1 }
  })
}

/** A rule that is wanted no more is made inactive: tickets name the rule that sent them. */
export const changeRule = (world: World, caller: Caller, input: InputOf<'change-rule'>): Promise<RuleAnswer> => {
  const { organisationId, ruleId, bodyId, version } = input
  return act(world, caller, { name: 'change-rule', input, starts: startsOf(organisationId, bodyId) }, async (tx, who) => {
    const akimat = await demandKeeper(tx, who, organisationId)
    const rules = await rulesOf(tx, organisationId)
    const rule = found(rules.find(({ id }) => id === ruleId), 'rule')
    if (version !== undefined && version !== rule.version) throw new Refusal('stale-version', 'somebody changed this rule meanwhile', { by: rule.changedBy, at: rule.changedAt })
    await demandRule(tx, akimat, draftOf(input), rules.filter(({ id }) => id !== ruleId))
    const kept: Rule = { ...draftOf(input), id: ruleId, version: rule.version + 1, changedAt: tx.now, changedBy: who.userId }
    await keepRule(tx, organisationId, kept)
    return { organisationId, ruleId, version: kept.version }
  })
}
