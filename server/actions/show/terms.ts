// The terms of an akimat as they stand, with the product's own beside them and the bounds within which they may be set.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { dangerBounds, editionId, termBounds } from '#domain/term-rule.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

export const showTerms = async (world: World, viewer: Viewer, { organisationId }: InputOf<'terms'>): Promise<ResultOf<'terms'>> => {
  const akimat = viewer.organisations.get(organisationId)
  if (!akimat || !can(viewer, 'read-rules', akimat)) throw new Refusal('no-right', 'this is out of reach', { act: 'read-rules' })
  const edition = akimat.termEdition ?? 0
  const kept = edition === 0 ? undefined : await world.store.read.get('termEdition', editionId(organisationId, edition))
  return {
    organisationId, edition, rules: [...kept?.rules ?? []], setAt: kept?.setAt ?? null, setBy: kept?.setBy ?? null,
    limits: world.limits, bounds: { usual: termBounds, danger: dangerBounds }, mayManage: can(viewer, 'manage-rules', akimat),
  }
}
