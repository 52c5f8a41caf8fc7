// What publishing does to promised days: the day of the new reply stands, and the reply says what became of the day before it.
import type { PromisedDay } from '#domain/promise.ts'
import type { Reply } from '#domain/reply.ts'
import type { Ticket } from '#domain/ticket.ts'
import { dayOf, type Day } from '#domain/time.ts'
import type { Tx } from '../store/store.ts'
import { found, type Person } from './act.ts'
import { ticketEvent } from './on-ticket.ts'

/** How an open promise ends; it reminds nobody any more. */
export const settled = (tx: Pick<Tx, 'now'>, who: Person, promise: PromisedDay, state: 'kept' | 'broken' | 'replaced', keptOn: Day | null = null): PromisedDay =>
  ({ ...promise, state, keptOn, settledAt: tx.now, settledBy: who.userId, remindOn: null })

/** The promise that stands open on the ticket. */
export const openPromise = async (tx: Tx, { promiseId }: Ticket): Promise<PromisedDay | null> =>
  promiseId === undefined ? null : found(await tx.get('promise', promiseId), 'promise')

/** A new day replaces the old one; a refusal breaks it; any other final reply keeps it. Another interim reply without a day leaves it as it stands. */
const fateBy = ({ kind, result, promisedOn }: Reply) =>
  promisedOn !== null ? 'replaced' : kind !== 'final' ? null : result === 'refused' ? 'broken' : 'kept'

/** What the ticket holds after this reply was published: the open promise and its day, or neither. */
export const promiseAfter = async (tx: Tx, who: Person, ticket: Ticket, reply: Reply): Promise<Pick<Ticket, 'promiseId' | 'promisedOn'>> => {
  const before = await openPromise(tx, ticket)
  const fate = fateBy(reply)
  if (before && fate) {
    await tx.put('promise', settled(tx, who, before, fate, fate === 'kept' ? dayOf(tx.now) : null))
    tx.append(ticketEvent('promise', ticket, { promiseId: before.id, outcome: fate, promisedOn: before.promisedOn }))
  }
  const { id, kind, promisedOn } = reply
  if (promisedOn === null) return before && !fate ? { promiseId: before.id, promisedOn: before.promisedOn } : { promiseId: undefined, promisedOn: null }
  await tx.insert('promise', {
    id, organisationId: ticket.organisationId, bodyId: ticket.bodyId, ticketId: ticket.id, number: ticket.number, of: kind === 'interim' ? 'interim' : 'planned',
    firstOn: promisedOn, promisedOn, moves: 0, state: 'open', madeAt: tx.now, settledAt: null, settledBy: null, keptOn: null, remindOn: promisedOn,
  })
  return { promiseId: id, promisedOn }
}
