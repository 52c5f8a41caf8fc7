// Which clock of a ticket a person should look at: one rule for the queue, the lists and the ticket itself.
import type { Clock } from '#domain/clock.ts'
import { isOpen, type TicketState } from '#domain/ticket.ts'

interface Clocks { state: TicketState, accept: Clock | null, firstReply: Clock, final: Clock }
export interface NextClock { clock: Clock, of: 'accept' | 'first-reply' | 'final' }

/** What runs comes before what stands, and that before what waits for its calendar. */
const orderOf = ({ dueAt, pausedAt }: Clock): string => dueAt === null ? '2' : `${pausedAt === null ? '0' : '1'} ${dueAt}`

/** Of the clocks that have not stopped, the one that is due first; accepting counts while the ticket waits to be accepted. Null when nobody owes a step. */
export const nextClock = ({ state, accept, firstReply, final }: Clocks): NextClock | null => {
  if (!isOpen(state)) return null
  const clocks: NextClock[] = [
    ...accept !== null && state === 'assigned' ? [{ clock: accept, of: 'accept' as const }] : [], { clock: firstReply, of: 'first-reply' }, { clock: final, of: 'final' },
  ]
  const [next = null] = clocks.filter(({ clock }) => clock.stoppedAt === null).sort((a, b) => orderOf(a.clock) < orderOf(b.clock) ? -1 : Number(orderOf(a.clock) > orderOf(b.clock)))
  return next
}
