// What a ticket was warned and reminded of: kept beside the ticket, so that nobody's save is refused because the machine rang.
import type { Tx } from '../store/store.ts'

export const marksOf = async (from: Pick<Tx, 'get'>, ticketId: string): Promise<readonly string[]> => (await from.get('warnings', ticketId))?.marks ?? []

export const addMarks = async (tx: Tx, ticketId: string, marks: readonly string[]): Promise<void> => {
  const kept = await tx.get('warnings', ticketId)
  if (kept) await tx.put('warnings', { ...kept, marks: [...kept.marks, ...marks] })
  else await tx.insert('warnings', { id: ticketId, marks: [...marks] })
}
