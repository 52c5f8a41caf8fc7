// A reply that goes back to work with a note, whoever sends it: the approver or the press service.
import type { Reply } from '#domain/reply.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import type { Change, Scene } from './on-ticket.ts'

export const sentBack = async ({ tx, ticket, who }: Scene, reply: Reply, note: string): Promise<Change<'reject' | 'send-back'>> => {
  await tx.put('reply', { ...reply, state: 'draft', note, approvedBy: null, approvedAt: null })
  const about = { organisationId: ticket.organisationId, ticketId: ticket.id, number: ticket.number }
  await notify(tx, [ticket.officerId], 'rejected', about, who.userId)
  return { to: 'in-work', facts: { replyId: reply.id, ...await noteText(tx, who, about, note) } }
}
