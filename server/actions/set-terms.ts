// Sets the table of terms of an akimat: a new edition for what begins from now on; tickets that run keep theirs.
import { isTopicOrSector } from '../analyse/known-codes.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { editionId, termProblem, termRulesAtMost, type TermRule } from '#domain/term-rule.ts'
import { act, type Caller } from './act.ts'
import { demandKeeper } from './set-rule.ts'
import type { World } from './world.ts'

export interface TermsAnswer { organisationId: string, edition: number }

const demandTable = (rules: readonly TermRule[]) => {
  if (rules.length > termRulesAtMost) throw new Refusal('bad-input', 'the table has too many lines', { field: 'rules', problem: 'too-many' })
  const seen = new Set<string>()
  for (const [line, rule] of rules.entries()) {
    const { topic, priority } = rule
    if (topic !== null && !isTopicOrSector(topic)) throw new Refusal('bad-input', 'there is no such topic', { field: 'topic', problem: 'unknown', line })
    const wrong = termProblem(rule)
    if (wrong) throw new Refusal('bad-input', 'this term is not possible', { field: wrong.term ?? 'rules', problem: wrong.problem, line })
    const name = `${topic} ${priority}`
    if (seen.has(name)) throw new Refusal('duplicate', 'there are two lines for this topic and priority', { what: 'rule', line })
    seen.add(name)
  }
}

/** The same table again makes no new edition. */
export const setTerms = (world: World, caller: Caller, input: InputOf<'set-terms'>): Promise<TermsAnswer> => {
  const { organisationId, rules } = input
  return act(world, caller, { name: 'set-terms', input, starts: [['organisation', organisationId]] }, async (tx, who) => {
    const akimat = await demandKeeper(tx, who, organisationId)
    demandTable(rules)
    const edition = akimat.termEdition ?? 0
    const current = edition === 0 ? undefined : await tx.get('termEdition', editionId(organisationId, edition))
    if (input.edition !== undefined && input.edition !== edition) {
      throw new Refusal('stale-version', 'somebody changed the terms meanwhile', { by: current?.setBy ?? '', at: current?.setAt ?? '' })
    }
    if (JSON.stringify(current?.rules ?? []) === JSON.stringify(rules)) return { organisationId, edition }
    const next = edition + 1
    await tx.insert('termEdition', { id: editionId(organisationId, next), organisationId, edition: next, rules, setAt: tx.now, setBy: who.userId })
    await tx.put('organisation', { ...akimat, termEdition: next })
    tx.append({ type: 'terms-set', organisationId, edition: next, rules })
    return { organisationId, edition: next }
  })
}
