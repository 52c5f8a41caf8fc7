// The coordinator does not erase, and says why: whoever wrote the request down is told, and the request no longer says who the person was.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { act, found, type Caller } from './act.ts'
import { notify } from './notify.ts'
import { erasureRow, type ErasureRow } from './request-erasure.ts'
import type { World } from './world.ts'

/** Without the caller's key: the reason is kept in one place only. Done again it changes nothing. */
export const refuseErasure = (world: World, { by }: Caller, { erasureId, version, reason }: InputOf<'refuse-erasure'>): Promise<ErasureRow> =>
  act(world, { by }, { name: 'refuse-erasure', input: { erasureId }, starts: [['erasure', erasureId]] }, async (tx, who) => {
    const erasure = found(await tx.get('erasure', erasureId), 'erasure')
    const akimat = found(await tx.get('organisation', erasure.organisationId), 'organisation')
    if (!can(who, 'request-erasure', akimat)) throw new Refusal('not-found', 'this request is not here', { what: 'erasure' })
    if (!can(who, 'erase', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'erase' })
    if (erasure.state === 'refused') return erasureRow(erasure)
    if (erasure.state !== 'asked') throw new Refusal('not-in-this-state', 'this request is decided already', { by: erasure.decidedBy ?? '', at: erasure.decidedAt ?? '' })
    if (version !== undefined && version !== erasure.version) throw new Refusal('stale-version', 'somebody changed this request meanwhile', { by: erasure.askedBy, at: erasure.askedAt })
    const refused = await tx.put('erasure', { ...erasure, state: 'refused', network: null, authorKey: null, reason, decidedBy: who.userId, decidedAt: tx.now, remindAt: null })
    tx.append({ type: 'refuse-erasure', erasureId, organisationId: erasure.organisationId })
    await notify(tx, [erasure.askedBy], 'erasure-refused', { organisationId: erasure.organisationId })
    return erasureRow(refused)
  })
