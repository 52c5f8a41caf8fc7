// Makes and revokes the links of boards on walls. The token is shown once; only its sha256 is kept.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { BoardLink } from '#domain/board-link.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import { newToken, tokenId } from './open-session.ts'
import type { World } from './world.ts'

type LinkView = ResultOf<'board-links'>['items'][number]

export const boardLinkRow = ({ id, version, organisationId, name, createdBy, createdAt }: BoardLink): LinkView => ({ id, version, organisationId, name, createdBy, createdAt })

const demandRight = async (tx: Tx, who: Person, organisationId: string) => {
  const organisation = found(await tx.get('organisation', organisationId), 'organisation')
  if (organisation.kind === 'external' || !can(who, 'manage-board-links', organisation)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-board-links' })
}

/** Without the caller's key: a kept answer would be a second place where the token lies. */
export const createBoardLink = async (world: World, { by }: Caller, { organisationId, name }: InputOf<'create-board-link'>): Promise<ResultOf<'create-board-link'>> => {
  const token = newToken()
  const link = await act(world, { by }, { name: 'create-board-link', input: { organisationId }, starts: [['organisation', organisationId]] }, async (tx, who) => {
    await demandRight(tx, who, organisationId)
    const made = await tx.insert('boardLink', { id: tokenId(token), organisationId, name, createdBy: who.userId, createdAt: tx.now, revokedBy: null, revokedAt: null })
    tx.append({ type: 'board-link-created', organisationId, linkId: made.id })
    return boardLinkRow(made)
  })
  return { ...link, path: `/wall#${token}` }
}

/** From its commit on the board shows nothing any more; done again it changes nothing. */
export const revokeBoardLink = (world: World, caller: Caller, input: InputOf<'revoke-board-link'>): Promise<{ done: true }> =>
  act(world, caller, { name: 'revoke-board-link', input, starts: [['boardLink', input.linkId]] }, async (tx, who) => {
    const link = found(await tx.get('boardLink', input.linkId), 'board-link')
    await demandRight(tx, who, link.organisationId)
    if (link.revokedAt !== null) return { done: true } as const
    await tx.put('boardLink', { ...link, revokedBy: who.userId, revokedAt: tx.now })
    tx.append({ type: 'board-link-revoked', organisationId: link.organisationId, linkId: link.id })
    return { done: true } as const
  })
