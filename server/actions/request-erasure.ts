// Writes down that a person asks to be erased: by a post of theirs, or by the ticket that holds their contacts. From here one working day runs.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { erasureTerm, type Erasure } from '#domain/erasure.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { triageId } from '#domain/triage.ts'
import type { Start, Tx } from '../store/store.ts'
import { act, found, type Caller } from './act.ts'
import { notify } from './notify.ts'
import { sceneFor } from './on-ticket.ts'
import type { World } from './world.ts'

type Input = InputOf<'request-erasure'>
export type ErasureRow = ResultOf<'request-erasure'>

export const erasureRow = (erasure: Erasure): ErasureRow => {
  const { id, version, organisationId, of, state, postId, ticketId, askedBy, askedAt, dueAt, decidedBy, decidedAt, posts, doneAt, reason = null } = erasure
  return { id, version, organisationId, of, state, postId, ticketId, askedBy, askedAt, dueAt, decidedBy, decidedAt, posts, doneAt, reason }
}

const lacks = (field: string) => new Refusal('bad-input', `${field} is demanded here`, { field, problem: 'missing' })

type Subject = Pick<Erasure, 'network' | 'authorKey' | 'postId' | 'ticketId'>

const ofPost = async (tx: Tx, { organisationId, of, postId }: Input): Promise<Subject> => {
  if (postId === undefined) throw lacks('postId')
  const post = await tx.get('triage', triageId(organisationId, postId)) ? await tx.get('post', postId) : undefined
  const { network, authorKey = null, erasedAt } = found(post, 'post')
  if (erasedAt !== undefined) throw new Refusal('erased', 'nothing is left of this post')
  if (of === 'author' && authorKey === null) throw new Refusal('bad-input', 'this post has no author', { field: 'postId', problem: 'unknown' })
  return { network, authorKey: of === 'author' ? authorKey : null, postId, ticketId: null }
}

export const requestErasure = (world: World, caller: Caller, input: Input): Promise<ErasureRow> => {
  const { organisationId, of, postId, ticketId } = input
  const starts: Start[] = [['organisation', organisationId], ...postId === undefined ? [] : [['post', postId] as const], ...ticketId === undefined ? [] : [['ticket', ticketId] as const]]
  return act(world, caller, { name: 'request-erasure', input, starts }, async (tx, who) => {
    const akimat = found(await tx.get('organisation', organisationId), 'organisation')
    if (!can(who, 'request-erasure', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'request-erasure' })
    if (of === 'contact' && ticketId === undefined) throw lacks('ticketId')
    const subject: Subject = of === 'contact'
      ? { network: null, authorKey: null, postId: null, ticketId: (await sceneFor(tx, world, who, ticketId ?? '', 'request-erasure')).ticket.id }
      : await ofPost(tx, input)
    const erasure = await tx.insert('erasure', {
      id: tx.newId(), organisationId, of, ...subject, state: 'asked', askedBy: who.userId, askedAt: tx.now, ...erasureTerm(world.calendar, tx.now),
      decidedBy: null, decidedAt: null, noteIds: [], strike: [], posts: 0, doneAt: null,
    })
    tx.append({ type: 'request-erasure', erasureId: erasure.id, organisationId, dueAt: erasure.dueAt })
    await notify(tx, akimat.members.coordinator, 'erasure-asked', { organisationId })
    return erasureRow(erasure)
  })
}
