// A post is edited while somebody writes the answer to it: the reply says so, and whoever writes it is told.
import { triageId } from '#domain/triage.ts'
import type { Tx } from '../store/store.ts'
import { aboutOf } from './about.ts'
import { notify } from './notify.ts'

/** Nothing happens where the post has no ticket, or nobody writes on it yet. */
export const flagReply = async (tx: Tx, organisationId: string, postId: string): Promise<void> => {
  const triage = await tx.get('triage', triageId(organisationId, postId))
  const own = triage?.ticketId ? await tx.get('ticket', triage.ticketId) : undefined
  // The answer to a merged ticket is written on its main.
  const ticket = own?.state === 'merged' && own.mainId !== null ? await tx.get('ticket', own.mainId) : own
  const reply = ticket?.replyId ? await tx.get('reply', ticket.replyId) : undefined
  if (!ticket || !reply || reply.state === 'published') return
  await tx.put('reply', { ...reply, postEditedAt: tx.now })
  await notify(tx, [ticket.officerId, reply.submittedBy], 'post-edited', { ...aboutOf(ticket), postId })
}
