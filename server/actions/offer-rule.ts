// The coordinator's binding decision is offered as a routing rule, so that the next ticket of this kind goes there at once.
import { Refusal } from '#domain/refusal.ts'
import { isSameCondition, offerId, ruleFor, type Rule, type RuleCondition } from '#domain/rule.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { act, found, type Caller } from './act.ts'
import { notify } from './notify.ts'
import type { Scene } from './on-ticket.ts'
import { demandRule, keepRule, rulesOf } from './rule-book.ts'
import { demandKeeper } from './set-rule.ts'
import type { World } from './world.ts'

/** Offered once for a topic × place: not after it was declined, not when the rules say so already, and never for `other`, which is no topic. */
export const offerRule = async ({ tx, ticket, akimat }: Scene, bodyId: string): Promise<void> => {
  const { topic, place, organisationId } = ticket
  if (topic === 'other' || ruleFor(await rulesOf(tx, organisationId), { topic, place })?.bodyId === bodyId) return
  const id = offerId(organisationId, { topic, place })
  const known = await tx.get('ruleOffer', id)
  if (known?.state === 'declined') return
  const fresh = { id, organisationId, topic, place, bodyId, ticketId: ticket.id, state: 'open' as const, offeredAt: tx.now, decidedBy: null, decidedAt: null }
  if (known) await tx.put('ruleOffer', { ...fresh, version: known.version })
  else await tx.insert('ruleOffer', fresh)
  tx.append({ type: 'rule-offered', organisationId, topic, place, toId: bodyId })
  await notify(tx, akimat.members.coordinator, 'rule-offered', { organisationId, ticketId: ticket.id, number: ticket.number })
}

export interface OfferAnswer { organisationId: string, state: 'accepted' | 'declined', ruleId: string | null }

/** Accepted, it becomes a rule that proposes; a rule for the same topic × place is turned to the new body. */
export const decideRuleOffer = (world: World, caller: Caller, input: InputOf<'decide-rule-offer'>): Promise<OfferAnswer> => {
  const { organisationId, topic, place, accept } = input
  const condition: RuleCondition = { topic, place }
  const id = offerId(organisationId, condition)
  return act(world, caller, { name: 'decide-rule-offer', input, starts: [['organisation', organisationId], ['ruleBook', organisationId], ['ruleOffer', id]] }, async (tx, who) => {
    const akimat = await demandKeeper(tx, who, organisationId)
    const offer = found(await tx.get('ruleOffer', id), 'offer')
    if (offer.state !== 'open') throw new Refusal('stale-version', 'this offer is decided already', { by: offer.decidedBy ?? '', at: offer.decidedAt ?? '' })
    const state = accept ? 'accepted' as const : 'declined' as const
    await tx.put('ruleOffer', { ...offer, state, decidedBy: who.userId, decidedAt: tx.now })
    tx.append({ type: 'rule-offer-decided', organisationId, topic, place, accepted: accept })
    if (!accept) return { organisationId, state, ruleId: null }
    const rules = await rulesOf(tx, organisationId)
    const before = rules.find(rule => isSameCondition(rule, condition))
    const draft = { topic, place, bodyId: offer.bodyId, officerId: null, effect: 'propose' as const, active: true }
    await demandRule(tx, akimat, draft, rules.filter(rule => rule !== before))
    const rule: Rule = { ...draft, id: before?.id ?? tx.newId(), version: (before?.version ?? 0) + 1, changedAt: tx.now, changedBy: who.userId }
    await keepRule(tx, organisationId, rule)
    return { organisationId, state, ruleId: rule.id }
  })
}
