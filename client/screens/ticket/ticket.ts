// What the ticket screen shows, as the contract gives it.
import type { ResultOf } from '#domain/contract.ts'

export type Ticket = ResultOf<'ticket'>
export type Reply = NonNullable<Ticket['reply']>
export type TimelineEntry = Ticket['timeline'][number]
export type TicketAct = Ticket['may'][number]
