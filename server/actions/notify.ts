// Tells one person something inside the desk, in the same unit of work as what happened.
import type { NoticeKind } from '#domain/notice.ts'
import type { Tx } from '../store/store.ts'

interface About { organisationId: string, ticketId?: string, number?: string, postId?: string }

/** One notice a person, each person once; never to the one who did it. */
export const notify = async (tx: Tx, userIds: readonly (string | null)[], kind: NoticeKind, about: About, exceptId?: string): Promise<void> => {
  for (const userId of new Set(userIds)) {
    if (userId === null || userId === exceptId) continue
    const { organisationId, ticketId = null, number = null, postId = null } = about
    await tx.insert('notice', { id: tx.newId(), userId, kind, organisationId, ticketId, number, postId, at: tx.now, read: false })
    tx.append({ type: 'notify', userId, what: kind, ticketId, postId, organisationId })
  }
}
