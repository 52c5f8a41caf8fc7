// Whose move it is and until when: the first thing a person looks for on a ticket.
import type { ResultOf } from '#domain/contract.ts'
import type { TicketState } from '#domain/ticket.ts'

type Ticket = Pick<ResultOf<'ticket'>, 'state' | 'officerId' | 'approverIds' | 'returns' | 'may' | 'question'>
type Act = Ticket['may'][number]

/** `me`: the one who looks · `people`: by name, never empty · the rest are offices. */
export type Mover = { of: 'me' } | { of: 'people', ids: string[] } | { of: 'press' | 'coordinator' | 'body' | 'head' | 'author' | 'outside' | 'nobody' }

/** The act that moves a ticket on from its state; none where others must come first. */
const movingActs: Partial<Record<TicketState, Act>> = {
  'registered': 'assign', 'assigned': 'accept', 'in-work': 'submit', 'review': 'approve', 'approved': 'publish', 'answered': 'close',
}

/** The one primary act of this person on this ticket now, or null. */
export const nextAct = ({ state, may }: Pick<Ticket, 'state' | 'may'>): Act | null => {
  const act = movingActs[state]
  return act !== undefined && may.includes(act) ? act : null
}

const named = (ids: readonly (string | null)[], otherwise: 'body' | 'head'): Mover => {
  const known = ids.filter(id => id !== null)
  return known.length > 0 ? { of: 'people', ids: known } : { of: otherwise }
}

/** A question to the author is written and not yet where the author reads. */
export const awaitsPosting = ({ state, question }: Pick<Ticket, 'state' | 'question'>): boolean => state === 'waiting' && question?.postedAt === null

/** Who owes the next step. `mayPost`: the one who looks may publish a question. */
export const moverOf = (ticket: Ticket, mayPost = false): Mover => {
  if (nextAct(ticket) !== null) return { of: 'me' }
  if (awaitsPosting(ticket)) return { of: mayPost ? 'me' : 'press' }
  switch (ticket.state) {
    case 'registered': return { of: ticket.returns >= 2 ? 'coordinator' : 'press' }
    case 'assigned':
    case 'in-work': return named([ticket.officerId], 'body')
    case 'review': return named(ticket.approverIds, 'head')
    case 'approved':
    case 'answered': return { of: 'press' }
    case 'waiting': return { of: 'author' }
    case 'handed-over': return { of: 'outside' }
    default: return { of: 'nobody' }
  }
}
