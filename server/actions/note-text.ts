// Keeps a text that belongs to an act (a reason, a remark) as a note: the trail holds only its id.
import type { Tx } from '../store/store.ts'
import type { Person } from './act.ts'

interface About { organisationId: string, ticketId?: string, postId?: string }

/** Id of the note, or nothing where there is no text. */
export const noteText = async (tx: Tx, who: Person, about: About, text: string | undefined): Promise<{ noteId?: string }> => {
  if (!text?.trim()) return {}
  const note = await tx.insert('note', {
    id: tx.newId(), organisationId: about.organisationId, ticketId: about.ticketId ?? null, postId: about.postId ?? null, authorId: who.userId, text: text.trim(), at: tx.now,
  })
  return { noteId: note.id }
}
