// Tickets merged into another one share its end: they close, reopen and are annulled with their main.
import type { Result, Ticket, TicketState } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import type { Person } from './act.ts'
import { postsAnew } from './anew.ts'
import { closedAs } from './closing.ts'
import { keepTicket, ticketEvent } from './on-ticket.ts'
import type { World } from './world.ts'

/** Children of a main that stand in this state. */
const childrenIn = async (tx: Tx, { childIds = [] }: Ticket, state: TicketState): Promise<Ticket[]> => {
  const children = await Promise.all(childIds.map(id => tx.get('ticket', id)))
  return children.filter(child => child?.state === state).flatMap(child => child ?? [])
}

export const closeChildren = async (tx: Tx, who: Person, main: Ticket, result: Result): Promise<void> => {
  for (const child of await childrenIn(tx, main, 'merged')) {
    tx.append(ticketEvent('close', await keepTicket(tx, who, { ...child, ...closedAs(child, result, tx.now), state: 'closed' }), { result }))
  }
}

/** They are merged again: no clock of their own runs. */
export const reopenChildren = async (tx: Tx, who: Person, main: Ticket): Promise<void> => {
  for (const child of await childrenIn(tx, main, 'closed')) {
    const intervals = child.intervals.map((interval, index) => index === child.intervals.length - 1 ? { ...interval, closedAt: null } : interval)
    const kept = await keepTicket(tx, who, { ...child, state: 'merged', result: null, closedAt: null, intervals })
    tx.append(ticketEvent('reopen', kept, { priority: kept.priority, firstReplyDueAt: null, finalDueAt: null }))
  }
}

export const annulChildren = async (tx: Tx, world: World, who: Person, main: Ticket): Promise<void> => {
  for (const child of await childrenIn(tx, main, 'merged')) {
    await postsAnew(tx, world, child)
    tx.append(ticketEvent('annul', await keepTicket(tx, who, { ...child, state: 'annulled', closedAt: tx.now }), {}))
  }
}
