// The text of a reply while it is being written: a new version for each author in turn, each with its own salt and hash.
import type { Reply, ReplyVersion } from '#domain/reply.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import { found, saltedHash, type Person } from './act.ts'

/** Adds the text, or lays it over the same author's last version: saving while typing makes no crowd of versions. */
const withText = (tx: Tx, versions: ReplyVersion[], authorId: string, text: string): ReplyVersion[] => {
  const last = versions.at(-1)
  if (last?.text === text) return versions
  const salt = tx.newId()
  const version = { text, salt, hash: saltedHash(salt, text), authorId, at: tx.now }
  return last?.authorId === authorId ? [...versions.slice(0, -1), version] : [...versions, version]
}

/** The reply that is being written on this ticket, with the text in it; made when there is none. `fresh`: a new author's version began. */
export const writeReply = async (tx: Tx, ticket: Ticket, who: Person, text: string, version?: number): Promise<{ reply: Reply, fresh: boolean }> => {
  if (!ticket.replyId) {
    const reply = await tx.insert('reply', {
      id: tx.newId(), ticketId: ticket.id, organisationId: ticket.organisationId, state: 'draft', kind: null, result: null, promisedOn: null,
      versions: withText(tx, [], who.userId, text), submittedBy: null, submittedAt: null, approvedBy: null, approvedAt: null, note: null, permalink: null, publishedAt: null,
    })
    return { reply, fresh: true }
  }
  const reply = found(await tx.get('reply', ticket.replyId), 'reply')
  const last = reply.versions.at(-1)
  if (version !== undefined && version !== reply.version) {
    throw new Refusal('stale-version', 'somebody wrote on this reply meanwhile', { by: last?.authorId ?? '', at: last?.at ?? '' })
  }
  const versions = withText(tx, reply.versions, who.userId, text)
  return { reply: versions === reply.versions ? reply : await tx.put('reply', { ...reply, versions }), fresh: versions.length > reply.versions.length }
}

/** The reply the ticket is about now. */
export const replyOf = async (tx: Tx, ticket: Ticket): Promise<Reply> => found(ticket.replyId ? await tx.get('reply', ticket.replyId) : undefined, 'reply')
