// The routing rules of an akimat and the offers that wait for a decision.
import { placeNames } from '../../analyse/place-of.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { coversPlace, type RuleCondition } from '#domain/rule.ts'
import { rulesOf } from '../rule-book.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

const offersAtMost = 200

/** What a condition may name here, and what conditions name already, in the order of the register; everything for an akimat without a KATO code. */
const placesOf = (kato: string | null, named: readonly RuleCondition[]) => {
  const codes = new Set(named.map(({ place }) => place))
  return [...placeNames].filter(([code]) => codes.has(code) || coversPlace(kato, code)).map(([code, names]) => ({ code, names }))
}

/** Rules come in the order in which they were made. */
export const showRules = async (world: World, viewer: Viewer, { organisationId }: InputOf<'rules'>): Promise<ResultOf<'rules'>> => {
  const akimat = viewer.organisations.get(organisationId)
  if (!akimat || !can(viewer, 'read-rules', akimat)) throw new Refusal('no-right', 'this is out of reach', { act: 'read-rules' })
  const offers = await world.store.read.list('ruleOffer', { where: { organisationId, state: 'open' }, order: { by: 'offeredAt', direction: 'desc' }, limit: offersAtMost })
  const rules = [...await rulesOf(world.store.read, organisationId)]
  return {
    organisationId, rules, places: placesOf(akimat.kato, [...rules, ...offers.items]),
    offers: offers.items.map(({ topic, place, bodyId, ticketId, offeredAt }) => ({ topic, place, bodyId, ticketId, offeredAt })),
    mayManage: can(viewer, 'manage-rules', akimat),
  }
}
