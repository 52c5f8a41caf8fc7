// Takes a person out of what a ticket holds beside its posts: contacts, what the author answered, names in our own replies.
import { struck, struckReply } from '#domain/erasure.ts'
import type { Ticket } from '#domain/ticket.ts'
import { machine } from '#domain/user.ts'
import type { Read, Tx } from '../store/store.ts'
import { eachOf } from './each-of.ts'
import { ticketEvent } from './on-ticket.ts'

/** Ids read outside the unit of work. `asMain`: the person's post is the ticket's own, so its answers, links and formal appeal are the person's. */
export interface TicketParts { ticketId: string, postId: string | null, asMain: boolean, withContact: boolean, noteIds: string[], replyIds: string[], replyEvidenceIds: string[] }

/** Notes that hold what the author answered. */
export const answersOf = async (read: Read, ticketId: string): Promise<string[]> =>
  (await read.eventsOf({ ticketId })).flatMap(({ event }) => event.type === 'author-answered' ? event.noteId ?? [] : [])

/** With a post: what the ticket holds of its author. Without: its contact. */
export const ticketParts = async (read: Read, { id: ticketId, posts }: Ticket, postId: string | null): Promise<TicketParts> => {
  const asMain = posts[0]?.postId === postId
  const parts: TicketParts = {
    ticketId, postId, asMain, withContact: asMain || postId === null, noteIds: asMain ? await answersOf(read, ticketId) : [], replyIds: [], replyEvidenceIds: [],
  }
  for await (const { id } of eachOf(read, 'reply', { where: { ticketId }, order: { by: 'id', direction: 'asc' } })) parts.replyIds.push(id)
  for await (const { id, of } of eachOf(read, 'evidence', { where: { ticketId }, order: { by: 'keptAt', direction: 'asc' } })) if (of === 'reply') parts.replyEvidenceIds.push(id)
  return parts
}

export const removeNotes = async (tx: Tx, ids: readonly string[]): Promise<number> => {
  let removed = 0
  for (const id of new Set(ids)) {
    const note = await tx.get('note', id)
    if (!note) continue
    await tx.remove('note', note)
    removed += 1
  }
  return removed
}

export const removeContact = async (tx: Tx, ticketId: string): Promise<number> => {
  const contact = await tx.get('contact', ticketId)
  if (contact) await tx.remove('contact', contact)
  return contact ? 1 : 0
}

/** Replies stay, they are the akimat's words; struck words, and the links under the person's own post, go. Counts those that changed. */
const strikeReplies = async (tx: Tx, { asMain, replyIds, replyEvidenceIds }: TicketParts, words: readonly string[]): Promise<number> => {
  let changed = 0
  for (const id of replyIds) {
    const reply = await tx.get('reply', id)
    if (!reply) continue
    const after = { ...struckReply(reply, words), permalink: asMain ? null : reply.permalink }
    if (JSON.stringify(after) === JSON.stringify(reply)) continue
    await tx.put('reply', after)
    changed += 1
  }
  for (const id of replyEvidenceIds) {
    const kept = await tx.get('evidence', id)
    if (!kept) continue
    const text = struck(kept.text, words)
    const after = { ...kept, url: asMain ? null : kept.url, ...text !== kept.text && { text, salt: '', hash: '' } }
    if (JSON.stringify(after) !== JSON.stringify(kept)) await tx.put('evidence', after)
  }
  return changed
}

/** Links to our answer under the post lead to the author; so do links to our questions, and the number of the person's formal appeal. */
const withoutLinks = (ticket: Ticket, { asMain, postId }: TicketParts): Ticket => {
  const posts = ticket.posts.map(post => post.postId === postId && post.answer ? { ...post, answer: { ...post.answer, permalink: '' } } : post)
  return asMain ? { ...ticket, posts, formalNumber: undefined, questions: ticket.questions?.map(question => ({ ...question, permalink: null })) } : { ...ticket, posts }
}

/** One line and one version of the ticket, or neither when there was nothing of the person. */
export const eraseTicket = async (tx: Tx, parts: TicketParts, { id: erasureId, strike }: { id: string | null, strike: string[] }, set: Pick<Ticket, 'forgotten'> = {}): Promise<void> => {
  const ticket = await tx.get('ticket', parts.ticketId)
  if (!ticket) return
  const after = { ...withoutLinks(ticket, parts), ...set }
  const counts = {
    notes: await removeNotes(tx, parts.noteIds), replies: await strikeReplies(tx, parts, strike),
    contacts: parts.withContact ? await removeContact(tx, parts.ticketId) : 0, appeals: Number(ticket.formalNumber !== after.formalNumber),
  }
  const changed = Object.values(counts).some(count => count > 0) || JSON.stringify(after) !== JSON.stringify(ticket)
  if (!changed) return
  const kept = await tx.put('ticket', { ...after, lastActAt: tx.now, changedBy: machine })
  tx.append(ticketEvent('erase', kept, { erasureId, ...counts }))
}
