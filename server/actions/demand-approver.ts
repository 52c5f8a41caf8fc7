// The reply under review, if this person is one of those who may approve it now.
import { Refusal } from '#domain/refusal.ts'
import { wroteIt, type Reply } from '#domain/reply.ts'
import { approversFor } from './approvers.ts'
import type { Scene } from './on-ticket.ts'
import { replyOf } from './writing.ts'

/** Refuses `self-approval` to an author or the submitter, `no-right` to anybody else who is not asked. */
export const demandApprover = async ({ tx, ticket, who }: Scene): Promise<Reply> => {
  const reply = await replyOf(tx, ticket)
  if (wroteIt(reply, who.userId)) throw new Refusal('self-approval', 'nobody approves what they wrote')
  if (!(await approversFor(tx, ticket, reply, tx.now)).includes(who.userId)) throw new Refusal('no-right', 'somebody else approves this reply', { act: 'approve' })
  return reply
}
