// The coordinator decides that a person is erased, and which notes and names go with it. The machine does it within a minute, and goes on after a crash.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Erasure } from '#domain/erasure.ts'
import type { Post } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller } from './act.ts'
import { erasureRow, type ErasureRow } from './request-erasure.ts'
import type { World } from './world.ts'

const isTheirs = ({ network, authorKey, postId }: Erasure, post: Post | undefined): boolean =>
  post !== undefined && (authorKey === null ? post.id === postId : post.network === network && post.authorKey === authorKey)

/** Only notes about the person's own posts and tickets go: this is no way to clear the journal of others. */
const isOfSubject = async (tx: Tx, erasure: Erasure, noteId: string): Promise<boolean> => {
  const note = await tx.get('note', noteId)
  if (!note) return false
  if (note.ticketId !== null && note.ticketId === erasure.ticketId) return true
  const ticket = note.ticketId === null ? undefined : await tx.get('ticket', note.ticketId)
  for (const postId of [...note.postId === null ? [] : [note.postId], ...ticket?.posts.map(post => post.postId) ?? []]) {
    if (isTheirs(erasure, await tx.get('post', postId))) return true
  }
  return false
}

/** The names to strike are in the command: it is kept nowhere, and done again it changes nothing. */
export const erase = (world: World, { by }: Caller, { erasureId, version, noteIds, strike }: InputOf<'erase'>): Promise<ErasureRow> =>
  act(world, { by }, { name: 'erase', input: { erasureId }, starts: [['erasure', erasureId]] }, async (tx, who) => {
    const erasure = found(await tx.get('erasure', erasureId), 'erasure')
    const akimat = found(await tx.get('organisation', erasure.organisationId), 'organisation')
    if (!can(who, 'request-erasure', akimat)) throw new Refusal('not-found', 'this request is not here', { what: 'erasure' })
    if (!can(who, 'erase', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'erase' })
    if (erasure.state === 'refused') throw new Refusal('not-in-this-state', 'this request was refused', { by: erasure.decidedBy ?? '', at: erasure.decidedAt ?? '' })
    if (erasure.state !== 'asked') return erasureRow(erasure)
    if (version !== undefined && version !== erasure.version) throw new Refusal('stale-version', 'somebody changed this request meanwhile', { by: erasure.askedBy, at: erasure.askedAt })
    for (const noteId of noteIds) if (!await isOfSubject(tx, erasure, noteId)) throw new Refusal('bad-input', 'this note is about something else', { field: 'noteIds', problem: 'unknown' })
    const decided = await tx.put('erasure', { ...erasure, state: 'decided', decidedBy: who.userId, decidedAt: tx.now, noteIds, strike })
    tx.append({ type: 'decide-erasure', erasureId, organisationId: erasure.organisationId })
    return erasureRow(decided)
  })
